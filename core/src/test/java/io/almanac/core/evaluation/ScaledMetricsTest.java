package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledMetricsTest {

    private static final double[] TRAIN = {10, 12, 14, 13, 15, 17, 16, 18, 20, 19, 21, 23};

    /** Errors e = f - y: -1, 1, -2. */
    private static final Scorings GOLDEN =
            Scorings.of(0, "s", TRAIN, 22, 24, 26).label("a", 21, 25, 24);

    @Test
    void scaledErrorsMatchTheHandWorkedExample() {
        // At season 3 each difference of the history is 3: a = 3, b = 9. 4/3 / 3, and the root of 2 / 9.
        assertEquals(4 / 9.0, value(ScaledMetrics.mase(3), GOLDEN), 1e-15);
        assertEquals(0.47140452, value(ScaledMetrics.rmsse(3), GOLDEN), 1e-8);
        // At season 1 eight differences are 2 and three are -1: a = 19/11, b = 35/11. 4/3 / a, and the root of 2 / b.
        assertEquals(44 / 57.0, value(ScaledMetrics.mase(1), GOLDEN), 1e-15);
        assertEquals(0.79282497, value(ScaledMetrics.rmsse(1), GOLDEN), 1e-8);
        assertEquals(0.79282497, value(ScaledMetrics.rmsseRootOfMean(1), GOLDEN), 1e-8);
    }

    @Test
    void theRootIsTakenPerSeriesOrOfTheMean() {
        // b = 1 in both. e² is 1 and 9: (1 + 3) / 2, and the root of (1 + 9) / 2.
        var evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.rmsse(1), ScaledMetrics.rmsseRootOfMean(1)));
        evaluator.scored(
                Scorings.of(0, "s", new double[] {1, 2}, 5).label("a", 6).trial());
        evaluator.scored(
                Scorings.of(0, "t", new double[] {1, 2}, 5).label("a", 8).trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(2, evaluation.overall("a", "RMSSE (season 1, root per series)"));
        assertEquals(Math.sqrt(5), evaluation.overall("a", "RMSSE (season 1, root of the mean)"));
        // Within one fold too; within one step, points are pooled, so both are the root of the mean.
        var fold = new MetricTarget.Fold(0);
        assertEquals(2, evaluation.get(new MetricId("a", fold, "RMSSE (season 1, root per series)")));
        assertEquals(Math.sqrt(5), evaluation.get(new MetricId("a", fold, "RMSSE (season 1, root of the mean)")));
        var step = new MetricTarget.Step(1);
        assertEquals(Math.sqrt(5), evaluation.get(new MetricId("a", step, "RMSSE (season 1, root per series)")));
        assertEquals(Math.sqrt(5), evaluation.get(new MetricId("a", step, "RMSSE (season 1, root of the mean)")));
        // Of one series there is nothing to average.
        var series = new MetricTarget.Series("t");
        assertEquals(3, evaluation.get(new MetricId("a", series, "RMSSE (season 1, root of the mean)")));
    }

    @Test
    void aScaleOfZeroLeavesThePointsOut() {
        Scorings constant = Scorings.of(0, "s", new double[] {5, 5, 5}, 6, 7).label("a", 6, 6);
        assertEquals(new MetricValue(Double.NaN, 0, 2), constant.value(ScaledMetrics.mase(1)));
        assertEquals(new MetricValue(Double.NaN, 0, 2), constant.value(ScaledMetrics.rmsse(1)));
    }

    @Test
    void aHistoryShorterThanTheSeasonLeavesThePointsOut() {
        Scorings scorings = Scorings.of(0, "s", new double[] {1, 2, 3}, 6).label("a", 6);
        assertEquals(new MetricValue(Double.NaN, 0, 1), scorings.value(ScaledMetrics.mase(3)));
        // One pair, 1 and 3.
        assertEquals(new MetricValue(0, 1, 0), scorings.value(ScaledMetrics.mase(2)));
    }

    @Test
    void theScaleUsesThosePairsOfTheHistoryThatAreThere() {
        // Pairs at season 1: (1, 3) and (9, 4); the others lack a value. a = (2 + 5) / 2
        double[] history = {1, 3, Double.NaN, 9, 4, Double.NaN};
        assertEquals(
                2, value(ScaledMetrics.mase(1), Scorings.of(0, "s", history, 10).label("a", 17)));
    }

    @ParameterizedTest(name = "in units of {0}")
    @ValueSource(doubles = {1e-9, 1024, 1e12})
    void theUnitOfTheSeriesDoesNotMatter(double unit) {
        var random = new Random(11);
        double[] history = random.doubles(40).toArray();
        double[] actual = random.doubles(6).toArray();
        double[] points = random.doubles(6).toArray();
        for (ForecastMetric metric :
                List.of(ScaledMetrics.mase(7), ScaledMetrics.rmsse(7), ScaledMetrics.rmsseRootOfMean(7))) {
            double one = value(metric, Scorings.of(0, "s", history, actual).label("a", points));
            double other = value(
                    metric,
                    Scorings.of(0, "s", times(history, unit), times(actual, unit))
                            .label("a", times(points, unit)));
            assertEquals(one, other, 1e-12, metric.name());
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        refused("season must be at least 1, was 0", () -> ScaledMetrics.mase(0));
        refused("season must be at least 1, was -1", () -> ScaledMetrics.rmsse(-1));
    }

    private static double[] times(double[] values, double factor) {
        return java.util.Arrays.stream(values).map(value -> value * factor).toArray();
    }

    private static double value(ForecastMetric metric, Scorings scorings) {
        return scorings.value(metric).value();
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
