package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.comparison.DieboldMariano.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DieboldMarianoTest {

    /** Statistic and p values by R 4.2.2, forecast 8.20, {@code dm_reference.R}. */
    @ParameterizedTest(name = "{0} against {1}, h = {2}")
    @CsvSource({
        "a, b, 1, -2.3671538996021062, 0.0212248597962826,   0.0106124298981413",
        "a, b, 3, -1.362723941622004,  0.178148487919994,    0.0890742439599969",
        "a, b, 6, -2.3106880742165128, 0.0243641621433772,   0.0121820810716886",
        "a, c, 1, -3.535701361348683,  0.000798688733465053, 0.000399344366732526",
        "a, c, 3, -1.913970362109387,  0.060478417063269,    0.0302392085316345",
        "a, c, 6, -2.1326372334505797, 0.0371261279319775,   0.0185630639659888",
        "c, d, 1, -3.611182740377258,  0.000630355932878011, 0.000315177966439005",
        "c, d, 3, -2.093512275894224,  0.0406107542750313,   0.0203053771375157",
        "c, d, 6, -2.044708868912688,  0.0453531296366481,   0.0226765648183241",
    })
    void agreesWithTheForecastPackageOfR(
            String label, String other, int h, double statistic, double p, double pBetter) {
        DieboldMariano test = DieboldMariano.of(Losses.reference(h, 1), label, other);

        assertEquals(statistic, test.statistic(), 1e-12);
        assertEquals(p, test.p(), 1e-12);
        assertEquals(pBetter, test.pBetter(), 1e-12);
        assertEquals(h - 1, test.lag());
        assertEquals(Kernel.RECTANGULAR, test.kernel());
        assertEquals("", test.note());
    }

    @Test
    void overSpacedFoldsItIsThePairedTTest() {
        DieboldMariano test = DieboldMariano.of(Losses.reference(3, 1).spaced(), "a", "c");

        // scipy 1.17 stats.ttest_1samp in comparison_reference.py
        assertEquals(-2.3256812540139737, test.statistic(), 1e-12);
        assertEquals(0.031259939091465724, test.p(), 1e-12);
        assertEquals(0.015629969545732862, test.p(Alternative.BETTER), 1e-12);
        assertEquals(20, test.folds());
        assertEquals(0, test.lag());
    }

    @Test
    void fixedBHasTheBartlettVarianceOfFourHorizons() {
        DieboldMariano test = DieboldMariano.fixedB(Losses.reference(3, 1), "a", "c");

        // statsmodels 0.15 OLS on a constant, HAC with maxlags 11 and no correction, in comparison_reference.py
        assertEquals(-2.67263549277281, test.statistic(), 1e-12);
        assertEquals(11, test.lag());
        assertEquals(Kernel.BARTLETT, test.kernel());
        assertEquals(2 * FixedB.below(-2.67263549277281, 12 / 60.0), test.p(), 1e-12);
    }

    @Test
    void equalsAPlainLoopOverPairsOfFolds() {
        var random = new Random(11);
        for (int run = 0; run < 100; run++) {
            int k = 1 + random.nextInt(4);
            int folds = 12 * k + random.nextInt(40);
            double[] a = Losses.overlapping(random, folds, k);
            double[] b = Losses.overlapping(random, folds, k);
            for (int i = 0; i < folds; i++) {
                a[i] = random.nextInt(10) == 0 ? Double.NaN : a[i];
            }
            DieboldMariano test = DieboldMariano.of(FoldLosses.of(k, 1, Map.of("a", a, "b", b)), "a", "b");
            double[] expected = loop(a, b, k);
            assertEquals((int) expected[0], test.folds());
            assertEquals(expected[1], test.difference(), 1e-12);
            if (expected[2] > 0) {
                assertEquals(expected[3], test.statistic(), 1e-10);
                assertEquals(Kernel.RECTANGULAR, test.kernel());
            } else {
                assertEquals(Kernel.BARTLETT, test.kernel());
            }
        }
    }

    /** Folds, mean, variance and statistic. */
    private static double[] loop(double[] a, double[] b, int h) {
        double n = 0;
        double mean = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i])) {
                n++;
                mean += a[i] - b[i];
            }
        }
        mean /= n;
        double variance = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                if (Math.abs(i - j) < h && !Double.isNaN(a[i]) && !Double.isNaN(a[j])) {
                    variance += (a[i] - b[i] - mean) * (a[j] - b[j] - mean) / n;
                }
            }
        }
        double correction = (n + 1 - 2 * h + h * (h - 1) / n) / n;
        return new double[] {n, mean, variance, mean / Math.sqrt(variance / n) * Math.sqrt(correction)};
    }

    @Test
    void swappingTheLabelsTurnsTheSign() {
        FoldLosses losses = Losses.reference(6, 2);
        DieboldMariano there = DieboldMariano.of(losses, "a", "d");
        DieboldMariano back = DieboldMariano.of(losses, "d", "a");

        assertEquals(there.statistic(), -back.statistic(), 1e-12);
        assertEquals(there.p(), back.p(), 1e-12);
        assertEquals(there.pBetter(), 1 - back.pBetter(), 1e-12);
        assertTrue(there.difference() < 0 && there.pBetter() < 0.5);
    }

    @ParameterizedTest(name = "scaling losses by {0} leaves the statistic alone")
    @CsvSource({"1e-100", "1e-9", "1e9", "1e100"})
    void isScaleFree(double scale) {
        FoldLosses losses = Losses.reference(3, 1);
        FoldLosses scaled = FoldLosses.of(
                3,
                1,
                Map.of("a", Losses.times(losses.complete("a"), scale), "b", Losses.times(losses.complete("b"), scale)));
        for (var pair : List.of(
                List.of(DieboldMariano.of(losses, "a", "b"), DieboldMariano.of(scaled, "a", "b")),
                List.of(DieboldMariano.fixedB(losses, "a", "b"), DieboldMariano.fixedB(scaled, "a", "b")))) {
            assertEquals(pair.get(0).statistic(), pair.get(1).statistic(), 1e-9);
        }
    }

    @Test
    void aVarianceThatIsNotPositiveFallsBackToFixedB() {
        // differences 1, -1, 1, … plus a half: gamma_0 + 2 gamma_1 is about 1 - 2
        double[] a = new double[32];
        Arrays.setAll(a, i -> 2.5 + (i % 2 == 0 ? 1 : -1));
        double[] b = new double[32];
        Arrays.fill(b, 2);
        DieboldMariano test = DieboldMariano.of(FoldLosses.of(2, 1, Map.of("a", a, "b", b)), "a", "b");

        assertEquals(Kernel.BARTLETT, test.kernel());
        assertEquals(7, test.lag());
        assertEquals(
                "the variance with equal weights was not positive: Bartlett weights and fixed-b critical values stand in",
                test.note());
        assertEquals(
                DieboldMariano.fixedB(FoldLosses.of(2, 1, Map.of("a", a, "b", b)), "a", "b")
                        .p(),
                test.p());
        assertTrue(test.toString().endsWith(test.note()));
    }

    @Test
    void fewerThanEightFoldsAHorizonApartAreNotTestable() {
        // 29 folds, four a horizon: ceil(29 / 4) = 8; 28 folds: 7
        var random = new Random(1);
        double[] a = Losses.overlapping(random, 29, 4);
        double[] b = Losses.overlapping(random, 29, 4);
        var eight = FoldLosses.of(4, 1, Map.of("a", a, "b", b));
        var seven = FoldLosses.of(4, 1, Map.of("a", Arrays.copyOf(a, 28), "b", Arrays.copyOf(b, 28)));

        assertTrue(DieboldMariano.of(eight, "a", "b").testable());
        for (DieboldMariano test : List.of(
                DieboldMariano.of(seven, "a", "b"),
                DieboldMariano.of(seven.spaced(), "a", "b"),
                DieboldMariano.fixedB(seven, "a", "b"))) {
            assertFalse(test.testable());
            assertEquals(
                    "a against b is not testable: 7 non-overlapping folds, at least 8 are needed", test.toString());
            assertEquals(Double.NaN, test.p());
        }
        assertEquals(
                "a against b is not testable: 1 non-overlapping fold, at least 8 are needed",
                DieboldMariano.of(Losses.apart(new double[] {1}, new double[] {2}), "a", "b")
                        .toString());
        assertEquals(
                "0 non-overlapping folds, at least 8 are needed",
                DieboldMariano.of(Losses.apart(new double[0], new double[0]), "a", "b")
                        .note());
    }

    @Test
    void equalLossesAreTestedAndShowNothing() {
        double[] a = Losses.overlapping(new Random(5), 10, 1);
        DieboldMariano test = DieboldMariano.of(Losses.apart(a, Losses.times(a, 1 + 1e-15)), "a", "b");

        assertTrue(test.testable());
        assertEquals(1, test.p());
        assertEquals("the losses are the same in every fold", test.note());
    }

    @Test
    void aConstantDifferenceHasNoSpreadToTestAgainst() {
        double[] a = Losses.overlapping(new Random(5), 10, 1);
        DieboldMariano test = DieboldMariano.of(Losses.apart(a, Losses.plus(a, 1)), "a", "b");

        assertFalse(test.testable());
        assertEquals("the loss difference is the same in every fold", test.note());
        assertEquals(-1, test.difference(), 1e-12);
    }

    @Test
    void neighboursThatCorrelateAreFound() {
        double[] drift = new double[12];
        Arrays.setAll(drift, i -> i < 6 ? 1 + 0.01 * i * i : -0.01 * i * i);
        DieboldMariano test = DieboldMariano.of(Losses.apart(drift, new double[12]), "a", "b");

        // plain loop over neighbours
        double mean = Arrays.stream(drift).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int i = 0; i < 12; i++) {
            above += i > 0 ? (drift[i] - mean) * (drift[i - 1] - mean) : 0;
            below += (drift[i] - mean) * (drift[i] - mean);
        }
        assertEquals(above / below, test.correlation(), 1e-12);
        assertTrue(test.correlated());
        assertFalse(DieboldMariano.of(Losses.reference(3, 1).spaced(), "a", "d").correlated());
    }

    @Test
    void stepsAreTestedOneByOneOverSpacedFolds() {
        FoldLosses first = Losses.reference(1, 1);
        FoldLosses third = Losses.reference(3, 1);
        FoldLosses far = Losses.reference(10, 1);

        assertArrayEquals(
                new double[] {
                    DieboldMariano.of(first, "a", "c").p(),
                    DieboldMariano.of(third.spaced(), "a", "c").p(),
                    Double.NaN
                },
                DieboldMariano.pByStep(List.of(first, third, far), "a", "c"));
    }

    @Test
    void saysWhatItDid() {
        assertEquals(
                "a against c: mean loss difference -0.1093, Diebold-Mariano -2.326 over 20 folds"
                        + " (Harvey-Leybourne-Newbold, rectangular weights to lag 0), p = 0.031 two-sided, = 0.016 one-sided",
                DieboldMariano.of(Losses.reference(3, 1).spaced(), "a", "c").toString());
    }

    @Test
    void theFixedBLawHasTheSimulatedPoints() {
        // two-sided 5 % and 1 % points of the simulation in fixed_b.py
        double[][] points = {{0.02, 2.012, 2.668}, {0.1, 2.235, 3.071}, {0.3, 2.849, 4.149}, {1, 4.763, 7.078}};
        for (double[] point : points) {
            assertEquals(0.05, 2 * FixedB.below(-point[1], point[0]), 0.001);
            assertEquals(0.01, 2 * FixedB.below(-point[2], point[0]), 0.0003);
        }
        // as b falls the law becomes normal, here by Student with very many degrees of freedom
        assertEquals(new TDistribution(1e7).cumulativeProbability(-1.7), FixedB.below(-1.7, 1e-7), 1e-4);
        FoldLossesTest.assertMessage("b must be in (0, 1], was 1.5", () -> FixedB.below(0, 1.5));
    }
}
