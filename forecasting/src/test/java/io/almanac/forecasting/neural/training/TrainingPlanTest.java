package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainingPlanTest {

    private static final LearningRate RATE = LearningRate.constant(0.1, 0);

    @Test
    void whatMakesNoSenseIsRefused() {
        refused("epochs must be at least 1, was 0", () -> new TrainingPlan(0, 1, 1, RATE, 0, 1, 1));
        refused("updatesPerEpoch must be at least 1, was 0", () -> new TrainingPlan(1, 0, 1, RATE, 0, 1, 1));
        refused("patience must be at least 1, was 0", () -> new TrainingPlan(1, 1, 0, RATE, 0, 1, 1));
        refused("weightDecay must be at least 0, was -1.0", () -> new TrainingPlan(1, 1, 1, RATE, -1, 1, 1));
        refused("clipNorm must be above 0, was 0.0", () -> new TrainingPlan(1, 1, 1, RATE, 0, 0, 1));
        TrainingPlan plan = new TrainingPlan(1, 1, 1, RATE, 0, 1, 1);
        refused("averaging must be in [0, 1), was 1.0", () -> plan.withAveraging(1));
        refused("averaging must be in [0, 1), was NaN", () -> plan.withAveraging(Double.NaN));
        refused("sharpness must be finite and at least 0, was -0.1", () -> plan.withSharpness(-0.1));
    }

    private static void refused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void averagingWarmsUp() {
        TrainingPlan plan = new TrainingPlan(1, 1, 1, RATE, 0, 1, 1).withAveraging(0.9);

        // (1 + t) / (10 + t): 2/11 at the first update, 81/90 = 0.9 at the 80th.
        assertEquals(2.0 / 11, plan.averagingAt(1));
        assertEquals(80.0 / 89, plan.averagingAt(79));
        assertEquals(0.9, plan.averagingAt(80));
        assertEquals(0.9, plan.averagingAt(1000));
    }
}
