package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.NAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestPlan.CutoffMode;
import io.almanac.core.series.SeriesSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;

class ForecastRegressionEvaluatorTest {

    private static final RegressionFactory FACTORY = new RegressionFactory();

    private static Example<Regressor> example(Map<String, Object> metadata, double... actual) {
        return new ArrayExample<>(
                new Regressor(LagFeatures.stepNames(actual.length), actual),
                new String[] {"lag_0001"},
                new double[] {1},
                metadata);
    }

    private static MutableDataset<Regressor> dataset(List<Example<Regressor>> examples) {
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance("test", FACTORY), FACTORY);
        dataset.addAll(examples);
        return dataset;
    }

    /** A model that always gives these values. */
    private static Model<Regressor> always(double... values) {
        return DummyRegressionTrainer.createMeanTrainer().train(dataset(List.of(example(Map.of(), values))));
    }

    private static ForecastRegressionEvaluation evaluate(Model<Regressor> model, List<Example<Regressor>> examples) {
        return new ForecastRegressionEvaluator().evaluate(model, dataset(examples));
    }

    @Test
    void theValuesAreThoseWorkedByHand() {
        // forecasts 4 and 10 in both windows; errors: 1, -2; 3, (missing)
        ForecastRegressionEvaluation found = evaluate(
                always(4, 10), List.of(example(Map.of("scale", 2.0), 3, 12), example(Map.of("scale", 0.5), 1, NAN)));
        assertEquals((1 + 2 + 3) / 3.0, found.mae(), 1e-12);
        assertEquals(Math.sqrt((1 + 4 + 9) / 3.0), found.rmse(), 1e-12);
        assertEquals((0.5 + 1 + 6) / 3, found.mase(), 1e-12);
        // 200 * 1 / 7, 200 * 2 / 22, 200 * 3 / 5
        assertEquals((200 / 7.0 + 400 / 22.0 + 120) / 3, found.smape(), 1e-12);
        assertEquals(2, found.ofStep("MAE", 1), 1e-12);
        assertEquals(2, found.ofStep("MAE", 2), 1e-12);
        assertEquals(Math.sqrt(5), found.ofStep("RMSE", 1), 1e-12);
        assertEquals(3.25, found.ofStep("MASE", 1), 1e-12);
        assertEquals(2, macro(found, "MAE"), 1e-12);
        assertEquals((Math.sqrt(5) + 2) / 2, macro(found, "RMSE"), 1e-12);
        assertEquals(2, found.getPredictions().size());
        assertEquals(16, found.asMap().size());
        assertEquals("2 windows, 2 steps: MAE 2.000, RMSE 2.160, MASE 2.500, sMAPE (0..200) 55.58", found.toString());
    }

    private static double macro(ForecastRegressionEvaluation evaluation, String metric) {
        return evaluation.get(new MetricID<>(new MetricTarget<Regressor>(Average.MACRO), metric));
    }

    @Test
    void windowsWithoutAScaleAreLeftOutOfMaseAlone() {
        ForecastRegressionEvaluation found = evaluate(
                always(4),
                List.of(example(Map.of(), 3), example(Map.of("scale", 0.0), 3), example(Map.of("scale", 4), 3)));
        assertEquals(0.25, found.mase(), 1e-12);
        assertEquals(1, found.mae(), 1e-12);
        assertEquals(NAN, evaluate(always(4), List.of(example(Map.of(), 3))).mase());
    }

    @Test
    void aForecastOfZeroForZeroHasNoPercentageError() {
        assertEquals(0, evaluate(always(0), List.of(example(Map.of(), 0))).smape());
        assertEquals(200, evaluate(always(0), List.of(example(Map.of(), 5))).smape());
    }

    @Test
    void largerErrorsAreWorseOnEitherSideAndUnitsDoNotMatterToMase() {
        var random = new Random(4);
        for (int run = 0; run < 20; run++) {
            double y = 1 + random.nextDouble();
            double f = y + random.nextGaussian();
            double k = 1 + 9 * random.nextDouble();
            ForecastRegressionEvaluation one = evaluate(always(f), List.of(example(Map.of("scale", 1.0), y)));
            ForecastRegressionEvaluation scaled = evaluate(always(k * f), List.of(example(Map.of("scale", k), k * y)));
            assertEquals(one.mase(), scaled.mase(), 1e-12);
            assertEquals(one.smape(), scaled.smape(), 1e-9);
            assertEquals(k * one.mae(), scaled.mae(), 1e-9);
            assertEquals(Math.abs(f - y), one.mae(), 1e-12);
            assertEquals(one.mae(), one.rmse(), 1e-12);
        }
    }

    @Test
    void dimensionsThatDifferAreNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> evaluate(always(1, 2), List.of(example(Map.of(), 1))));
        assertEquals("an example has the dimensions [h001], its prediction [h001, h002]", e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> evaluate(always(1), List.of(example(Map.of(), 1))).ofStep("MAE", 2));
    }

    @Test
    void examplesAreTheWindowsOfABacktest() {
        double[] values = {5, NAN, 2, 8, 1, 9, 3, 7, 4, 6};
        SeriesSet data = Fixtures.set(Fixtures.series("a", values), Fixtures.series("b", 1, 2, 3));
        MutableDataset<Regressor> windows =
                ForecastExamples.of(data, BacktestPlan.of(2, 2).withStride(1).withGap(1), 3);
        // Series a: cutoffs 6 and 7; series b would be cut at -1 and 0. With the gap, the first target is one further.
        assertEquals(2, windows.size());
        Example<Regressor> first = windows.getExample(0);
        assertEquals(new Regressor("h001", 7).getValues()[0], first.getOutput().getValues()[0]);
        assertEquals(4, first.getOutput().getValues()[1]);
        assertEquals(9, first.lookup("lag_0001").getValue());
        assertEquals(8, first.lookup("lag_0003").getValue());
        assertEquals("a", first.getMetadataValue("series").orElse(""));
        assertEquals("y", first.getMetadataValue("channel").orElse(""));
        // season 4, first six values: |1 - 5|, and a missing one
        assertEquals(4.0, first.getMetadataValue("scale").orElse(NAN));
        assertEquals(
                Fixtures.series("a", values).axis().slice(3, 3),
                first.getMetadataValue("axis").orElse(""));
        MutableDataset<Regressor> longer = ForecastExamples.of(data, BacktestPlan.of(2, 1), 9);
        assertEquals(7, longer.getExample(0).size()); // eight values before the cutoff, one of them missing
    }

    @Test
    void wrongWindowsAreNamed() {
        SeriesSet data = Fixtures.set(Fixtures.series("a", 1, 2, 3, 4));
        BacktestPlan plan = BacktestPlan.of(1, 1);
        TribuoForecasterTest.invalid("lags must be from 2 to 9999, was 1", () -> ForecastExamples.of(data, plan, 1));
        TribuoForecasterTest.invalid(
                "cutoffs must be PER_SERIES, was CALENDAR",
                () -> ForecastExamples.of(data, plan.withCutoffs(CutoffMode.CALENDAR), 2));
    }
}
