package io.almanac.forecasting.preparation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.preparation.PreparedConfig.Scale;
import io.almanac.forecasting.transform.BoxCox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedForecasterTest {

    /** The standard normal quantile 0.9, from tables. */
    private static final double Z90 = 1.2815515655446004;

    private static final FitOptions OPTIONS = FitOptions.of(6);

    private static TimeSeries series(int season, double[]... channels) {
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(season),
                channels.length == 1 ? List.of("y") : List.of("y", "z"),
                List.of());
        return TimeSeries.of("s", schema, TimeAxis.integers(0, channels[0].length), channels);
    }

    private static double[] seasonal(int length) {
        var random = new Random(7);
        double[] values = new double[length];
        Arrays.setAll(values, t -> (100 + t) * (1 + (t % 4) / 4.0) * Math.exp(0.05 * random.nextGaussian()));
        return values;
    }

    private static PreparedForecaster naive(Scale scale, boolean mean, boolean adjust) {
        return new PreparedForecaster("prepared", new PreparedConfig("naive", Map.of(), false, scale, mean, adjust, 0));
    }

    private static Forecast forecast(PreparedForecaster forecaster, TimeSeries series) {
        return forecast(forecaster.fit(SeriesSet.of(series), OPTIONS), series);
    }

    private static Forecast forecast(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), 6).get(0));
    }

    @Test
    void onLogarithmsNaiveIsAGeometricRandomWalkWhoseQuantilesAndMedianComeBackAsTheyAre() {
        // Logarithms of ratios: log 2, log 2, -log 2; their mean square is log² 2.
        Forecast forecast = forecast(naive(Scale.LOG, false, false), series(1, new double[] {1, 2, 4, 2}));
        assertEquals(PointKind.MEDIAN, forecast.pointKind());
        for (int step = 0; step < 6; step++) {
            assertEquals(2, forecast.point(0, step), 1e-12);
            double width = Z90 * Math.log(2) * Math.sqrt(step + 1);
            assertEquals(2 * Math.exp(-width), forecast.quantile(1, 0, step), 1e-12);
            assertEquals(2, forecast.quantile(2, 0, step), 1e-12);
            assertEquals(2 * Math.exp(width), forecast.quantile(3, 0, step), 1e-10);
        }
    }

    @Test
    void aMeanIsLargerThanTheMedianByWhatTheTransformSays() {
        TimeSeries series = series(1, new double[] {1, 2, 4, 2});
        Forecast forecast = forecast(naive(Scale.LOG, true, false), series);
        assertEquals(PointKind.MEAN, forecast.pointKind());
        for (int step = 0; step < 6; step++) {
            double deviation = Math.log(2) * Math.sqrt(step + 1);
            assertEquals(BoxCox.log().mean(Math.log(2), deviation), forecast.point(0, step), 1e-9);
            assertTrue(forecast.point(0, step) > 2);
        }
    }

    @Test
    void naiveOnASeasonallyAdjustedScaleIsNaive2() {
        TimeSeries series = series(4, seasonal(43));
        Forecast prepared = forecast(naive(Scale.NONE, false, true), series);
        Forecast naive2 = forecast(Forecasters.create("naive2").fit(SeriesSet.of(series), OPTIONS), series);
        assertEquals(PointKind.MEAN, prepared.pointKind());
        for (int step = 0; step < 6; step++) {
            assertEquals(naive2.point(0, step), prepared.point(0, step), 1e-10);
            assertEquals(naive2.quantile(0, 0, step), prepared.quantile(0, 0, step), 1e-9);
        }
    }

    @Test
    void aChannelWithAValueNotAboveZeroIsForecastOnItsOwnScaleAndCounted() {
        double[] negative = {3, -1, 2, 0, 4};
        TimeSeries series = series(1, new double[] {1, 2, 4, 2, 8}, negative);
        ForecastModel model = naive(Scale.BOX_COX, false, false).fit(SeriesSet.of(series), OPTIONS);
        Forecast forecast = forecast(model, series);
        Forecast alone = forecast(
                Forecasters.create("naive").fit(SeriesSet.of(series(1, negative)), OPTIONS), series(1, negative));
        assertEquals(alone.point(0, 2), forecast.point(1, 2));
        assertEquals(alone.quantile(0, 0, 2), forecast.quantile(0, 1, 2));
        assertEquals(
                List.of("left on their scale, 1 of 2 channels: a value is not above 0, or no season was found"),
                model.provenance().notes());
    }

    @Test
    void aHistoryThatBeginsElsewhereKeepsItsPlaceInTheSeasonAndALongerOneItsScale() {
        TimeSeries whole = series(4, seasonal(50));
        ForecastModel model = naive(Scale.LOG, false, true).fit(SeriesSet.of(whole.asOf(41, 0)), OPTIONS);
        for (int steps : new int[] {3, 6, 9}) {
            Forecast ofAll = forecast(model, whole);
            Forecast ofNewest = forecast(model, whole.last(steps));
            for (int step = 0; step < 6; step++) {
                assertEquals(ofAll.point(0, step), ofNewest.point(0, step), 1e-9);
            }
        }
    }

    @Test
    void anOutlierAtTheEndIsReplacedBeforeForecasting() {
        double[] values = seasonal(44);
        double[] spoilt = values.clone();
        spoilt[41] *= 20;
        var config = new PreparedConfig("seasonal-naive", Map.of(), true, Scale.NONE, false, false, 0);
        Forecast forecast = forecast(new PreparedForecaster("prepared", config), series(4, spoilt));
        // Place 1 of the season comes second: near the value of a year before, not twenty times it.
        assertEquals(values[41], forecast.point(0, 1), 0.25 * values[41]);
        assertEquals(values[40], forecast.point(0, 0));
    }

    @Test
    void aLoadedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        TimeSeries series = series(4, seasonal(40), seasonal(40));
        for (Scale scale : Scale.values()) {
            Path file = folder.resolve(scale + ".almanac");
            var settings = Map.of("forecaster", "seasonal-naive", "scale", scale.name(), "adjust", "true");
            ForecastModel model = Forecasters.create("prepared", settings).fit(SeriesSet.of(series), OPTIONS);
            ModelStore.save(model, file);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                assertEquals(model.provenance(), loaded.provenance());
                assertArrayEquals(numbers(forecast(model, series)), numbers(forecast(loaded, series)));
            }
        }
    }

    private static double[] numbers(Forecast forecast) {
        List<Double> numbers = new ArrayList<>();
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                numbers.add(forecast.point(channel, step));
                for (int q = 0; q < forecast.quantiles().size(); q++) {
                    numbers.add(forecast.quantile(q, channel, step));
                }
            }
        }
        return numbers.stream().mapToDouble(y -> y).toArray();
    }

    @Test
    void forecastsOfPositiveSeriesStayPositiveAndFiniteWhateverTheScale() {
        var random = new Random(3);
        for (int round = 0; round < 60; round++) {
            double[] values = new double[30];
            double scale = Math.pow(10, random.nextInt(-12, 13));
            Arrays.setAll(values, t -> scale * Math.exp(2 * random.nextGaussian()));
            boolean mean = round % 2 == 0;
            Forecast forecast = forecast(naive(mean ? Scale.LOG : Scale.BOX_COX, mean, true), series(4, values));
            for (int step = 0; step < 6; step++) {
                assertTrue(forecast.quantile(0, 0, step) >= 0);
                assertTrue(forecast.point(0, step) > 0);
            }
        }
    }

    @Test
    void whatCantBeHadIsRefused() {
        var options = new FitOptions(2, 0, List.of(0.9), 1, "cpu", FitListener.NONE);
        var thrown = assertThrows(
                UnfitException.class,
                () -> naive(Scale.LOG, true, false).fit(SeriesSet.of(series(1, new double[] {1, 2, 3})), options));
        assertEquals(
                "prepared: a mean needs two quantiles that lie symmetrically, there are [0.9]", thrown.getMessage());
        var season = assertThrows(
                IllegalArgumentException.class,
                () -> Forecasters.create("prepared", Map.of("forecaster", "naive", "season", "-1")));
        assertEquals("prepared: season must not be negative, was -1", season.getMessage());
        var empty = assertThrows(
                IllegalArgumentException.class,
                () -> new PreparedConfig("", Map.of(), false, Scale.LOG, false, false, 0));
        assertEquals("forecaster must be the id of one, was empty", empty.getMessage());
    }
}
