package io.almanac.core.repair;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Within which bounds each value of a channel is to be expected, from the values around it: what lies outside is an
 * outlier. Made for few false alarms, so that a finding is worth a look.
 *
 * <ol>
 *   <li>The season is taken off where there are four of them: from each value the median of the season around it, then
 *       from each place in the season the median of that place in the seven nearest seasons.
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
 * <p>Where more than half of what is left over is the same, there are no bounds: demand that is mostly 0 keeps its peaks.
 * There are none either where fewer than {@value #LEAST} values are.
 */
public final class Bounds {

    private static final int LEAST = 20;
    private static final int SEASONS = 4;
    private static final int AROUND = 3;
    private static final double DEVIATIONS = 7;
    private static final double ALARMS = 0.01; // a series, where all is as it should be
    private static final double RARE = 0.05;
    private static final NormalDistribution NORMAL = new NormalDistribution();
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
        double[] expected = new double[values.length];
        double[] left = new double[count - 2];
        for (int i = 0; i < count; i++) {
            double around = around(present, seasonal, i) + seasonal[i];
            expected[steps[i]] = around;
            if (i > 0 && i < count - 1) {
                left[i - 1] = Math.abs(present[i] - around);
            }
        }
        return new Bounds(expected, distance(left, magnitude));
    }

    /** The season at each value that is there. */
    private static double[] season(double[] present, int[] steps, int season, int length) {
        double[] level = new RunningMedian(season).of(present);
        double[] byPlace = new double[length / season + 1];
        double[] seasonal = new double[present.length];
        int[] members = new int[byPlace.length];
        int[][] places = places(steps, present.length, season);
        var median = new RunningMedian(2 * AROUND + 1);
        for (int[] place : places) {
            int count = 0;
            for (int i : place) {
                members[count] = i;
                byPlace[count++] = present[i] - level[i];
            }
            double[] smooth = median.of(Arrays.copyOf(byPlace, count));
            for (int k = 0; k < count; k++) {
                seasonal[members[k]] = smooth[k];
            }
        }
        return seasonal;
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

    /** The median of the values around one, as many before as after it, without their season; NaN of none. */
    private static double around(double[] present, double[] seasonal, int i) {
        int reach = Math.min(AROUND, Math.min(i, present.length - 1 - i));
        double[] some = new double[2 * reach];
        int count = 0;
        for (int k = i - reach; k <= i + reach; k++) {
            if (k != i) {
                double value = present[k] - seasonal[k];
                int at = count++;
                while (at > 0 && some[at - 1] > value) {
                    some[at] = some[at - 1];
                    at--;
                }
                some[at] = value;
            }
        }
        return count == 0 ? Double.NaN : (some[(count - 1) / 2] + some[count / 2]) / 2;
    }

    private static double distance(double[] left, double magnitude) {
        Arrays.sort(left);
        double deviation = upper(left, 0.5);
        if (deviation <= ROUNDING * magnitude) {
            return Double.POSITIVE_INFINITY;
        }
        double half = normal(0.5);
        double rare = normal(RARE);
        double weight = Math.log(upper(left, RARE) / deviation * half / rare);
        double h = Math.max(0, 2 * weight / (rare * rare - half * half));
        double z = normal(ALARMS / left.length);
        double tail = deviation * z / half * Math.exp(h * (z * z - half * half) / 2);
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
