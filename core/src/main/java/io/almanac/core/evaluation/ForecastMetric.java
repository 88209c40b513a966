package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.PointKind;
import java.util.Optional;

/**
 * A few sums over scored points and a formula of them. Parameters sit in the instance:
 * {@code QuantileMetrics.pinball(0.9)}. Immutable. {@link Metrics} says which come with Almanac; anyone may add one.
 */
public interface ForecastMetric {

    /** The name with its dialect and parameters, unique in a run: {@code sMAPE (0..200)}. */
    String name();

    /** How many sums the formula needs. */
    int sums();

    /**
     * The terms of one point, one for each sum. A NaN in any of them means that the point is not scored by this
     * metric, for no label; it is counted as such. Called only where {@link #needs} are met.
     *
     * @param into as long as {@link #sums()}
     */
    void terms(Scored scored, int channel, int step, double[] into);

    /**
     * The value.
     *
     * @param sums   exactly rounded sums of the terms
     * @param points how many points they are of, at least 1
     */
    double value(double[] sums, long points);

    /** How values are put together over more than one series. */
    Pooling pooling();

    /** What is done last, to the pooled value: nothing, or a root of a mean over series. */
    default double finish(double pooled) {
        return pooled;
    }

    /** What it needs beside an actual value and a point forecast. A label that lacks it has no value. */
    default MetricNeeds needs() {
        return MetricNeeds.NOTHING;
    }

    /** The kind of point forecast that it rewards; empty where it does not look at points. */
    default Optional<PointKind> bestFor() {
        return Optional.empty();
    }

    /** Whether the value of one channel of one series has no unit of its own, so that it can be averaged over them. */
    default boolean freeOfUnits() {
        return false;
    }

    /** Whether it is the share of points for which something holds, in percent: it has confidence limits then. */
    default boolean share() {
        return false;
    }

    /** What a good value is: the lowest, or the one closest to a target. */
    default double distanceFromBest(double value) {
        return value;
    }
}
