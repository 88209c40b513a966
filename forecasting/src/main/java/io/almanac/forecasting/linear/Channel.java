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

    /** Steps {@code [from, to)} without a missing value. */
    record Run(int from, int to) {

        int length() {
            return to - from;
        }
    }

    /** The longest possible runs of the training part, in order. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int from = 0; from < trained; from++) {
            int to = from;
            while (to < trained && !Double.isNaN(values[to])) {
                to++;
            }
            if (to > from) {
                runs.add(new Run(from, to));
            }
            from = to;
        }
        return runs;
    }

    /** Steps of the longest run; 0 if there is none. */
    int longestRun() {
        return runs().stream().mapToInt(Run::length).max().orElse(0);
    }
}
