package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions, paths and intervals of what was trained. */
class TransformerPathsTest {

    private static final int HORIZON = Tiny.HORIZON;

    /** Each step is 0.9 of the one before and noise, so that errors hang together. */
    private static TimeSeries autoregression(int length, long seed) {
        var random = new Random(seed);
        double[] values = new double[length];
        for (int i = 1; i < length; i++) {
            values[i] = 0.9 * values[i - 1] + random.nextGaussian();
        }
        return Tiny.series(values);
    }

    private static ForecastModel fit(int validation, int paths) {
        TransformerConfig config = Tiny.config("loss=student_t context=8 epochs=3 paths=" + paths);
        return Tiny.fit(
                config, FitOptions.of(HORIZON).withValidation(validation), autoregression(300, 1));
    }

    private static double[] step(Forecast forecast, int h) {
        double[] values = new double[forecast.paths()];
        Arrays.setAll(values, p -> forecast.path(p, 0, h));
        return values;
    }

    /** The rank correlation of neighbouring steps over all paths, averaged. */
    private static double hangTogether(Forecast forecast) {
        double sum = 0;
        for (int h = 1; h < HORIZON; h++) {
            sum += new SpearmansCorrelation().correlation(step(forecast, h - 1), step(forecast, h)) / (HORIZON - 1);
        }
        return sum;
    }

    @Test
    void pathsHaveTheQuantilesOfTheForecastAndHangTogetherAsTheDataDo() {
        try (ForecastModel model = fit(100, 60)) {
            Forecast forecast = Tiny.forecast(model, autoregression(80, 2));

            assertEquals(60, forecast.paths());
            for (int h = 0; h < HORIZON; h++) {
                double[] sorted = step(forecast, h);
                Arrays.sort(sorted);
                for (int q = 0; q < forecast.quantiles().size(); q++) {
                    // The k-th of n paths is the quantile (k + 1/2) / n.
                    double place = forecast.quantiles().get(q) * 60 - 0.5;
                    double quantile = forecast.quantile(q, 0, h);
                    assertTrue(sorted[(int) Math.floor(place)] <= quantile + 1e-9, "step " + h + ", quantile " + q);
                    assertTrue(quantile <= sorted[(int) Math.ceil(place)] + 1e-9, "step " + h + ", quantile " + q);
                }
            }
            double together = hangTogether(forecast);
            assertTrue(together > 0.5, "rank correlation " + together);
        }
    }

    @Test
    void withFewWindowsOfValidationTheStepsAreIndependent() {
        try (ForecastModel model = fit(12, 60)) { // seven windows
            double together = hangTogether(Tiny.forecast(model, autoregression(80, 2)));

            // The mean of five correlations of sixty independent pairs: standard deviation 0.06.
            assertEquals(0, together, 0.25);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Fewer than the windows of validation, more than those, and none.
        "5, 100",
        "150, 40",
        "0, 100",
        "3, 0"
    })
    void thereAreAsManyPathsAsAskedFor(int paths, int validation) {
        try (ForecastModel model = fit(validation, paths)) {
            assertEquals(paths, Tiny.forecast(model, autoregression(80, 2)).paths());
        }
    }

    @Test
    void channelsOfOneWindowHaveAsManyPathsToo() {
        TimeSeries one = autoregression(200, 3);
        double[] values = new double[200];
        one.copyTo(0, 0, values);
        TimeSeries two = Tiny.series(values, Tiny.wave(200, 4));
        TransformerConfig config = Tiny.config("loss=student_t channels=mixed context=8 epochs=1 paths=30");
        try (ForecastModel model = Tiny.fit(config, FitOptions.of(HORIZON).withValidation(60), two)) {
            assertEquals(30, Tiny.forecast(model, two).paths());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mse", "mae", "huber", "pinball", "student_t"})
    void intervalsCoverAboutTheirLevelOfWhatTheFitNeverSaw(String loss) {
        TimeSeries train = Tiny.series(Tiny.wave(300, 1));
        TimeSeries test = Tiny.series(Tiny.wave(400, 2));
        TransformerConfig config = Tiny.config("epochs=4 loss=" + loss);
        try (ForecastModel model = Tiny.fit(config, FitOptions.of(HORIZON).withValidation(60), train)) {
            List<TimeSeries> histories = Tiny.histories(test, 20, 5);
            List<Outcome> outcomes = model.forecast(histories, HORIZON);
            int low = FitOptions.of(HORIZON).quantiles().indexOf(0.1);
            int high = FitOptions.of(HORIZON).quantiles().indexOf(0.9);
            double covered = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                Forecast forecast = assertInstanceOf(Forecast.class, outcomes.get(i));
                for (int h = 0; h < HORIZON; h++) {
                    double actual = test.value(0, histories.get(i).length() + h);
                    covered += forecast.quantile(low, 0, h) <= actual && actual <= forecast.quantile(high, 0, h) ? 1 : 0;
                }
            }
            covered /= outcomes.size() * HORIZON;
            assertTrue(covered > 0.65 && covered < 0.95, "coverage of level 80: " + covered);
        }
    }
}
