package io.almanac.core.evaluation;

import java.util.Arrays;

/**
 * How a metric is put together over more than one series. "Series" stands for one channel of one series.
 *
 * <p>Within one step of the horizon, points are always pooled. Within one fold there are the values of each series in
 * that fold; medians and geometric means by step and by fold are not computed, because they would have to keep those.
 */
public enum Pooling {
    /** Over all points at once: long series and large values weigh more. */
    POINTS,
    /** First within each series, then the mean of those: each weighs the same. */
    MEAN_OF_SERIES,
    /** First within each series, then their median; of an even number, the mean of the middle two. */
    MEDIAN_OF_SERIES,
    /**
     * First within each series, then the exponential of the mean logarithm. A series whose value is 0 or less has no
     * logarithm: it is left out and counted, and nothing is added to it.
     */
    GEOMETRIC_MEAN_OF_SERIES;

    /** Whether a series with this value can be pooled. */
    boolean takes(double value) {
        return this == GEOMETRIC_MEAN_OF_SERIES ? value > 0 : !Double.isNaN(value);
    }

    /** The values of series, at least one, all of which it {@link #takes}, as one. In any order the same bits. */
    double pool(double[] values) {
        if (values.length == 1) {
            return values[0];
        }
        return switch (this) {
            case POINTS -> throw new IllegalStateException("points are pooled by their sums");
            case MEAN_OF_SERIES -> mean(values);
            case MEDIAN_OF_SERIES -> median(values);
            case GEOMETRIC_MEAN_OF_SERIES ->
                StrictMath.exp(mean(Arrays.stream(values).map(StrictMath::log).toArray()));
        };
    }

    private static double mean(double[] values) {
        var sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.value() / values.length;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}
