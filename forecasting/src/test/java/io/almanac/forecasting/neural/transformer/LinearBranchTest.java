package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.ensemble.CorrectedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Transformer as the correction of a linear branch. */
class LinearBranchTest {

    private static final int HORIZON = 6;
    private static final Frequency HOURS = Frequency.parse("h");

    private static CorrectedModel fit(TimeSeries series, FitOptions options, Map<String, String> settings) {
        var all = new TreeMap<>(Map.of("context", "24", "width", "8", "layers", "1", "epochs", "2"));
        all.putAll(Map.of("updatesPerEpoch", "10", "batch", "16"));
        all.putAll(settings);
        return assertInstanceOf(
                CorrectedModel.class, Forecasters.create("transformer", all).fit(SeriesSet.of(series), options));
    }

    /** A wave, which a linear map continues, with noise. */
    private static TimeSeries wave(int length) {
        var random = new Random(3);
        double[] values = new double[length];
        Arrays.setAll(values, t -> Math.sin(2 * Math.PI * t / 24) + 0.3 * random.nextGaussian());
        TimeAxis axis = TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 0, 0), length);
        return TimeSeries.of("wave", Schema.univariate(HOURS), axis, new double[][] {values});
    }

    private static Forecast forecast(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), HORIZON).get(0));
    }

    @Test
    void theForecastIsTheBranchAndSoMuchOfTheNetworkAsTheWeightOfEachStep() {
        TimeSeries series = wave(300);
        try (CorrectedModel model = fit(series, FitOptions.of(HORIZON).withValidation(60), Map.of())) {
            Forecast both = forecast(model, series);
            Forecast ridge = forecast(model.models().get(0), series);
            Forecast network = forecast(model.models().get(1), series);

            assertEquals("ridge", model.models().get(0).provenance().forecaster());
            for (int h = 0; h < HORIZON; h++) {
                double k = model.weights()[h];
                assertTrue(k >= 0 && k <= 1, "weight " + k);
                assertEquals(ridge.point(0, h) + k * network.point(0, h), both.point(0, h), 1e-12);
                for (int q = 0; q < both.quantiles().size(); q++) {
                    double around = (1 - k) * (ridge.quantile(q, 0, h) - ridge.point(0, h))
                            + k * (network.quantile(q, 0, h) - network.point(0, h));
                    assertEquals(both.point(0, h) + around, both.quantile(q, 0, h), 1e-12);
                }
            }
            String notes = String.join("\n", model.provenance().notes());
            assertTrue(notes.contains("of the network's correction of ridge is taken: "), notes);
            assertTrue(notes.contains("over rolling folds, 1,"), notes);
        }
    }

    @Test
    void aNetworkThatLearntNothingChangesNothing() {
        // One update with a rate of next to nothing: the last map is zeros still.
        TimeSeries series = wave(300);
        var settings = Map.of("epochs", "1", "updatesPerEpoch", "1", "learningRate", "1e-30");
        try (CorrectedModel model = fit(series, FitOptions.of(HORIZON).withValidation(120), settings)) {
            for (int h = 0; h < HORIZON; h++) {
                assertEquals(
                        forecast(model.models().get(0), series).point(0, h),
                        forecast(model, series).point(0, h),
                        1e-12);
            }
        }
    }

    @Test
    void theNetworkLearnsWhatTheBranchCanNot() {
        // A tent map: the next value is a matter of the last one's size, of which no linear map knows anything.
        double[] values = new double[900];
        var random = new Random(8);
        for (int t = 1; t < values.length; t++) {
            values[t] = 1 - 1.5 * Math.abs(values[t - 1]) + 0.05 * random.nextGaussian();
        }
        TimeAxis axis = TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 0, 0), values.length);
        TimeSeries series = TimeSeries.of("threshold", Schema.univariate(HOURS), axis, new double[][] {values});
        var settings = new TreeMap<>(Map.of("epochs", "8", "updatesPerEpoch", "40", "patch", "1", "width", "16"));
        settings.putAll(Map.of("calendar", "false", "learningRate", "0.005", "averaging", "0.9", "dropout", "0"));
        try (CorrectedModel model = fit(series.asOf(700, 0), FitOptions.of(1).withValidation(150), settings)) {
            double own = 0;
            double ridge = 0;
            for (int cutoff = 700; cutoff < 900; cutoff++) {
                List<TimeSeries> history = List.of(series.asOf(cutoff, 0));
                double actual = series.value(0, cutoff);
                own += Math.pow(actual - ((Forecast) model.forecast(history, 1).get(0)).point(0, 0), 2);
                ridge += Math.pow(
                        actual
                                - ((Forecast) model.models()
                                                .get(0)
                                                .forecast(history, 1)
                                                .get(0))
                                        .point(0, 0),
                        2);
            }
            assertTrue(model.weights()[0] > 0.5, "weight " + model.weights()[0]);
            assertTrue(own < 0.5 * ridge, own + " against " + ridge);
        }
    }

    @Test
    void moreFoldsAreFittedToLessAndHeardButKeptOutOfTheTrainingCurve() {
        TimeSeries series = wave(300);
        var ends = new ArrayList<FitProgress>();
        FitListener listener = progress -> {
            if (progress.endOfEpoch()) {
                ends.add(progress);
            }
        };
        var options = FitOptions.of(HORIZON).withValidation(40).withListener(listener);
        try (CorrectedModel model = fit(series, options, Map.of("branchFolds", "3"))) {
            assertTrue(String.join("\n", model.provenance().notes()).contains("over rolling folds, 3,"));
            assertEquals(2, ends.size());
        }
        // After two folds of 60 the third would have nothing left to train on.
        try (CorrectedModel model =
                fit(wave(180), FitOptions.of(HORIZON).withValidation(60), Map.of("branchFolds", "4"))) {
            assertTrue(String.join("\n", model.provenance().notes()).contains("over rolling folds, 2,"));
        }
    }

    @Test
    void withoutValidationHalfOfTheCorrectionIsTaken() {
        try (CorrectedModel model = fit(wave(200), FitOptions.of(HORIZON).withValidation(0), Map.of())) {
            assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, model.weights());
        }
    }

    @Test
    void aSavedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        TimeSeries series = wave(300);
        Path file = folder.resolve("m.almanac");
        try (CorrectedModel model = fit(series, FitOptions.of(HORIZON).withValidation(60), Map.of())) {
            ModelStore.save(model, file);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                for (int h = 0; h < HORIZON; h++) {
                    assertEquals(
                            forecast(model, series).point(0, h),
                            forecast(loaded, series).point(0, h));
                }
                assertEquals(model.provenance(), loaded.provenance());
            }
        }
    }

    @Test
    void whereTheBranchFindsNothingToFitTheNetworkForecastsAlone() {
        // 30 steps, 6 for validation: ridge finds no window of a context and a horizon without a missing value.
        double[] values = new double[60];
        Arrays.setAll(values, t -> t % 3 == 2 ? Double.NaN : Math.sin(t));
        TimeAxis axis = TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 0, 0), values.length);
        TimeSeries gaps = TimeSeries.of("gaps", Schema.univariate(HOURS), axis, new double[][] {values});
        try (CorrectedModel model = fit(gaps, FitOptions.of(HORIZON), Map.of())) {
            assertEquals(1, model.models().size());
            assertEquals(HORIZON, forecast(model, gaps).horizon());
            String notes = String.join("\n", model.provenance().notes());
            assertTrue(notes.contains("without ridge: ridge finds no window to train on"), notes);
        }
    }
}
