package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class SignedRankTest {

    private static double[] reference(int folds) {
        return Arrays.copyOf(Losses.reference(1, 1).differences("a", "b"), folds);
    }

    @Test
    void agreesWithScipyWhereTheLawIsExact() {
        SignedRank test = SignedRank.of(reference(12));

        // scipy 1.17 stats.wilcoxon(method="exact") in comparison_reference.py
        assertEquals(14, test.positive());
        assertEquals(0.05224609375, test.p(), 1e-15);
        assertEquals(0.026123046875, test.p(Alternative.BETTER), 1e-15);
    }

    @Test
    void agreesWithScipyWhereTheLawIsNormal() {
        SignedRank test = SignedRank.of(reference(60));

        // scipy 1.17 stats.wilcoxon(method="approx") in comparison_reference.py
        assertEquals(60, test.used());
        assertEquals(590.5, test.positive());
        assertEquals(0.01690128106704605, test.p(), 1e-12);
        assertEquals(0.008450640533523025, test.pBelow(), 1e-12);
    }

    @Test
    void tiesAreExactToo() {
        SignedRank test = SignedRank.of(new double[] {-3, -2, -2, 1, 1, -1, 2, -4, -5, 3});

        // scipy 1.17 stats.wilcoxon over all permutations in comparison_reference.py
        assertEquals(16.5, test.positive());
        assertEquals(0.291015625, test.p(), 1e-15);
        assertEquals(0.1455078125, test.pBelow(), 1e-15);
    }

    @Test
    void equalsAPlainLoopOverAllSigns() {
        var random = new Random(6);
        for (int run = 0; run < 100; run++) {
            int n = 1 + random.nextInt(9);
            double[] values = new double[n];
            Arrays.setAll(values, i -> random.nextInt(9) - 4);
            double[] used = Arrays.stream(values).filter(v -> v != 0).toArray();
            double observed = positive(used, used);
            int lower = 0;
            for (int signs = 0; signs < 1 << used.length; signs++) {
                double[] signed = used.clone();
                for (int i = 0; i < used.length; i++) {
                    signed[i] = Math.abs(used[i]) * (((signs >> i) & 1) == 0 ? 1 : -1);
                }
                lower += positive(signed, used) <= observed ? 1 : 0;
            }
            SignedRank test = SignedRank.of(values);
            assertEquals(observed, test.positive());
            assertEquals(lower / (double) (1 << used.length), test.pBelow(), 1e-12);
            assertEquals(test.p(), SignedRank.of(Losses.times(values, -3)).p(), 1e-12);
        }
    }

    @Test
    void ofManyDifferencesNoSumOfRanksOverflows() {
        // 100,000 differences from 1 on, of which every third is negative: ranks are the values.
        double[] values = new double[100_000];
        long positive = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3 == 0 ? -(i + 1) : i + 1;
            positive += i % 3 == 0 ? 0 : i + 1;
            squares += (i + 1.0) * (i + 1.0);
        }
        SignedRank test = SignedRank.of(values);
        assertEquals((double) positive, test.positive());
        double z = (positive - values.length * (values.length + 1.0) / 4) / (Math.sqrt(squares) / 2);
        assertEquals(new NormalDistribution(null, 0, 1).cumulativeProbability(z), test.pBelow(), 1e-12);
        assertEquals(0, test.p(), 1e-12);
    }

    private static double positive(double[] signed, double[] used) {
        double sum = 0;
        for (double value : signed) {
            if (value > 0) {
                double smaller =
                        Arrays.stream(used).filter(v -> Math.abs(v) < value).count();
                double equal =
                        Arrays.stream(used).filter(v -> Math.abs(v) == value).count();
                sum += smaller + (equal + 1) / 2;
            }
        }
        return sum;
    }

    @Test
    void withoutADifferenceNothingIsShown() {
        assertEquals(new SignedRank(0, 0, 1, 1), SignedRank.of(new double[3]));
        FoldLossesTest.assertMessage(
                "difference must be finite, was NaN", () -> SignedRank.of(new double[] {1, Double.NaN}));
    }
}
