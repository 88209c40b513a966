package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalMetricsTest {

    /** Seasonal differences at season 3 are all 3. */
    private static final double[] TRAIN = {10, 12, 14, 13, 15, 17, 16, 18, 20, 19, 21, 23};

    @Test
    void anActualValueOnABoundIsCovered() {
        // Below, on the lower bound, within, on the upper bound, above: 3 of 5.
        double[] low = {10, 10, 10, 10, 10};
        double[] high = {20, 20, 20, 20, 20};
        Scorings scorings = Scorings.of(0, "s", TRAIN, Math.nextDown(10.0), 10, 15, 20, Math.nextUp(20.0));
        scorings.label("a", scorings.forecast(List.of(0.1, 0.9), low, high));
        assertEquals(60, value(IntervalMetrics.coverage(80), scorings));
        // At or below 10: 2 of 5. At or below 20: 4 of 5.
        assertEquals(40, value(IntervalMetrics.coverageBelow(0.1), scorings));
        assertEquals(80, value(IntervalMetrics.coverageBelow(0.9), scorings));
    }

    @Test
    void theIntervalScoreMatchesTheHandWorkedExample() {
        // alpha = 0.2, so 10 for each unit outside. Within [19, 25]: 6. y = 17, 2 below [19, 27]: 8 + 20.
        // y = 30, 3 above [22, 27]: 5 + 30.
        Scorings scorings = Scorings.of(0, "s", TRAIN, 22, 17, 30);
        scorings.label("a", scorings.forecast(List.of(0.1, 0.9), new double[] {19, 19, 22}, new double[] {25, 27, 27}));
        assertEquals((6 + 28 + 35) / 3.0, value(IntervalMetrics.intervalScore(80), scorings), 1e-13);
        // The scale at season 3 is 3.
        assertEquals((6 + 28 + 35) / 9.0, value(IntervalMetrics.msis(80, 3), scorings), 1e-13);
    }

    @Test
    void theIntervalScoreIsThePinballLossOfBothBounds() {
        // Gneiting and Raftery 2007: 2 / alpha times the sum of the pinball losses at alpha/2 and 1 - alpha/2.
        var random = new Random(6);
        for (int round = 0; round < 50; round++) {
            Scorings scorings = Scorings.of(0, "s", TRAIN, random.nextGaussian());
            double low = random.nextGaussian();
            double high = low + random.nextDouble();
            scorings.label("a", scorings.forecast(List.of(0.025, 0.975), new double[] {low}, new double[] {high}));
            double losses =
                    value(QuantileMetrics.pinball(0.025), scorings) + value(QuantileMetrics.pinball(0.975), scorings);
            assertEquals(2 / 0.05 * losses, value(IntervalMetrics.intervalScore(95), scorings), 1e-12);
        }
    }

    @Test
    void coverageIsBestAtItsLevel() {
        assertEquals(5, IntervalMetrics.coverage(80).distanceFromBest(75));
        assertEquals(20, IntervalMetrics.coverageBelow(0.1).distanceFromBest(30), 1e-12);
        assertEquals(7, IntervalMetrics.intervalScore(80).distanceFromBest(7));
        assertTrue(IntervalMetrics.coverage(80).share());
    }

    @Test
    void aForecastWithoutABoundHasNoValue() {
        Scorings scorings = Scorings.of(0, "s", TRAIN, 22);
        scorings.label("a", scorings.forecast(List.of(0.1), new double[] {19}));
        assertEquals(new MetricValue(Double.NaN, 0, 1), scorings.value(IntervalMetrics.coverage(80)));
        assertEquals(new MetricValue(0, 1, 0), scorings.value(IntervalMetrics.coverageBelow(0.1)));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        refused("a level must be a percentage from 1 to 99, was 100", () -> IntervalMetrics.coverage(100));
        refused("a level must be a percentage from 1 to 99, was 0", () -> IntervalMetrics.intervalScore(0));
        refused("p must be within (0, 1), was 0.0", () -> IntervalMetrics.coverageBelow(0));
        refused("season must be at least 1, was 0", () -> IntervalMetrics.msis(95, 0));
    }

    private static double value(ForecastMetric metric, Scorings scorings) {
        return scorings.value(metric).value();
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
