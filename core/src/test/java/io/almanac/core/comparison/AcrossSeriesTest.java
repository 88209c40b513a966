package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcrossSeriesTest {

    private static double[] shocks(Random random, int folds) {
        return Losses.overlapping(random, folds, 1);
    }

    /** Series whose differences share a part of the given variance; "good" has a mean loss smaller by {@code better}. */
    private static Map<String, FoldLosses> series(long seed, int series, int folds, double shared, double better) {
        var random = new Random(seed);
        double[] common = shocks(random, folds);
        var bySeries = new LinkedHashMap<String, FoldLosses>();
        for (int s = 0; s < series; s++) {
            double[] own = shocks(random, folds);
            double[] good = new double[folds];
            Arrays.setAll(good, i -> 10 - better + Math.sqrt(shared) * common[i] + Math.sqrt(1 - shared) * own[i]);
            double[] base = new double[folds];
            Arrays.fill(base, 10);
            var byLabel = new LinkedHashMap<String, double[]>();
            byLabel.put("base", base);
            byLabel.put("good", good);
            bySeries.put("s" + s, Losses.apart(byLabel));
        }
        return bySeries;
    }

    private static AcrossSeries one(Map<String, FoldLosses> bySeries, boolean sharedCalendar) {
        return AcrossSeries.against(bySeries.values(), "base", sharedCalendar, 0.05)
                .get(0);
    }

    @Test
    void independentSeriesAreTestedOnTheirMeanDifferences() {
        Map<String, FoldLosses> bySeries = series(4, 30, 10, 0, 0.3);
        AcrossSeries result = one(bySeries, true);

        double[] means = bySeries.values().stream()
                .mapToDouble(losses -> losses.mean("good") - losses.mean("base"))
                .toArray();
        assertEquals(SignedRank.of(means), result.test());
        assertEquals(result.test().pBelow(), result.p());
        assertEquals(Verdict.SHOWN, result.verdict());
        assertEquals(
                "good is shown to be better than base across series (Wilcoxon signed-rank, treats 30 series as"
                        + " independent, one-sided p < 0.001 after Holm)",
                result.toString());
    }

    @Test
    void seriesThatShareACalendarAndCorrelateAreNotTested() {
        AcrossSeries result = one(series(1, 30, 20, 0.5, 0.3), true);

        assertEquals(Verdict.NOT_TESTABLE, result.verdict());
        assertEquals(Double.NaN, result.p());
        assertTrue(result.correlation() > 0.3);
        assertTrue(result.toString()
                .startsWith("good against base across series is not testable: series share a calendar and their loss"
                        + " differences correlate (0."));
        assertTrue(result.toString().endsWith(" in the mean, by chance p < 0.001)"));
    }

    @Test
    void withoutASharedCalendarFoldsAreNotCompared() {
        AcrossSeries result = one(series(1, 30, 20, 0.5, 0.3), false);

        assertEquals(Double.NaN, result.correlation());
        assertEquals("", result.note());
        assertTrue(result.verdict() != Verdict.NOT_TESTABLE);
    }

    @Test
    void theCorrelationIsTheMeanOverPairs() {
        Map<String, FoldLosses> bySeries = series(9, 6, 12, 0.2, 0);
        double sum = 0;
        int pairs = 0;
        List<FoldLosses> all = List.copyOf(bySeries.values());
        for (int i = 0; i < 6; i++) {
            for (int j = i + 1; j < 6; j++) {
                sum += new org.apache.commons.math3.stat.correlation.PearsonsCorrelation()
                        .correlation(all.get(i).complete("good"), all.get(j).complete("good"));
                pairs++;
            }
        }
        assertEquals(sum / pairs, one(bySeries, true).correlation(), 1e-12);
    }

    @Test
    void tooFewFoldsToTellTurnItOff() {
        AcrossSeries result = one(series(1, 30, 7, 0, 0.3), true);

        assertEquals(Verdict.NOT_TESTABLE, result.verdict());
        assertEquals(
                "series share a calendar, and too few folds a horizon apart tell whether their loss differences"
                        + " correlate: at least 8 are needed",
                result.note());
    }

    @Test
    void correlatedSeriesSeldomGetAWrongVerdict() {
        // 60 series that correlate by 0.05: the signed-rank test alone rejects in about 30 %
        int alone = 0;
        int printed = 0;
        for (int run = 0; run < 300; run++) {
            Map<String, FoldLosses> bySeries = series(1000 + run, 60, 12, 0.05, 0);
            alone += one(bySeries, false).verdict() == Verdict.SHOWN ? 1 : 0;
            printed += one(bySeries, true).verdict() == Verdict.SHOWN ? 1 : 0;
        }
        assertTrue(alone > 300 * 0.15, "alone " + alone);
        assertTrue(printed < 300 * 0.08, "printed " + printed);
    }

    @Test
    void aLabelThatAFewSeriesHaveIsNotTestable() {
        Map<String, FoldLosses> bySeries = series(1, 4, 12, 0, 0.3);
        assertEquals("4 series, at least 5 are needed", one(bySeries, false).note());
        bySeries.put("other", Losses.apart(Map.of("base", new double[12])));
        assertEquals(4, one(bySeries, false).series());
    }

    @Test
    void anUnknownBaselineIsNamed() {
        FoldLossesTest.assertMessage(
                "baseline must be one of [base, good], was naive",
                () -> AcrossSeries.against(series(1, 5, 9, 0, 0).values(), "naive", true, 0.05));
    }
}
