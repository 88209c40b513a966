package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;

/**
 * A few sums over scored points and a formula of them. Parameters sit in the instance: {@code Metrics.pinball(0.9)}.
 * Immutable. {@link Metrics} has those that come with Almanac; anyone may add one.
 */
public interface ForecastMetric {

    /** The name with its dialect and parameters, unique in a run: {@code sMAPE (0..200)}. */
    String name();

    /** How many sums the formula needs. */
    int sums();

    /**
     * The terms of one point, one for each sum. A NaN in any of them means that the point is not scored by this
     * metric; it is counted as such.
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

    Pooling pooling();

    /** What a good value is: the lowest, or the one closest to a target. */
    default double distanceFromBest(double value) {
        return value;
    }
}
