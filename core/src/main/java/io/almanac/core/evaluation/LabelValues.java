package io.almanac.core.evaluation;

/**
 * The values of all labels for one target.
 *
 * @param byLabel NaN where a label has none
 * @param points  common points that were scored
 * @param left    points that were not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LabelValues(double[] byLabel, long points, long left) {

    /** Where a label has no value, none of the points were scored for it. */
    MetricValue of(int label) {
        return Double.isNaN(byLabel[label])
                ? new MetricValue(Double.NaN, 0, points + left)
                : new MetricValue(byLabel[label], points, left);
    }
}
