package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final ComparisonOptions OPTIONS =
            ComparisonOptions.defaults().withReplications(999);

    @Test
    void againstABaselineEveryOtherLabelMakesAClaim() {
        FoldLosses losses = Losses.reference(3, 1);
        Comparison comparison = Comparison.against(losses, "d", OPTIONS);
        FoldLosses spaced = losses.spaced();

        double[] raw = new double[3];
        for (int i = 0; i < 3; i++) {
            raw[i] = DieboldMariano.of(spaced, losses.labels().get(i), "d").pBetter();
        }
        assertArrayEquals(
                Holm.adjust(raw),
                comparison.claims().stream().mapToDouble(Comparison.Claim::p).toArray());
        Comparison.Claim claim = comparison.claim("b");
        assertEquals(SkillInterval.of(spaced, "b", "d", OPTIONS), claim.skill());
        assertEquals(ModelConfidenceSet.of(spaced, OPTIONS), comparison.set());
        assertEquals(comparison.set().members().contains("b"), claim.inSet());
    }

    @Test
    void aBetterLabelIsShownToBe() {
        double[] base = {5, 6, 5, 7, 6, 5, 6, 7, 5, 6, 7, 6};
        double[] good = {4, 4, 5, 5, 4, 4, 5, 6, 4, 5, 5, 5};
        Comparison comparison = Comparison.against(losses("naive", base, "good", good), "naive", OPTIONS);
        Comparison.Claim claim = comparison.claim("good");

        // differences -1 -2 0 -2 -2 -1 -1 -1 -1 -1 -2 -1: mean -15/12, variance (23 - 15^2/12) / 11 = 4.25/11, so
        // t = -1.25 / sqrt(4.25/11/12) = -6.9663
        assertEquals(-6.9663, claim.test().statistic(), 1e-4);
        assertEquals(Verdict.SHOWN, claim.verdict());
        assertEquals(
                "good is shown to be better than naive (Diebold-Mariano, 12 folds, one-sided p < 0.001)",
                claim.sentence());
        assertTrue(claim.inSet());
        assertEquals(1 - 56 / 71.0, claim.skill().skill(), 1e-12);
        // a gate asks the other way round just as well
        Comparison.Claim back = Comparison.against(losses("naive", base, "good", good), "good", OPTIONS)
                .claim("naive");
        assertEquals(Verdict.NOT_SHOWN, back.verdict());
        assertEquals(
                "naive is not shown to be better than good (Diebold-Mariano, 12 folds, one-sided p = 1.000)",
                back.sentence());
    }

    @Test
    void pairsAreTwoSidedAndSayWhichWay() {
        Comparison comparison = Comparison.pairs(Losses.reference(3, 1), OPTIONS);

        assertEquals(6, comparison.claims().size());
        Comparison.Claim last = comparison.claims().get(2);
        assertEquals("a", last.label());
        assertEquals("d", last.other());
        assertEquals(Verdict.SHOWN, last.verdict());
        assertTrue(last.sentence()
                .startsWith(
                        "a is shown to be better than d (Diebold-Mariano, 20 of 60 folds, at least one horizon apart,"
                                + " p "));
        assertTrue(last.sentence().contains(" after Holm)"));
        var swapped = new LinkedHashMap<String, double[]>();
        swapped.put("d", Losses.reference(3, 1).complete("d"));
        swapped.put("a", Losses.reference(3, 1).complete("a"));
        assertTrue(Comparison.pairs(FoldLosses.of(3, 1, swapped), OPTIONS)
                .claim("d")
                .sentence()
                .startsWith("d is shown to be worse than a ("));
        assertTrue(comparison.claim("a").sentence().startsWith("a is not shown to be better or worse than b ("));
    }

    @Test
    void tooFewFoldsAreAThirdOutcome() {
        Comparison comparison =
                Comparison.against(losses("naive", new double[5], "good", new double[5]), "naive", OPTIONS);
        Comparison.Claim claim = comparison.claim("good");

        assertEquals(Verdict.NOT_TESTABLE, claim.verdict());
        assertEquals(
                "good against naive is not testable: 5 non-overlapping folds, at least 8 are needed", claim.sentence());
        assertEquals(Double.NaN, claim.p());
        assertTrue(claim.inSet());
    }

    @Test
    void correlatedNeighboursGetFixedBCriticalValues() {
        double[] drift = new double[16];
        Arrays.setAll(drift, i -> 10 + (i < 8 ? 1 : -1) + 0.01 * (i * 7 % 5));
        double[] base = new double[16];
        Arrays.fill(base, 10);
        FoldLosses losses = losses("naive", base, "drift", drift);
        Comparison.Claim claim = Comparison.against(losses, "naive", OPTIONS).claim("drift");

        assertEquals(DieboldMariano.fixedB(losses, "drift", "naive"), claim.test());
        assertEquals(
                "drift is not shown to be better than naive (Diebold-Mariano, 16 folds, fixed-b critical values as"
                        + " neighbouring folds correlate, one-sided p = 0.514)",
                claim.sentence());
    }

    @Test
    void theVerdictHoldsItsSizeWhereFoldsOverlap() {
        // equally good models, 96 folds of which 12 cover a horizon: 8 non-overlapping. 2,000 runs at 5 %: the standard
        // error is 0.5 %, and 3 to 8 % is what the page on comparisons promises
        var random = new Random(20251125);
        int shown = 0;
        int intervals = 0;
        int sets = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            double[] naive = Losses.plus(Losses.overlapping(random, 96, 12), 20);
            double[] model = Losses.plus(Losses.overlapping(random, 96, 12), 20);
            FoldLosses losses = FoldLosses.of(24, 2, Map.of("naive", naive, "model", model));
            Comparison comparison = Comparison.against(
                    losses,
                    "naive",
                    ComparisonOptions.defaults().withReplications(200).withSeed(run));
            Comparison.Claim claim = comparison.claim("model");
            shown += claim.verdict() == Verdict.SHOWN ? 1 : 0;
            intervals += claim.skill().low() > 0 || claim.skill().high() < 0 ? 1 : 0;
            sets += comparison.set().members().size() < 2 ? 1 : 0;
        }
        assertBetween(0.03, 0.08, shown / (double) runs);
        assertBetween(0.03, 0.08, intervals / (double) runs);
        assertBetween(0.03, 0.08, sets / (double) runs);
    }

    private static void assertBetween(double low, double high, double value) {
        assertTrue(value >= low && value <= high, "must be in [" + low + ", " + high + "], was " + value);
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        FoldLosses losses = Losses.reference(3, 1);
        assertEquals(Comparison.against(losses, "d", OPTIONS), Comparison.against(losses, "d", OPTIONS));
    }

    @Test
    void errorsNameTheLabels() {
        FoldLosses losses = losses("naive", new double[9], "good", new double[9]);
        FoldLossesTest.assertMessage(
                "baseline must be one of [naive, good], was best", () -> Comparison.against(losses, "best", OPTIONS));
        FoldLossesTest.assertMessage(
                "label must be one of [good], was naive",
                () -> Comparison.against(losses, "naive", OPTIONS).claim("naive"));
        FoldLossesTest.assertMessage("alpha must be in (0, 0.5], was 0.0", () -> OPTIONS.withAlpha(0));
        FoldLossesTest.assertMessage("replications must be at least 100, was 99", () -> OPTIONS.withReplications(99));
    }

    private static FoldLosses losses(String first, double[] firstLosses, String second, double[] secondLosses) {
        var byLabel = new LinkedHashMap<String, double[]>();
        byLabel.put(first, firstLosses);
        byLabel.put(second, secondLosses);
        return Losses.apart(byLabel);
    }
}
