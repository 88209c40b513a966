package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Trial;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final double[] TRAIN = {10, 12, 14, 13, 15, 17, 16, 18, 20, 19, 21, 23};
    private static final double[] ACTUAL = {22, 24, 26};
    private static final double[] FORECAST = {21, 25, 24};

    /** Errors e = f - y: -1, 1, -2. The interval of level 80 is [19, 25], [22, 27], [22, 27]. */
    private static final Trial GOLDEN = Scorings.trial(
            "a",
            0,
            "s",
            new double[][] {TRAIN},
            new double[][] {ACTUAL},
            new double[][] {FORECAST},
            List.of(0.1, 0.5, 0.9),
            new double[][][] {{{19, 22, 22}}, {FORECAST}, {{25, 27, 27}}});

    @Test
    void errorsInTheUnitOfTheSeriesMatchTheHandWorkedExample() {
        // (1 + 1 + 2) / 3
        assertEquals(4 / 3.0, value(Metrics.mae(), GOLDEN), 1e-15);
        // (1 + 1 + 4) / 3, and its root
        assertEquals(2, value(Metrics.mse(), GOLDEN), 1e-15);
        assertEquals(1.4142135623730951, value(Metrics.rmse(), GOLDEN), 1e-15);
        // (-1 + 1 - 2) / 3
        assertEquals(-2 / 3.0, value(Metrics.bias(), GOLDEN), 1e-15);
    }

    @Test
    void relativeErrorsMatchTheHandWorkedExample() {
        // 100 (1/22 + 1/24 + 2/26) / 3
        assertEquals(5.468143, value(Metrics.mape(), GOLDEN), 1e-6);
        // 200 (1/43 + 1/49 + 2/50) / 3
        assertEquals(5.577598, value(Metrics.smape(), GOLDEN), 1e-6);
        // 100 (1 + 1 + 2) / (22 + 24 + 26)
        assertEquals(100 / 18.0, value(Metrics.wape(), GOLDEN), 1e-13);
    }

    @Test
    void scaledErrorsMatchTheHandWorkedExample() {
        // At season 3 each difference of the history is 3: a = 3, b = 9. 4/3 / 3, and the root of 2 / 9.
        assertEquals(4 / 9.0, value(Metrics.mase(3), GOLDEN), 1e-15);
        assertEquals(0.47140452, value(Metrics.rmsse(3), GOLDEN), 1e-8);
        // At season 1 eight differences are 2 and three are -1: a = 19/11, b = 35/11. 4/3 / a, and the root of 2 / b.
        assertEquals(44 / 57.0, value(Metrics.mase(1), GOLDEN), 1e-15);
        assertEquals(0.79282497, value(Metrics.rmsse(1), GOLDEN), 1e-8);
    }

    @Test
    void quantileErrorsMatchTheHandWorkedExample() {
        // y - q is 3, 2, 4: 0.1 * 9 / 3
        assertEquals(0.3, value(Metrics.pinball(0.1), GOLDEN), 1e-15);
        // Half the mean absolute error.
        assertEquals(2 / 3.0, value(Metrics.pinball(0.5), GOLDEN), 1e-15);
        // y - q is -3, -3, -1: 0.1 * 7 / 3
        assertEquals(0.7 / 3, value(Metrics.pinball(0.9), GOLDEN), 1e-15);
        // All three within.
        assertEquals(100, value(Metrics.coverage(80), GOLDEN));
    }

    @Test
    void biasIsPositiveWhereForecastsAreTooHigh() {
        assertEquals(2, value(Metrics.bias(), scored(new double[] {1}, new double[] {3})));
        assertEquals(-2, value(Metrics.bias(), scored(new double[] {3}, new double[] {1})));
    }

    @Test
    void anActualValueOnABoundIsCovered() {
        // Below, on the lower bound, within, on the upper bound, above: 3 of 5.
        double[] low = {10, 10, 10, 10, 10};
        double[] high = {20, 20, 20, 20, 20};
        var scored = Scorings.trial(
                "a",
                0,
                "s",
                new double[][] {TRAIN},
                new double[][] {{Math.nextDown(10.0), 10, 15, 20, Math.nextUp(20.0)}},
                new double[][] {low},
                List.of(0.1, 0.9),
                new double[][][] {{low}, {high}});
        assertEquals(60, value(Metrics.coverage(80), scored));
    }

    @Test
    void pointsWithoutAnActualValueAreLeftOutByEveryMetric() {
        var scored = Scorings.trial(
                "a",
                0,
                "s",
                new double[][] {TRAIN},
                new double[][] {{Double.NaN, 24, Double.NaN}},
                new double[][] {FORECAST},
                List.of(0.1, 0.5, 0.9),
                new double[][][] {{{19, 22, 22}}, {FORECAST}, {{25, 27, 27}}});
        for (ForecastMetric metric : allOf(3)) {
            MetricValue value = overall(metric, scored);
            assertEquals(1, value.points(), metric.name());
            assertEquals(2, value.left(), metric.name());
            assertTrue(Double.isFinite(value.value()), metric.name());
        }
    }

    @Test
    void aScaleOfZeroLeavesThePointsOut() {
        var constant = Scorings.trial("a", 0, "s", new double[] {5, 5, 5}, new double[] {6, 7}, new double[] {6, 6});
        assertEquals(new MetricValue(Double.NaN, 0, 2), overall(Metrics.mase(1), constant));
        assertEquals(new MetricValue(Double.NaN, 0, 2), overall(Metrics.rmsse(1), constant));
    }

    @Test
    void aHistoryShorterThanTheSeasonLeavesThePointsOut() {
        var scored = Scorings.trial("a", 0, "s", new double[] {1, 2, 3}, new double[] {6}, new double[] {6});
        assertEquals(new MetricValue(Double.NaN, 0, 1), overall(Metrics.mase(3), scored));
        // One pair, 1 and 3.
        assertEquals(new MetricValue(0, 1, 0), overall(Metrics.mase(2), scored));
    }

    @Test
    void theScaleUsesThosePairsOfTheHistoryThatAreThere() {
        // Pairs at season 1: (1, 3) and (9, 4); the others lack a value. a = (2 + 5) / 2
        double[] history = {1, 3, Double.NaN, 9, 4, Double.NaN};
        var scored = Scorings.trial("a", 0, "s", history, new double[] {10}, new double[] {17});
        assertEquals(2, value(Metrics.mase(1), scored));
    }

    @Test
    void relativeErrorsOfZeros() {
        // y = 0: MAPE leaves it out; sMAPE is 200 where f is not 0, and 0 where it is.
        var scored = scored(new double[] {0, 0, 4}, new double[] {0, 3, 5});
        assertEquals(new MetricValue(25, 1, 2), overall(Metrics.mape(), scored));
        // (0 + 200 + 200 / 9) / 3
        assertEquals((200 + 200 / 9.0) / 3, value(Metrics.smape(), scored), 1e-13);
        // (0 + 3 + 1) / 4
        assertEquals(100, value(Metrics.wape(), scored));
    }

    @Test
    void wapeOfNothingButZerosHasNoValue() {
        var scored = scored(new double[] {0, 0}, new double[] {1, 2});
        assertEquals(new MetricValue(Double.NaN, 0, 2), overall(Metrics.wape(), scored));
    }

    @Test
    void quantileMetricsLeaveOutForecastsWithoutTheQuantile() {
        assertEquals(new MetricValue(Double.NaN, 0, 3), overall(Metrics.pinball(0.25), GOLDEN));
        assertEquals(new MetricValue(Double.NaN, 0, 3), overall(Metrics.coverage(95), GOLDEN));
    }

    @Test
    void theBestBiasIsNoneAndTheBestCoverageItsLevel() {
        assertEquals(2, Metrics.bias().distanceFromBest(-2));
        assertEquals(5, Metrics.coverage(80).distanceFromBest(75));
        assertEquals(7, Metrics.mae().distanceFromBest(7));
    }

    @Test
    void theStandardMetricsFollowTheSchemaAndTheQuantiles() {
        Schema schema = Schema.univariate(Frequency.parse("M"));
        List<String> names = Metrics.standard(schema, List.of(0.1, 0.5, 0.9)).stream()
                .map(ForecastMetric::name)
                .toList();
        assertEquals(
                List.of(
                        "MASE (season 12)",
                        "MAE",
                        "RMSE",
                        "sMAPE (0..200)",
                        "WAPE (%)",
                        "RMSSE (season 12)",
                        "MAPE (%)",
                        "MSE",
                        "bias",
                        "coverage 80 (%)",
                        "pinball 0.1 (x1)",
                        "pinball 0.5 (x1)",
                        "pinball 0.9 (x1)"),
                names);
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        refused("p must be within (0, 1), was 1.0", () -> Metrics.pinball(1));
        refused("p must be within (0, 1), was NaN", () -> Metrics.pinball(Double.NaN));
        refused("a level must be a percentage from 1 to 99, was 100", () -> Metrics.coverage(100));
        refused("season must be at least 1, was 0", () -> Metrics.mase(0));
        refused("season must be at least 1, was -1", () -> Metrics.rmsse(-1));
        refused("season must be at least 1 and power 1 or 2, were 1, 3", () -> GOLDEN.scale(0, 1, 3));
    }

    static List<ForecastMetric> allOf(int season) {
        var schema = Schema.univariate(Frequency.parse("step")).withSeasons(List.of(season));
        return Metrics.standard(schema, List.of(0.1, 0.5, 0.9));
    }

    private static Trial scored(double[] actual, double[] forecast) {
        return Scorings.trial("a", 0, "s", TRAIN, actual, forecast);
    }

    private static double value(ForecastMetric metric, Trial scored) {
        return overall(metric, scored).value();
    }

    private static MetricValue overall(ForecastMetric metric, Trial scored) {
        var evaluator = ForecastEvaluator.of(List.of(metric));
        evaluator.scored(scored);
        var id = new MetricId("a", new MetricTarget.Overall(), metric.name());
        return Objects.requireNonNull(evaluator.evaluation().asMap().get(id), metric.name());
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
