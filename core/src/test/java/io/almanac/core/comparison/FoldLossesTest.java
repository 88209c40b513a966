package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldLossesTest {

    private static final double NAN = Double.NaN;

    @Test
    void lagIsHorizonOverStrideRoundedUpLessOne() {
        Map<String, double[]> one = Map.of("a", new double[] {1});
        // ceil(96 / 96) - 1, ceil(96 / 100) - 1, ceil(96 / 24) - 1, ceil(96 / 25) - 1, ceil(96 / 1) - 1
        assertEquals(0, FoldLosses.of(96, 96, one).lag());
        assertEquals(0, FoldLosses.of(96, 100, one).lag());
        assertEquals(3, FoldLosses.of(96, 24, one).lag());
        assertEquals(3, FoldLosses.of(96, 25, one).lag());
        assertEquals(95, FoldLosses.of(96, 1, one).lag());
    }

    @Test
    void aFoldWithoutALossOfOneLabelIsCompleteForNone() {
        var byLabel = new LinkedHashMap<String, double[]>();
        byLabel.put("a", new double[] {1, NAN, 3, 4});
        byLabel.put("b", new double[] {5, 6, NAN, 8});
        FoldLosses losses = Losses.apart(byLabel);

        assertEquals(2, losses.completeFolds());
        assertArrayEquals(new double[] {1, 4}, losses.complete("a"));
        assertEquals(6.5, losses.mean("b"));
        assertArrayEquals(new double[] {-4, NAN, NAN, -4}, losses.differences("a", "b"));
    }

    @Test
    void spacedFoldsCountFromTheNewestAndSkipIncompleteOnes() {
        // three folds a horizon; from the newest: 9, then 6 is missing so 5, then 2
        double[] values = {0, 1, 2, 3, 4, 5, NAN, 7, 8, 9};
        FoldLosses all = FoldLosses.of(6, 2, Map.of("a", values));
        FoldLosses spaced = all.spaced();

        assertArrayEquals(new double[] {2, 5, 9}, spaced.complete("a"));
        assertEquals(List.of(2, 5, 9), all.spacedFolds());
        assertEquals(6, spaced.stride());
        assertEquals(0, spaced.lag());
        assertEquals(3, spaced.spaced().folds());
    }

    @Test
    void spacedFoldsLieAHorizonApartAndNoneCouldBeAdded() {
        var random = new Random(3);
        for (int run = 0; run < 200; run++) {
            int folds = random.nextInt(60);
            int distance = 1 + random.nextInt(7);
            double[] values = new double[folds];
            for (int i = 0; i < folds; i++) {
                values[i] = random.nextInt(4) == 0 ? NAN : i;
            }
            double[] kept =
                    FoldLosses.of(distance, 1, Map.of("a", values)).spaced().complete("a");
            for (int i = 1; i < kept.length; i++) {
                assertEquals(true, kept[i] - kept[i - 1] >= distance);
            }
            // the largest number by dynamic programming over the folds
            int[] most = new int[folds + 1];
            for (int i = 1; i <= folds; i++) {
                int with = Double.isNaN(values[i - 1]) ? 0 : 1 + most[Math.max(0, i - distance)];
                most[i] = Math.max(most[i - 1], with);
            }
            assertEquals(most[folds], kept.length);
        }
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] values = {1, 2};
        FoldLosses losses = Losses.apart(Map.of("a", values));
        values[0] = 9;
        losses.complete("a")[1] = 9;

        assertEquals(1, losses.loss("a", 0));
        assertEquals(2, losses.loss("a", 1));
    }

    @Test
    void errorsNameTheThingTheRuleAndTheValue() {
        var uneven = new LinkedHashMap<String, double[]>();
        uneven.put("a", new double[2]);
        uneven.put("b", new double[3]);
        Map<String, double[]> one = Map.of("a", new double[] {1, Double.POSITIVE_INFINITY});

        assertMessage("horizon must be at least 1, was 0", () -> FoldLosses.of(0, 1, one));
        assertMessage("stride must be at least 1, was -1", () -> FoldLosses.of(1, -1, one));
        assertMessage("labels must be at least 1, were 0", () -> FoldLosses.of(1, 1, Map.of()));
        assertMessage("losses of b must have as many folds as the others, 2, had 3", () -> FoldLosses.of(1, 1, uneven));
        assertMessage("loss of a at fold 1 must be finite or NaN, was Infinity", () -> FoldLosses.of(1, 1, one));
        assertMessage(
                "label must be one of [a], was z",
                () -> FoldLosses.of(1, 1, Map.of("a", new double[1])).mean("z"));
    }

    static void assertMessage(String message, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }
}
