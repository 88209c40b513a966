package io.almanac.forecasting.transform;

import java.util.Arrays;
import java.util.Optional;

/**
 * One index for each place in a season, taken off a series and put back on its forecast: classical decomposition by moving
 * averages, as in R's {@code decompose} (Kendall and Stuart 1983, "The Advanced Theory of Statistics", volume 3, pages 410
 * to 414, is its source). Immutable.
 *
 * <p>Not for seasons that change: see the package {@code decomposition}.
 */
public final class SeasonalAdjustment {

    private static final double CRITICAL = 1.645;
    private static final SeasonalAdjustment NONE = new SeasonalAdjustment(Kind.MULTIPLICATIVE, new double[] {1});

    /** How season and level make a value. */
    public enum Kind {
        /** Their sum; indices have the mean 0. */
        ADDITIVE,
        /** Their product; indices are above 0 and have the mean 1. */
        MULTIPLICATIVE;

        private double ofLevel(double value, double level) {
            return this == ADDITIVE ? value - level : value / level;
        }
    }

    private final Kind kind;
    private final double[] indices;

    private SeasonalAdjustment(Kind kind, double[] indices) {
        this.kind = kind;
        this.indices = indices;
    }

    /** Changes nothing: a season of one step. */
    public static SeasonalAdjustment none() {
        return NONE;
    }

    /**
     * Whether there is a season, by a two-sided test at 10 %: the autocorrelation r(m) is beyond 1.645 sqrt((1 + 2 (r(1)² + …
     * + r(m - 1)²)) / n) (Bartlett's standard error), as M3's and M4's benchmarks test it. Missing values are left out with the
     * pairs that they touch. R computes only 10 log10 n autocorrelations unless told, so that M4's code never finds a longer
     * season; here it is tested.
     *
     * @param season steps, at least 1; a season of 1 is none
     */
    public static boolean seasonal(double[] values, int season) {
        if (season < 2 || values.length <= season) {
            return false;
        }
        double[] correlations = autocorrelations(values, season);
        double squares = 0;
        for (int lag = 1; lag < season; lag++) {
            squares += correlations[lag] * correlations[lag];
        }
        // False where the series is constant: its correlations are NaN.
        return Math.abs(correlations[season]) > CRITICAL * Math.sqrt((1 + 2 * squares) / observed(values));
    }

    private static int observed(double[] values) {
        int observed = 0;
        for (double value : values) {
            observed += Double.isNaN(value) ? 0 : 1;
        }
        return observed;
    }

    /** The autocorrelations of the lags up to the last; NaN where the series is constant or has no such pair. */
    private static double[] autocorrelations(double[] values, int last) {
        double mean =
                Arrays.stream(values).filter(y -> !Double.isNaN(y)).average().orElse(Double.NaN);
        double[] correlations = new double[last + 1];
        for (int lag = 0; lag <= last; lag++) {
            double sum = 0;
            int pairs = 0;
            for (int t = lag; t < values.length; t++) {
                double product = (values[t] - mean) * (values[t - lag] - mean);
                if (!Double.isNaN(product)) {
                    sum += product;
                    pairs++;
                }
            }
            // As R with na.pass; without missing values the divisor is n for all lags.
            correlations[lag] = pairs > 0 ? sum / (pairs + lag) : Double.NaN;
        }
        double variance = correlations[0];
        for (int lag = 0; lag <= last; lag++) {
            correlations[lag] /= variance;
        }
        return correlations;
    }

    /**
     * The adjustment whose index of a place is the mean of the values there, each less (or divided by) the centred moving
     * average over a season, with half weights at both ends where the season is even; then all are shifted to the mean 0 (or
     * scaled to 1). A moving average over a missing value is left out.
     *
     * @param season steps, at least 1
     * @return empty if an index can't be computed, as where the series is shorter than two seasons, or is a factor not above 0
     */
    public static Optional<SeasonalAdjustment> of(double[] values, int season, Kind kind) {
        if (season < 1) {
            throw new IllegalArgumentException("season must be at least 1, was " + season);
        }
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int t = half; t < values.length - half; t++) {
            double part = kind.ofLevel(values[t], centredMean(values, t, season));
            if (!Double.isNaN(part)) {
                sums[t % season] += part;
                counts[t % season]++;
            }
        }
        double[] indices = new double[season];
        Arrays.setAll(indices, place -> sums[place] / counts[place]);
        double mean = Arrays.stream(indices).average().orElse(Double.NaN);
        Arrays.setAll(indices, place -> kind.ofLevel(indices[place], mean));
        return usable(kind, indices) ? Optional.of(new SeasonalAdjustment(kind, indices)) : Optional.empty();
    }

    private static double centredMean(double[] values, int t, int season) {
        int half = season / 2;
        double sum = 0;
        for (int i = t - half; i <= t + half; i++) {
            boolean shared = season % 2 == 0 && Math.abs(i - t) == half;
            sum += shared ? values[i] / 2 : values[i];
        }
        return sum / season;
    }

    private static boolean usable(Kind kind, double[] indices) {
        return indices.length > 0
                && Arrays.stream(indices)
                        .allMatch(index -> kind == Kind.ADDITIVE
                                ? Double.isFinite(index)
                                : index > 0 && index < Double.POSITIVE_INFINITY);
    }

    /**
     * The adjustment with these indices, of the places from the first step on.
     *
     * @throws IllegalArgumentException if there is none, or one is not finite, or is a factor not above 0
     */
    public static SeasonalAdjustment restore(Kind kind, double... indices) {
        if (!usable(kind, indices)) {
            throw new IllegalArgumentException("indices must be finite" + (kind == Kind.ADDITIVE ? "" : " and above 0")
                    + ", were " + Arrays.toString(indices));
        }
        return new SeasonalAdjustment(kind, indices.clone());
    }

    public Kind kind() {
        return kind;
    }

    /** Steps of the season. */
    public int season() {
        return indices.length;
    }

    /** The indices of the places from the first fitted step on; a copy. */
    public double[] indices() {
        return indices.clone();
    }

    /**
     * The index of a step.
     *
     * @param step counted from the first fitted one; may be negative
     */
    public double index(int step) {
        return indices[Math.floorMod(step, indices.length)];
    }

    /** A value without the season of its step. */
    public double remove(double value, int step) {
        return kind.ofLevel(value, index(step));
    }

    /** A value with the season of its step. */
    public double add(double value, int step) {
        return kind == Kind.ADDITIVE ? value + index(step) : value * index(step);
    }

    /** How many times as large a deviation is with the season of its step as without. */
    public double factor(int step) {
        return kind == Kind.ADDITIVE ? 1 : index(step);
    }

    /**
     * A new array without the season.
     *
     * @param begin the step of the first value
     */
    public double[] remove(double[] values, int begin) {
        double[] adjusted = new double[values.length];
        Arrays.setAll(adjusted, t -> remove(values[t], begin + t));
        return adjusted;
    }

    /**
     * A new array with the season.
     *
     * @param begin the step of the first value
     */
    public double[] add(double[] values, int begin) {
        double[] seasonal = new double[values.length];
        Arrays.setAll(seasonal, t -> add(values[t], begin + t));
        return seasonal;
    }
}
