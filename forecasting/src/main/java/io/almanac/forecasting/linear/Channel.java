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
 * @param key     whose it is
 * @param scale   what was taken off and divided by
 * @param values  of all steps, NaN where missing
 * @param trained how many steps come before those for validation
 * @param first   the place of step 0 in the season
 * @param season  how many places there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Channel(Key key, SeriesScale scale, double[] values, int trained, int first, int season) {

    /** Which channel of which series. */
    record Key(String series, String channel) {}

    /** All channels of all series that have a training part, in order. */
    static List<Channel> all(SeriesSet training, int validation) {
        int season = training.schema().season();
        List<Channel> channels = new ArrayList<>();
        for (TimeSeries series : training.asList()) {
            int trained = series.length() - validation;
            for (int c = 0; trained > 0 && c < training.schema().channels().size(); c++) {
                double[] values = new double[series.length()];
                series.copyTo(c, 0, values);
                var key = new Key(series.id(), training.schema().channels().get(c));
                channels.add(scaled(key, values, trained, phase(series, 0, season), season));
            }
        }
        return channels;
    }

    /** A channel of values as they were observed, which are scaled in place. */
    static Channel scaled(Key key, double[] values, int trained, int first, int season) {
        SeriesScale scale = SeriesScale.of(values, trained);
        for (int t = 0; t < values.length; t++) {
            values[t] = scale.apply(values[t]);
        }
        return new Channel(key, scale, values, trained, first, season);
    }

    /** The place of a step of a series, or of one after its end, in the season. */
    static int phase(TimeSeries series, int step, int season) {
        return Math.floorMod(series.axis().ordinal(step), season);
    }

    /** The place of a step in the season. */
    int phase(int step) {
        return (first + step) % season;
    }

    /** The same with another training part. */
    Channel trainedOn(int steps) {
        return new Channel(key, scale, values, Math.max(0, steps), first, season);
    }

    /**
     * The mean at each place in the season over the training part, less the mean of those; 0 at a place that is not
     * observed.
     */
    double[] profile() {
        double[] profile = new double[season];
        int[] counts = new int[season];
        for (int t = 0; t < trained; t++) {
            if (!Double.isNaN(values[t])) {
                int place = phase(t);
                profile[place] += values[t];
                counts[place]++;
            }
        }
        double sum = 0;
        int places = 0;
        for (int place = 0; place < season; place++) {
            if (counts[place] > 0) {
                profile[place] /= counts[place];
                sum += profile[place];
                places++;
            }
        }
        for (int place = 0; place < season; place++) {
            profile[place] -= counts[place] > 0 ? sum / places : 0;
        }
        return profile;
    }

    /** The channel less a profile. */
    Channel less(double[] profile) {
        double[] rest = new double[values.length];
        for (int t = 0; t < rest.length; t++) {
            rest[t] = values[t] - profile[phase(t)];
        }
        return new Channel(key, scale, rest, trained, first, season);
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

    /** How many windows of so many steps there are to train on. */
    long windows(int width) {
        return runs().stream()
                .mapToLong(run -> Math.max(0, run.length() - width + 1))
                .sum();
    }
}
