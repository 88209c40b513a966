package io.almanac.core.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * By how much earlier forecasts of one target missed, and the bounds that follow for the next miss. Immutable.
 *
 * <p>If n scores and the next one are exchangeable, the next is at most the k-th smallest with a probability of
 * at least k / (n + 1). The bound for a probability p is therefore the score of rank {@code ceil((n + 1) p)}; where
 * that is more than n there is none, and none is made up. Not for scores whose order tells something, such as those of a
 * series whose level of noise changes: there the probability is what it turns out to be.
 *
 * <p>Source: Lei et al. 2018, "Distribution-Free Predictive Inference for Regression", split conformal prediction.
 */
public final class ConformalScores {

    private final double[] sorted;

    private ConformalScores(double[] sorted) {
        this.sorted = sorted;
    }

    /** Some scores in any order; NaN, a score that is not known, is left out. */
    public static ConformalScores of(double... scores) {
        double[] known = Arrays.stream(scores).filter(s -> !Double.isNaN(s)).toArray();
        Arrays.sort(known);
        return new ConformalScores(known);
    }

    /** How many scores there are. */
    public int size() {
        return sorted.length;
    }

    /**
     * What the next score is at most, with probability p: the score of rank {@code ceil((n + 1) p)}; empty with fewer
     * scores than {@link #needed}.
     */
    public OptionalDouble upper(double p) {
        long rank = rank(sorted.length, p, RoundingMode.CEILING);
        return rank > sorted.length ? OptionalDouble.empty() : OptionalDouble.of(sorted[(int) rank - 1]);
    }

    /**
     * What the next score is at most with a probability of no more than p: the score of rank {@code floor((n + 1) p)};
     * empty where that is 0.
     */
    public OptionalDouble lower(double p) {
        long rank = rank(sorted.length, p, RoundingMode.FLOOR);
        return rank < 1 ? OptionalDouble.empty() : OptionalDouble.of(sorted[(int) rank - 1]);
    }

    /** The fewest scores that have an {@link #upper} bound for a probability: p / (1 - p), rounded up. */
    public static long needed(double p) {
        BigDecimal exact = exact(p);
        return exact.divide(BigDecimal.ONE.subtract(exact), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** (n + 1) p in decimals: 0.55 of 100 is 55, where doubles give 55.00000000000001 and with it rank 56. */
    private static long rank(int n, double p, RoundingMode rounding) {
        return exact(p).multiply(BigDecimal.valueOf(n + 1L))
                .setScale(0, rounding)
                .longValueExact();
    }

    private static BigDecimal exact(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be within (0, 1), was " + p);
        }
        return BigDecimal.valueOf(p);
    }

    @Override
    public String toString() {
        return sorted.length + " scores";
    }
}
