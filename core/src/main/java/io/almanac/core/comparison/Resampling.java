package io.almanac.core.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The circular block bootstrap: blocks of neighbouring folds, drawn with replacement, the last followed by the first,
 * until there are as many folds as before.
 *
 * <p>Source: Politis and Romano 1992, "A circular block-resampling procedure for stationary data".
 */
final class Resampling {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private Resampling() {}

    /** Draws folds: {@code [replication][position]}. */
    static int[][] draw(int folds, int block, int replications, long seed) {
        var random = new SplittableRandom(seed);
        int[][] drawn = new int[replications][folds];
        for (int[] one : drawn) {
            int start = 0;
            for (int i = 0; i < folds; i++) {
                if (i % block == 0) {
                    // from the high bits by hand: how nextInt(bound) maps bits to numbers is not specified
                    start = (int) (((random.nextLong() >>> 33) * folds) >>> 31);
                }
                one[i] = (start + i % block) % folds;
            }
        }
        return drawn;
    }

    /** The mean of the drawn values. */
    static double mean(double[] values, int[] drawn) {
        double sum = 0;
        for (int fold : drawn) {
            sum += values[fold];
        }
        return sum / drawn.length;
    }

    /** The quantile of sorted values, linear between order statistics. */
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The probability to read off a bootstrap of few blocks for a two-sided interval: the normal tail at Student's
     * quantile, with the variance of a resample, which lacks the divisor blocks - 1, made good.
     *
     * <p>Source: Hesterberg 2015, "What teachers should know about the bootstrap", The American Statistician 69(4).
     */
    static double expandedTail(double alpha, int blocks) {
        double t = new TDistribution(null, blocks - 1).inverseCumulativeProbability(alpha / 2);
        return NORMAL.cumulativeProbability(t * Math.sqrt(blocks / (blocks - 1.0)));
    }

    /** The normal deviate that is as rare as a studentised mean of few blocks with the bootstrap's variance. */
    static double normalDeviate(double t, int blocks) {
        double tail = new TDistribution(null, blocks - 1)
                .cumulativeProbability(-Math.abs(t) * Math.sqrt((blocks - 1.0) / blocks));
        return -Math.signum(t) * NORMAL.inverseCumulativeProbability(tail);
    }

    /** Values in ascending order; a copy. */
    static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
