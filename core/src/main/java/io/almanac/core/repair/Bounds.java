package io.almanac.core.repair;

import java.math.BigInteger;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Within which bounds each value of a channel is to be expected, from the values around it: what lies outside is an
 * outlier. Made for few false alarms, so that a finding is worth a look.
 *
 * <ol>
 *   <li>The season is taken off where there are four of them: from each value the level, on straight lines between the
 *       medians of whole seasons, then from each place in the season the median of that place, seven seasons at a time.
 *   <li>Three values before and three after a step are put in order, fewer near the ends. Between the middle two lies what
 *       is expected: where the level shifts, they are the old and the new one. The first two and the last two values have
 *       no bounds, because an outlier there can't be told from the beginning of another level.
 *   <li>What is left over, the distance from the mean of the middle two, is taken for noise of Tukey's h distribution, {@code scale * z * exp(h * z * z / 2)} of a normal
 *       z (Hoaglin 1985, "Summarizing Shape Numerically: The g-and-h Distributions"), with h at least 0 and both read off
 *       two quantiles, what half and what a twentieth of the values exceed. The bounds lie as far from what is expected as
 *       one series of a hundred exceeds then, and at least seven median absolute deviations, which for normal noise is
 *       Tukey's outer fence of three interquartile ranges. Heavy-tailed noise has wide bounds by that.
 * </ol>
 *
 * <p>Of many values the quantiles are taken from {@value #SAMPLE} of them or a few more, equally far apart.
 *
 * <p>Where more than half of what is left over is the same, there are no bounds: demand that is mostly 0 keeps its peaks.
 * There are none either where fewer than {@value #LEAST} values are.
 */
public final class Bounds {

    private static final int LEAST = 20;
    private static final int SEASONS = 4;
    private static final int AROUND = 3;
    private static final int LEAST_REACH = 2;
    private static final int BLOCK = 7; // seasons
    private static final double DEVIATIONS = 7;
    private static final double ALARMS = 0.01; // a series, where all is as it should be
    private static final double RARE = 0.05;
    private static final int SAMPLE = 4096;
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double Z_HALF = normal(0.5);
    private static final double Z_RARE = normal(RARE);
    private static final double ROUNDING = 1e-12;

    private final double[] low; // of each step
    private final double[] high;

    private Bounds(double[] low, double[] high) {
        this.low = low;
        this.high = high;
    }

    /**
     * Finds the bounds.
     *
     * @param values one channel, NaN where missing; left as it is
     * @param season in steps, 1 for none
     */
    public static Bounds of(double[] values, int season) {
        int[] steps = new int[values.length];
        int count = 0;
        double magnitude = 0;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                steps[count++] = t;
                magnitude = Math.max(magnitude, Math.abs(values[t]));
            }
        }
        double[] low = new double[values.length];
        double[] high = new double[values.length];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        if (count < LEAST) {
            return new Bounds(low, high);
        }
        double[] present = new double[count];
        for (int i = 0; i < count; i++) {
            present[i] = values[steps[i]];
        }
        double[] seasonal = season > 1 && count >= SEASONS * season
                ? season(present, steps, season, values.length)
                : new double[count];
        for (int i = 0; i < count; i++) {
            present[i] -= seasonal[i];
        }
        Around around = Around.of(present);
        double distance = distance(left(present, around, season), count, magnitude);
        for (int i = LEAST_REACH; i < count - LEAST_REACH; i++) {
            low[steps[i]] = around.lower[i] + seasonal[i] - distance;
            high[steps[i]] = around.upper[i] + seasonal[i] + distance;
        }
        return new Bounds(low, high);
    }

    /** The season at each value that is there. */
    private static double[] season(double[] present, int[] steps, int season, int length) {
        double[] rest = level(present, season);
        for (int i = 0; i < rest.length; i++) {
            rest[i] = present[i] - rest[i];
        }
        int blocks = Math.max(1, length / season / BLOCK); // the last takes what is left over
        double[] byPlace = new double[season * 2 * BLOCK];
        int[] counts = new int[season];
        double[] seasonal = new double[present.length];
        int from = 0;
        for (int block = 0; block < blocks; block++) {
            int end = block == blocks - 1 ? length : (block + 1) * BLOCK * season;
            Arrays.fill(counts, 0);
            int to = from;
            for (; to < rest.length && steps[to] < end; to++) {
                int place = steps[to] % season;
                insert(byPlace, place * 2 * BLOCK, counts[place]++, rest[to]);
            }
            for (int i = from; i < to; i++) {
                int place = steps[i] % season;
                int first = place * 2 * BLOCK;
                seasonal[i] = (byPlace[first + (counts[place] - 1) / 2] + byPlace[first + counts[place] / 2]) / 2;
            }
            from = to;
        }
        return seasonal;
    }

    /** Puts a value among those that are sorted. */
    private static void insert(double[] sorted, int first, int count, double value) {
        int at = first + count;
        while (at > first && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }

    /** On straight lines between the medians of whole seasons, and at the ends on those of the first and the last. */
    private static double[] level(double[] present, int season) {
        double[] medians = new double[present.length / season];
        double[] sorted = new double[season];
        for (int k = 0; k < medians.length; k++) {
            System.arraycopy(present, k * season, sorted, 0, season);
            Arrays.sort(sorted);
            medians[k] = (sorted[(season - 1) / 2] + sorted[season / 2]) / 2;
        }
        double[] level = new double[present.length];
        for (int i = 0; i < level.length; i++) {
            double at = (i + 0.5) / season - 0.5; // the median of season k is the level in its middle
            int before = (int) Math.max(0, Math.min(medians.length - 2, Math.floor(at)));
            level[i] = medians[before] + (at - before) * (medians[before + 1] - medians[before]);
        }
        return level;
    }

    /** The middle two of the values around each, without their season. */
    private static final class Around {

        final double[] lower;
        final double[] upper;

        private Around(int count) {
            lower = new double[count];
            upper = new double[count];
        }

        static Around of(double[] values) {
            var around = new Around(values.length);
            new RunningMedian(2 * AROUND + 1).visit(values, (i, sorted) -> {
                // Without its own, the middle two of the seven are those next to the middle, or it and one of them.
                double middle = sorted[AROUND];
                around.lower[i] = values[i] < middle ? middle : sorted[AROUND - 1];
                around.upper[i] = values[i] > middle ? middle : sorted[AROUND + 1];
            });
            for (int reach = LEAST_REACH; reach < AROUND; reach++) {
                around.near(values, reach, reach);
                around.near(values, values.length - 1 - reach, reach);
            }
            return around;
        }

        private void near(double[] values, int i, int reach) {
            double[] some = new double[2 * reach];
            for (int k = 1; k <= reach; k++) {
                some[2 * k - 2] = values[i - k];
                some[2 * k - 1] = values[i + k];
            }
            Arrays.sort(some);
            lower[i] = some[reach - 1];
            upper[i] = some[reach];
        }
    }

    /** What is left over, sorted; of many values a part. */
    private static double[] left(double[] values, Around around, int season) {
        int stride = Math.max(1, values.length / SAMPLE);
        while (stride > 1
                && !BigInteger.valueOf(stride).gcd(BigInteger.valueOf(season)).equals(BigInteger.ONE)) {
            stride--; // else it would see some places of the season only
        }
        double[] left = new double[(values.length - 2 * LEAST_REACH + stride - 1) / stride];
        for (int k = 0; k < left.length; k++) {
            int i = LEAST_REACH + k * stride;
            left[k] = Math.abs(values[i] - (around.lower[i] + around.upper[i]) / 2);
        }
        Arrays.sort(left);
        return left;
    }

    /** How far the bounds are, by what is left over, sorted. */
    private static double distance(double[] left, int values, double magnitude) {
        double deviation = upper(left, 0.5);
        if (deviation <= ROUNDING * magnitude) {
            return Double.POSITIVE_INFINITY;
        }
        double weight = Math.log(upper(left, RARE) / deviation * Z_HALF / Z_RARE);
        double h = Math.max(0, 2 * weight / (Z_RARE * Z_RARE - Z_HALF * Z_HALF));
        double z = normal(ALARMS / values);
        double tail = deviation * z / Z_HALF * Math.exp(h * (z * z - Z_HALF * Z_HALF) / 2);
        return Math.max(DEVIATIONS * deviation, tail);
    }

    /** What the absolute value of a standard normal exceeds with a probability. */
    private static double normal(double probability) {
        return -NORMAL.inverseCumulativeProbability(probability / 2);
    }

    /** The value that a share of the sorted ones exceeds. */
    private static double upper(double[] sorted, double share) {
        double at = (1 - share) * (sorted.length - 1);
        int below = (int) at;
        double rest = at - below;
        return sorted[below] + (below + 1 < sorted.length ? rest * (sorted[below + 1] - sorted[below]) : 0);
    }

    /** What is expected least at a step; minus infinity where there are no bounds. */
    public double low(int step) {
        return low[step];
    }

    /** What is expected most at a step; infinity where there are no bounds. */
    public double high(int step) {
        return high[step];
    }
}
