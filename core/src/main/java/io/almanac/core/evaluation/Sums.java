package io.almanac.core.evaluation;

import java.util.Arrays;

/**
 * Exact sums of one metric over some common points, and the counts of those points and of the others.
 *
 * <p>Letters: L labels, S sums of the metric.
 */
final class Sums {

    final ExactSums exact;
    long points;
    long left;

    /** Holds so many sums: (L S), or (L) of values of series. */
    Sums(int count) {
        exact = new ExactSums(count);
    }

    void add(Sums other) {
        exact.add(other.exact);
        points += other.points;
        left += other.left;
    }

    /** Counts the points of others as left out. */
    void leave(Sums other) {
        left += other.points + other.left;
    }

    /** Leaves out all points that were added. */
    void leaveAll() {
        left += points;
        points = 0;
        exact.clear();
    }

    /**
     * The formula's values of (L S) sums, not finished; NaN where there are no points, and for labels that do not support
     * the metric.
     */
    double[] values(ForecastMetric metric, int labels, int[] supporting) {
        double[] values = new double[labels];
        Arrays.fill(values, Double.NaN);
        if (points > 0) {
            double[] rounded = new double[metric.sums()];
            for (int label : supporting) {
                exact.values(label * rounded.length, rounded);
                values[label] = metric.value(rounded, points);
            }
        }
        return values;
    }

    /** Values of these points, with what is done last. */
    LabelValues finished(ForecastMetric metric, double[] values) {
        return new LabelValues(Arrays.stream(values).map(metric::finish).toArray(), points, left);
    }
}
