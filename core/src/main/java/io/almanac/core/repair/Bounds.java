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
 *   <li>What is expected at a step is the median of the three values before and the three after it, without its own; of
 *       as many on both sides near the ends. The first and the last value have no bounds, because an outlier there
 *       can't be told from the beginning of another level.
 *   <li>What is left over is taken for noise of Tukey's h distribution, {@code scale * z * exp(h * z * z / 2)} of a normal
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
    private static final int BLOCK = 7; // seasons
    private static final double DEVIATIONS = 7;
    private static final double ALARMS = 0.01; // a series, where all is as it should be
    private static final double RARE = 0.05;
    private static final int SAMPLE = 4096;
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double Z_HALF = normal(0.5);
    private static final double Z_RARE = normal(RARE);
    private static final double ROUNDING = 1e-12;

    private final double[] expected; // of each step; NaN at the first and the last value
    private final double distance;

    private Bounds(double[] expected, double distance) {
        this.expected = expected;
        this.distance = distance;
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
        if (count < LEAST) {
            return new Bounds(new double[values.length], Double.POSITIVE_INFINITY);
        }
        double[] present = new double[count];
        for (int i = 0; i < count; i++) {
            present[i] = values[steps[i]];
        }
        double[] seasonal = season > 1 && count >= SEASONS * season
                ? season(present, steps, season, values.length)
                : new double[count];
        double[] expected = around(present, seasonal);
        double[] left = left(present, expected, season);
        if (count < values.length) {
            double[] byStep = new double[values.length];
            for (int i = 0; i < count; i++) {
                byStep[steps[i]] = expected[i];
            }
            expected = byStep;
        }
        return new Bounds(expected, distance(left, count, magnitude));
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

    /** For each place in the season the positions of its values. */
    private static int[][] places(int[] steps, int count, int season) {
        int[] sizes = new int[season];
        for (int i = 0; i < count; i++) {
            sizes[steps[i] % season]++;
        }
        int[][] places = new int[season][];
        Arrays.setAll(places, place -> new int[sizes[place]]);
        int[] filled = new int[season];
        for (int i = 0; i < count; i++) {
            int place = steps[i] % season;
            places[place][filled[place]++] = i;
        }
        return places;
    }

    /**
     * For each value the median of those around it, as many before as after, and its season; NaN for the first and the
     * last.
     */
    private static double[] around(double[] present, double[] seasonal) {
        double[] adjusted = new double[present.length];
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] = present[i] - seasonal[i];
        }
        double[] expected = new double[present.length];
        new RunningMedian(2 * AROUND + 1).visit(adjusted, (i, sorted) -> {
            // Without its own, the middle two of the seven are its neighbours in order.
            double low = adjusted[i] > sorted[AROUND] ? sorted[AROUND - 1] : sorted[AROUND];
            double high = adjusted[i] < sorted[AROUND] ? sorted[AROUND + 1] : sorted[AROUND];
            if (adjusted[i] == sorted[AROUND]) {
                low = sorted[AROUND - 1];
                high = sorted[AROUND + 1];
            }
            expected[i] = (low + high) / 2 + seasonal[i];
        });
        for (int reach = AROUND - 1; reach >= 0; reach--) {
            for (int i : new int[] {reach, present.length - 1 - reach}) {
                expected[i] = reach == 0 ? Double.NaN : nearby(adjusted, i, reach) + seasonal[i];
            }
        }
        return expected;
    }

    private static double nearby(double[] adjusted, int i, int reach) {
        double[] some = new double[2 * reach];
        for (int k = 1; k <= reach; k++) {
            some[2 * k - 2] = adjusted[i - k];
            some[2 * k - 1] = adjusted[i + k];
        }
        Arrays.sort(some);
        return (some[reach - 1] + some[reach]) / 2;
    }

    /** What is left over of values, but for the first and the last, sorted; of many values a part. */
    private static double[] left(double[] present, double[] expected, int season) {
        int stride = Math.max(1, present.length / SAMPLE);
        while (stride > 1
                && !BigInteger.valueOf(stride).gcd(BigInteger.valueOf(season)).equals(BigInteger.ONE)) {
            stride--; // else it would see some places of the season only
        }
        double[] left = new double[(present.length - 2 + stride - 1) / stride];
        for (int k = 0; k < left.length; k++) {
            int i = 1 + k * stride;
            left[k] = Math.abs(present[i] - expected[i]);
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

    /** What is expected least at a step that has a value; minus infinity where there are no bounds. */
    public double low(int step) {
        return Double.isNaN(expected[step]) ? Double.NEGATIVE_INFINITY : expected[step] - distance;
    }

    /** What is expected most at a step that has a value; infinity where there are no bounds. */
    public double high(int step) {
        return Double.isNaN(expected[step]) ? Double.POSITIVE_INFINITY : expected[step] + distance;
    }
}
