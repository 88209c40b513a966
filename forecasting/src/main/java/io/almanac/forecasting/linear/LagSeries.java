package io.almanac.forecasting.linear;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * A channel on both scales on which it may be regressed.
 *
 * @param positive whether it has logarithms; without, both are the same
 */
record LagSeries(Channel values, Channel logarithms, boolean positive) {

    /** All channels of all series that have a training part and an observed value in it, in order. */
    static List<LagSeries> all(SeriesSet training, int validation) {
        List<LagSeries> all = new ArrayList<>();
        int season = training.schema().season();
        for (TimeSeries series : training.asList()) {
            int trained = series.length() - validation;
            for (int c = 0; trained > 0 && c < training.schema().channels().size(); c++) {
                double[] values = new double[series.length()];
                series.copyTo(c, 0, values);
                if (ContextWindow.observed(values, 0, trained) > 0) {
                    var key = new Channel.Key(
                            series.id(), training.schema().channels().get(c));
                    all.add(of(key, values, trained, season));
                }
            }
        }
        return all;
    }

    private static LagSeries of(Channel.Key key, double[] values, int trained, int season) {
        boolean positive = LagScale.positive(values);
        double[] logarithms = positive ? LagScale.logarithms(values) : values.clone();
        return new LagSeries(
                Channel.scaled(key, values, trained, 0, season),
                Channel.scaled(key, logarithms, trained, 0, season),
                positive);
    }

    Channel channel(boolean logs) {
        return logs ? logarithms : values;
    }

    /** Whether its logarithms are regressed where logarithms are wanted. */
    boolean logs(boolean wanted) {
        return wanted && positive;
    }

    int length() {
        return values.values().length;
    }

    /** How many of the first steps are observed. */
    int observed(int steps) {
        return ContextWindow.observed(values.values(), 0, Math.max(0, steps));
    }

    /** The root mean square of the changes from step to step, 0 where there is none. */
    double change(boolean logs) {
        double[] scaled = channel(logs).values();
        double squares = 0;
        int count = 0;
        for (int t = 1; t < scaled.length; t++) {
            double change = scaled[t] - scaled[t - 1];
            if (!Double.isNaN(change)) {
                squares += change * change;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(squares / count);
    }
}
