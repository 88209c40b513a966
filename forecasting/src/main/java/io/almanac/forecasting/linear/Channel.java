package io.almanac.forecasting.linear;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel of a training series, centred and divided by the standard deviation of its training part, so that each
 * channel counts as much as its windows are many.
 *
 * @param values  of all steps, NaN where missing
 * @param trained how many steps come before those for validation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Channel(double[] values, int trained) {

    /** All channels of all series that have a training part, in order. */
    static List<Channel> all(SeriesSet training, int validation) {
        List<Channel> channels = new ArrayList<>();
        for (TimeSeries series : training.asList()) {
            int trained = series.length() - validation;
            for (int c = 0; trained > 0 && c < training.schema().channels().size(); c++) {
                double[] values = new double[series.length()];
                series.copyTo(c, 0, values);
                SeriesScale scale = SeriesScale.of(values, trained);
                for (int t = 0; t < values.length; t++) {
                    values[t] = scale.apply(values[t]);
                }
                channels.add(new Channel(values, trained));
            }
        }
        return channels;
    }

    /** Steps of the longest run without a missing value in the training part. */
    int longestRun() {
        int longest = 0;
        for (int from = 0; from < trained; ) {
            int to = endOfRun(from);
            longest = Math.max(longest, to - from);
            from = to + 1;
        }
        return longest;
    }

    /** Adds the windows of the training part; those with a missing value are left out. */
    void addTo(WindowMoments moments) {
        for (int from = 0; from < trained; ) {
            int to = endOfRun(from);
            moments.add(values, from, to);
            from = to + 1;
        }
    }

    /** The first missing step from a step on, or the end of the training part. */
    private int endOfRun(int from) {
        int to = from;
        while (to < trained && !Double.isNaN(values[to])) {
            to++;
        }
        return to;
    }
}
