package io.almanac.core.evaluation;

/** How a metric is put together over more than one series. */
public enum Pooling {
    /** Over all points at once: long series and large values weigh more. */
    POINTS,
    /** First within each channel of each series, then the mean of those: each weighs the same. */
    MEAN_OF_SERIES
}
