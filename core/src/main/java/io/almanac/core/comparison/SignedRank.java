package io.almanac.core.comparison;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test of independent differences: do they lie around zero?
 *
 * <p>Zeros are dropped, as Wilcoxon did, and ties get their mean rank. Up to 50 differences the law is exact, ties
 * included: all signs are equally likely. Above, it is normal with the variance corrected for ties and no correction for
 * continuity.
 *
 * <p>Source: Wilcoxon 1945, "Individual comparisons by ranking methods", Biometrics Bulletin 1(6).
 *
 * @param used     differences other than zero
 * @param positive sum of the ranks of positive differences
 * @param p        the chance of a sum this far from its mean, to either side; 1 where no difference is left
 * @param pBelow   the chance of a sum this low or lower; 1 likewise
 */
public record SignedRank(int used, double positive, double p, double pBelow) {

    private static final int EXACT = 50;

    /**
     * Tests differences.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public static SignedRank of(double[] differences) {
        for (double difference : differences) {
            if (!Double.isFinite(difference)) {
                throw new IllegalArgumentException("difference must be finite, was " + difference);
            }
        }
        double[] values = Arrays.stream(differences).filter(v -> v != 0).toArray();
        int n = values.length;
        if (n == 0) {
            return new SignedRank(0, 0, 1, 1);
        }
        int[] doubled = doubledRanks(values);
        long positive = 0;
        for (int i = 0; i < n; i++) {
            positive += values[i] > 0 ? doubled[i] : 0;
        }
        long all = n * (n + 1L); // the sum of doubled ranks; the law is symmetric around half of it
        double below;
        double above;
        if (n <= EXACT) {
            double[] ways = ways(doubled, (int) all);
            double patterns = Arrays.stream(ways).sum();
            below = Arrays.stream(ways, 0, (int) positive + 1).sum() / patterns;
            above = Arrays.stream(ways, (int) positive, ways.length).sum() / patterns;
        } else {
            double squares =
                    Arrays.stream(doubled).mapToDouble(r -> (double) r * r).sum();
            double z = (positive - all / 2.0) / (Math.sqrt(squares) / 2);
            var normal = new NormalDistribution(null, 0, 1);
            below = normal.cumulativeProbability(z);
            above = normal.cumulativeProbability(-z);
        }
        return new SignedRank(n, positive / 2.0, Math.min(1, 2 * Math.min(below, above)), below);
    }

    /** Twice the rank of each absolute value, so that mean ranks are whole. */
    private static int[] doubledRanks(double[] values) {
        double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
        int[] doubled = new int[values.length];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = below(sorted, Math.abs(values[i])) + 1 + below(sorted, Math.nextUp(Math.abs(values[i])));
        }
        return doubled;
    }

    /** How many of sorted values lie below one. */
    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** In how many ways signs give each sum; whole numbers below 2^53, so exact. */
    private static double[] ways(int[] ranks, int all) {
        double[] ways = new double[all + 1];
        ways[0] = 1;
        for (int rank : ranks) {
            for (int sum = all; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        return ways;
    }

    /** The p value of a claim that differences lie below zero, or away from it. */
    public double p(Alternative alternative) {
        return alternative == Alternative.BETTER ? pBelow : p;
    }
}
