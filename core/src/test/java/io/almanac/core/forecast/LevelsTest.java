package io.almanac.core.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {

    @Test
    void aLevelLiesBetweenItsTwoQuantiles() {
        assertEquals(0.1, Levels.lower(80));
        assertEquals(0.9, Levels.upper(80));
        assertEquals(0.025, Levels.lower(95));
        assertEquals(0.975, Levels.upper(95));
    }

    @Test
    void theQuantilesOfLevelsAscendAndHaveTheMedian() {
        assertEquals(List.of(0.025, 0.1, 0.5, 0.9, 0.975), Levels.quantiles(List.of(80, 95)));
        assertEquals(Levels.quantiles(List.of(80, 95)), Levels.quantiles(List.of(95, 80, 95)));
        assertEquals(List.of(0.5), Levels.quantiles(List.of()));
    }

    @Test
    void everyLevelIsFoundAgainInItsQuantiles() {
        for (int level = 1; level < 100; level++) {
            List<Double> quantiles = Levels.quantiles(List.of(level));
            assertEquals(List.of(level), Levels.of(quantiles));
            // Both bounds are the doubles that a person would write.
            assertEquals(List.of((100 - level) / 200.0, 0.5, (100 + level) / 200.0), quantiles);
        }
        assertEquals(List.of(80), Levels.of(List.of(0.1, 0.2, 0.9)));
    }

    @Test
    void aLevelThatIsNoPercentageIsRefused() {
        for (int level : new int[] {-1, 0, 100}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> Levels.quantiles(List.of(level)));
            assertEquals("a level must be a percentage from 1 to 99, was " + level, thrown.getMessage());
        }
    }

    @Test
    void fitOptionsRefuseWhatMakesNoSense() {
        FitOptions options = FitOptions.of(3);
        assertEquals(3, options.validation());
        assertEquals(List.of(0.025, 0.1, 0.5, 0.9, 0.975), options.quantiles());
        refused("horizon must be at least 1, was 0", () -> FitOptions.of(0));
        refused("validation must not be negative, was -1", () -> options.withValidation(-1));
        for (List<Double> quantiles : List.of(List.of(0.0), List.of(1.0), List.of(0.5, 0.5), List.of(Double.NaN))) {
            refused(
                    "quantiles must ascend strictly within (0, 1), were " + quantiles,
                    () -> new FitOptions(1, 0, quantiles, 1, "cpu", FitListener.NONE));
        }
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
