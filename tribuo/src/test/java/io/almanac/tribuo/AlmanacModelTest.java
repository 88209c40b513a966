package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.forecast;
import static io.almanac.tribuo.Fixtures.forecaster;
import static io.almanac.tribuo.Fixtures.points;
import static io.almanac.tribuo.Fixtures.seasonal;
import static io.almanac.tribuo.Fixtures.series;
import static io.almanac.tribuo.Fixtures.set;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class AlmanacModelTest {

    private static final FitOptions OPTIONS = FitOptions.of(12);

    private final TimeSeries history = series("a", seasonal(1, 120));
    private final ForecastModel model = forecaster("linear", "lags=8").fit(set(history), OPTIONS);

    private static Example<Regressor> example(Map<String, Object> metadata, double... newestFirst) {
        String[] names = new String[newestFirst.length];
        Arrays.setAll(names, i -> LagFeatures.lagName(i + 1));
        return new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR, names, newestFirst, metadata);
    }

    private double[] newestFirst(int count) {
        return Fixtures.values(count, i -> history.value(0, 119 - i));
    }

    @Test
    void lagsAreTheHistoryAndStepsTheDimensions() {
        Prediction<Regressor> prediction = AlmanacModel.of(model, 8).predict(example(Map.of(), newestFirst(8)));
        assertArrayEquals(LagFeatures.stepNames(12), prediction.getOutput().getNames());
        assertArrayEquals(
                points(forecast(model, history, 12)), prediction.getOutput().getValues());
        assertEquals(8, prediction.getNumActiveFeatures());
    }

    @Test
    void aDatasetIsForecastInOrder() {
        MutableDataset<Regressor> windows = ForecastExamples.of(set(history), BacktestPlan.of(12, 3), 8);
        List<Prediction<Regressor>> predictions = AlmanacModel.of(model, 8).predict(windows);
        assertEquals(3, predictions.size());
        for (int fold = 0; fold < 3; fold++) {
            TimeSeries known = history.asOf(120 - 12 * (3 - fold), 0);
            assertArrayEquals(
                    points(forecast(model, known, 12)),
                    predictions.get(fold).getOutput().getValues());
            assertEquals(fold, windows.getExample(fold).getMetadataValue("fold").orElse(-1));
        }
    }

    @Test
    void theCalendarIsThatOfTheMetadata() {
        var schema = Schema.univariate(Frequency.parse("D"));
        var axis = TimeAxis.of(Frequency.parse("D"), LocalDateTime.of(2024, 1, 1, 0, 0), 90);
        // High on weekends, too seldom in two lags to be told from them.
        double[] values = Fixtures.values(90, t -> t % 7 > 4 ? 9 : 1 + 0.01 * (t % 3));
        var daily = TimeSeries.of("d", schema, axis, new double[][] {values});
        var fitted = forecaster("xgboost", "lags=7").fit(SeriesSet.of(daily), FitOptions.of(7));
        MutableDataset<Regressor> windows = ForecastExamples.of(SeriesSet.of(daily), BacktestPlan.of(7, 1), 7);
        double[] forecast =
                AlmanacModel.of(fitted, 7).predict(windows).get(0).getOutput().getValues();
        assertArrayEquals(points(forecast(fitted, daily.asOf(83, 0), 7)), forecast);
    }

    @Test
    void whatTheModelRefusesIsAnErrorWithItsReason() {
        AlmanacModel wrapped = AlmanacModel.of(model, 8);
        assertEquals(
                "example 0, series x: the model refuses: channel y has 3 observed values among its last 8 steps, the"
                        + " model needs 8",
                error(() -> wrapped.predict(example(Map.of("series", "x"), 1, 2, 3))));
        assertEquals(
                "an example must have features lag_0001 to lag_0008",
                error(() -> wrapped.predict(new ArrayExample<>(
                        RegressionFactory.UNKNOWN_REGRESSOR, new String[] {"other"}, new double[] {1}))));
        assertEquals("lags must be from 1 to 9999, was 0", error(() -> AlmanacModel.of(model, 0)));
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("u", "v"), List.of());
        var two =
                TimeSeries.of("a", schema, TimeAxis.integers(0, 60), new double[][] {seasonal(1, 60), seasonal(2, 60)});
        var ofTwo = forecaster("linear", "lags=8").fit(SeriesSet.of(two), OPTIONS);
        assertEquals(
                "the model must be of one channel without covariates, was fitted to [u, v], []",
                error(() -> AlmanacModel.of(ofTwo, 8)));
    }

    @Test
    void aLagThatIsNotThereIsMissing() {
        var xgboost = forecaster("xgboost", "lags=8").fit(set(history), OPTIONS);
        double[] lags = newestFirst(8);
        String[] names = {"lag_0001", "lag_0002", "lag_0004", "lag_0008"};
        double[] values = {lags[0], lags[1], lags[3], lags[7]};
        var some = new ArrayExample<>(RegressionFactory.UNKNOWN_REGRESSOR, names, values);
        double[] gaps = Fixtures.values(8, i -> history.value(0, 112 + i));
        for (int lag : new int[] {3, 5, 6, 7}) {
            gaps[8 - lag] = Fixtures.NAN;
        }
        assertArrayEquals(
                points(forecast(xgboost, series("a", gaps), 12)),
                AlmanacModel.of(xgboost, 8).predict(some).getOutput().getValues());
    }

    @Test
    void provenanceTellsWhereTheForecastModelComesFrom() {
        AlmanacModel wrapped = AlmanacModel.of(model, 8);
        assertEquals("linear", wrapped.getName());
        assertEquals(12, wrapped.getOutputIDInfo().size());
        assertEquals(8, wrapped.getFeatureIDMap().size());
        assertTrue(
                wrapped.getProvenance().toString().contains(model.provenance().dataHash()));
        assertEquals(
                wrapped.getProvenance().getInstanceProvenance(),
                wrapped.copy().getProvenance().getInstanceProvenance());
    }

    @Test
    void itIsNeverSerialisedByJavaOrTribuo() throws IOException {
        AlmanacModel wrapped = AlmanacModel.of(model, 8);
        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThrows(NotSerializableException.class, () -> out.writeObject(wrapped));
        }
        assertThrows(UnsupportedOperationException.class, wrapped::serialize);
    }

    private static String error(org.junit.jupiter.api.function.Executable action) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
