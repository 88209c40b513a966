package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecast;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantileMetricsTest {

    /** Seasonal differences at season 3 are all 3. */
    private static final double[] TRAIN = {10, 12, 14, 13, 15, 17, 16, 18, 20, 19, 21, 23};

    private static final List<Double> THREE = List.of(0.1, 0.5, 0.9);

    /** y - q is 3, 2, 4 at 0.1; 1, -1, 2 at 0.5; -3, -3, -1 at 0.9. */
    private static final Scorings GOLDEN = golden();

    private static Scorings golden() {
        Scorings scorings = Scorings.of(0, "s", TRAIN, 22, 24, 26);
        Forecast forecast = scorings.forecast(
                THREE, new double[] {19, 22, 22}, new double[] {21, 25, 24}, new double[] {25, 27, 27});
        return scorings.label("a", forecast);
    }

    @Test
    void pinballMatchesTheHandWorkedExample() {
        // 0.1 * 9 / 3, and twice that
        assertEquals(0.3, value(QuantileMetrics.pinball(0.1), GOLDEN), 1e-15);
        assertEquals(0.6, value(QuantileMetrics.pinball(0.1, PinballFactor.X2), GOLDEN), 1e-15);
        // Half the mean absolute error, (1 + 1 + 2) / 3.
        assertEquals(2 / 3.0, value(QuantileMetrics.pinball(0.5), GOLDEN), 1e-15);
        // 0.1 * 7 / 3
        assertEquals(0.7 / 3, value(QuantileMetrics.pinball(0.9), GOLDEN), 1e-15);
        // The scale at season 3 is 3.
        assertEquals(0.1, value(QuantileMetrics.scaledPinball(0.1, 3), GOLDEN), 1e-15);
    }

    @Test
    void lossesOfSeveralQuantilesMatchTheHandWorkedExample() {
        // Mean pinball (0.3 + 2/3 + 0.7/3) / 3 = 0.4. SQL: 2 * 0.4 / 3, and without the 2.
        assertEquals(0.8 / 3, value(QuantileMetrics.scaledQuantileLoss(3, THREE), GOLDEN), 1e-15);
        assertEquals(0.4 / 3, value(QuantileMetrics.scaledQuantileLoss(3, THREE, PinballFactor.X1), GOLDEN), 1e-15);
        // wQL: 2 * 3 * 0.4 / (22 + 24 + 26)
        assertEquals(2.4 / 72, value(QuantileMetrics.weightedQuantileLoss(THREE), GOLDEN), 1e-15);
        assertEquals(0.8, value(QuantileMetrics.crpsPlainMean(THREE), GOLDEN), 1e-15);
        // The quantiles stand for 0 to 0.3, 0.3 to 0.7 and 0.7 to 1: 2 (0.3 * 0.3 + 0.4 * 2/3 + 0.3 * 0.7/3)
        assertEquals(2 * (0.09 + 0.8 / 3 + 0.07), value(QuantileMetrics.crps(THREE), GOLDEN), 1e-15);
        // Shares at or below: 0, 1/3 (24 <= 25), 1. Off by 0.1, 1/6, 0.1.
        assertEquals(100 * (0.2 + 1 / 6.0) / 3, value(QuantileMetrics.calibrationError(THREE), GOLDEN), 1e-13);
    }

    @Test
    void crpsOfPathsMatchesTheHandWorkedExample() {
        // Paths 19, 21, 25 at y = 22: mean distance (3 + 1 + 3) / 3. Pairs apart by 2, 4, 6: 24 over ordered pairs.
        Scorings scorings = Scorings.of(0, "s", TRAIN, 22);
        scorings.label("a", scorings.paths(25, 19, 21));
        // 7/3 - 24 / 12
        assertEquals(1 / 3.0, value(QuantileMetrics.crpsOfPaths(), scorings), 1e-15);
        // 7/3 - 24 / 18
        assertEquals(1, value(QuantileMetrics.crpsOfPathsNotFair(), scorings), 1e-15);
    }

    @Test
    void onePathHasNoFairScore() {
        Scorings scorings = Scorings.of(0, "s", TRAIN, 22);
        scorings.label("a", scorings.paths(25));
        assertEquals(new MetricValue(Double.NaN, 0, 1), scorings.value(QuantileMetrics.crpsOfPaths()));
        // The distance, as there is no spread.
        assertEquals(3, value(QuantileMetrics.crpsOfPathsNotFair(), scorings));
    }

    @Test
    void crpsOfPathsIsThatOfALoopOverAllPairs() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            double y = random.nextGaussian();
            double[] x = random.doubles(2 + random.nextInt(20), -3, 3).toArray();
            Scorings scorings = Scorings.of(0, "s", TRAIN, y);
            scorings.label("a", scorings.paths(x));
            double distance =
                    Arrays.stream(x).map(one -> Math.abs(one - y)).average().orElseThrow();
            double pairs = Arrays.stream(x)
                    .flatMap(one -> Arrays.stream(x).map(other -> Math.abs(one - other)))
                    .sum();
            int n = x.length;
            assertEquals(distance - pairs / (2 * n * (n - 1)), value(QuantileMetrics.crpsOfPaths(), scorings), 1e-12);
            assertEquals(distance - pairs / (2 * n * n), value(QuantileMetrics.crpsOfPathsNotFair(), scorings), 1e-12);
        }
    }

    @Test
    void theFairScoreDoesNotDependOnTheNumberOfPathsOnAverage() {
        // For x and y from N(0, 1) the expected CRPS is 1/sqrt(pi): E|x - y| - E|x - x'| / 2, each the mean of |N(0,
        // 2)|,
        // 2/sqrt(pi). The other divisor makes it larger by E|x - x'| / (2 n). Standard errors are below 0.02.
        var random = new Random(5);
        for (int n : new int[] {2, 10}) {
            var evaluator =
                    ForecastEvaluator.of(List.of(QuantileMetrics.crpsOfPaths(), QuantileMetrics.crpsOfPathsNotFair()));
            for (int fold = 0; fold < 4000; fold++) {
                Scorings scorings = Scorings.of(fold, "s", new double[] {1, 2}, random.nextGaussian());
                double[] paths = new double[n];
                Arrays.setAll(paths, i -> random.nextGaussian());
                evaluator.scored(scorings.label("a", scorings.paths(paths)).trial());
            }
            ForecastEvaluation evaluation = evaluator.evaluation();
            double expected = 1 / Math.sqrt(Math.PI);
            assertEquals(expected, evaluation.overall("a", "CRPS (paths, fair)"), 0.06);
            assertEquals(expected * (1 + 1.0 / n), evaluation.overall("a", "CRPS (paths, 1/(2N^2))"), 0.06);
        }
    }

    @Test
    void manyQuantilesGiveTheCrpsOfTheDistribution() {
        // Of a uniform distribution on (0, 1) at y = 0.3: integral of (F - 1{x >= y})² = y³/3 + (1 - y)³/3.
        double expected = (0.027 + 0.343) / 3;
        List<Double> even =
                DoubleStream.iterate(0.005, p -> p < 1, p -> p + 0.01).boxed().toList();
        List<Double> uneven = DoubleStream.iterate(0.05, z -> z < 1, z -> z + 0.01)
                .map(z -> z * z)
                .boxed()
                .toList();
        assertEquals(expected, value(QuantileMetrics.crps(even), uniform(even)), 1e-4);
        assertEquals(expected, value(QuantileMetrics.crpsPlainMean(even), uniform(even)), 1e-4);
        assertEquals(expected, value(QuantileMetrics.crps(uneven), uniform(uneven)), 1e-3);
        // Where quantiles are not evenly spaced, their plain mean is another number.
        assertTrue(Math.abs(value(QuantileMetrics.crpsPlainMean(uneven), uniform(uneven)) - expected) > 0.02);
    }

    private static Scorings uniform(List<Double> probabilities) {
        Scorings scorings = Scorings.of(0, "s", TRAIN, 0.3);
        double[][] values = probabilities.stream().map(p -> new double[] {p}).toArray(double[][]::new);
        return scorings.label("a", scorings.forecast(probabilities, values));
    }

    @Test
    void aForecastWithoutTheQuantileHasNoValue() {
        assertEquals(new MetricValue(Double.NaN, 0, 3), GOLDEN.value(QuantileMetrics.pinball(0.25)));
        assertEquals(new MetricValue(Double.NaN, 0, 3), GOLDEN.value(QuantileMetrics.crps(List.of(0.1, 0.25))));
        assertEquals(new MetricValue(Double.NaN, 0, 3), GOLDEN.value(QuantileMetrics.crpsOfPaths()));
    }

    @Test
    void namesSayTheDialect() {
        assertEquals("pinball 0.1 (x1)", QuantileMetrics.pinball(0.1).name());
        assertEquals(
                "pinball 0.1 (x2)",
                QuantileMetrics.pinball(0.1, PinballFactor.X2).name());
        assertEquals(
                "SQL (x2, season 12, 3 quantiles 0.1..0.9)",
                QuantileMetrics.scaledQuantileLoss(12, THREE).name());
        assertEquals(
                "wQL (x2, pooled, quantile 0.1)",
                QuantileMetrics.weightedQuantileLoss(List.of(0.1)).name());
        assertEquals(
                "CRPS (3 quantiles 0.1..0.9 by gaps)",
                QuantileMetrics.crps(THREE).name());
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        refused("p must be within (0, 1), was 1.0", () -> QuantileMetrics.pinball(1));
        refused("p must be within (0, 1), was NaN", () -> QuantileMetrics.pinball(Double.NaN));
        refused("season must be at least 1, was 0", () -> QuantileMetrics.scaledPinball(0.5, 0));
        refused("there must be at least one quantile", () -> QuantileMetrics.crps(List.of()));
        refused(
                "quantiles must ascend within (0, 1), were [0.5, 0.1]",
                () -> QuantileMetrics.weightedQuantileLoss(List.of(0.5, 0.1)));
        refused(
                "quantiles must ascend within (0, 1), were [0.5, 1.0]",
                () -> QuantileMetrics.calibrationError(List.of(0.5, 1.0)));
    }

    private static double value(ForecastMetric metric, Scorings scorings) {
        return scorings.value(metric).value();
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
