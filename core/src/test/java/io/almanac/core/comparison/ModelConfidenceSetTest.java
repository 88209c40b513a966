package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelConfidenceSetTest {

    private static final ComparisonOptions OPTIONS =
            ComparisonOptions.defaults().withReplications(999);

    @Test
    void onTheSameResamplesTheValuesOfThePaperAreThoseOfArch() {
        FoldLosses losses = Losses.reference(3, 1);
        double[][] byLabel = losses.labels().stream().map(losses::complete).toArray(double[][]::new);

        // arch 8.0 MCS(method="max", bootstrap="circular", block_size=3, reps=100) in comparison_reference.py: a, b, c,
        // d
        assertArrayEquals(
                new double[] {1, 0.16, 0.16, 0},
                ModelConfidenceSet.pValues(byLabel, Losses.resamples(), Integer.MAX_VALUE),
                1e-12);
    }

    @Test
    void fewBlocksOnlyRaiseThePValues() {
        FoldLosses losses = Losses.reference(3, 1);
        double[][] byLabel = losses.labels().stream().map(losses::complete).toArray(double[][]::new);
        double[] paper = ModelConfidenceSet.pValues(byLabel, Losses.resamples(), Integer.MAX_VALUE);
        double[] few = ModelConfidenceSet.pValues(byLabel, Losses.resamples(), 8);
        for (int i = 0; i < 4; i++) {
            assertTrue(few[i] >= paper[i]);
        }
        // with so many blocks that Student's law is the normal one
        assertArrayEquals(paper, ModelConfidenceSet.pValues(byLabel, Losses.resamples(), 1_000_000), 0.011);
    }

    @Test
    void aClearlyWorseLabelLeavesAndOrderOfLabelsIsNothing() {
        var random = new Random(8);
        double[] base = Losses.overlapping(random, 20, 1);
        var there = new LinkedHashMap<String, double[]>();
        there.put("bad", Losses.plus(Losses.overlapping(random, 20, 1), 9));
        there.put("good", base);
        there.put("twin", Losses.plus(Losses.times(base, 0.999), 0.0001));
        var back = new LinkedHashMap<String, double[]>();
        List.of("twin", "good", "bad").forEach(label -> back.put(label, there.get(label)));

        ModelConfidenceSet set = ModelConfidenceSet.of(Losses.apart(there), OPTIONS);
        assertEquals(List.of("good", "twin"), set.members());
        assertEquals(0, set.p().get("bad"));
        ModelConfidenceSet other = ModelConfidenceSet.of(Losses.apart(back), OPTIONS);
        there.keySet()
                .forEach(label -> assertEquals(
                        set.p().getOrDefault(label, Double.NaN), other.p().getOrDefault(label, -1.0), 1e-12));
    }

    @Test
    void equalLabelsStay() {
        double[] a = Losses.overlapping(new Random(5), 10, 1);
        ModelConfidenceSet set = ModelConfidenceSet.of(Losses.apart(a, a), OPTIONS);

        assertEquals(2, set.members().size());
        assertEquals(1, set.p().get("a"));
        assertEquals(1, set.p().get("b"));
    }

    @Test
    void scaleChangesNothing() {
        FoldLosses losses = Losses.reference(1, 1);
        var scaled = new LinkedHashMap<String, double[]>();
        losses.labels().forEach(label -> scaled.put(label, Losses.times(losses.complete(label), 1024)));

        assertEquals(ModelConfidenceSet.of(losses, OPTIONS), ModelConfidenceSet.of(Losses.apart(scaled), OPTIONS));
    }

    @Test
    void withTooFewFoldsOrASingleLabelAllStayUntested() {
        var seven = Losses.apart(new double[] {1, 2, 3, 4, 5, 6, 7}, new double[7]);
        for (var losses : List.of(seven, Losses.apart(Map.of("a", new double[20])))) {
            ModelConfidenceSet set = ModelConfidenceSet.of(losses, OPTIONS);
            assertFalse(set.testable());
            assertEquals(losses.labels(), set.members());
        }
    }
}
