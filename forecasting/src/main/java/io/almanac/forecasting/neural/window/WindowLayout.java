package io.almanac.forecasting.neural.window;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * Channels one after the other, scaled, and where windows may begin. Before each channel lie {@code context} missing
 * steps, so that a window may begin before its series does.
 */
final class WindowLayout {

    private final WindowRules rules;
    private final int channels;
    private final int[] streams;
    private final int[] rows;
    private final int featureRows;
    private final float[] values;
    private final float[] observed;
    private final float[] last;
    private final int[] seen;
    private final SeriesScale[] scales;
    private final int[] training;
    private final int[] validation;

    WindowLayout(SeriesSet series, WindowRules rules) {
        this.rules = rules;
        channels = series.schema().channels().size();
        streams = new int[series.size() * channels + 1];
        rows = new int[series.size()];
        int row = 0;
        int stream = 0;
        for (int s = 0; s < rows.length; s++) {
            int size = rules.context() + series.get(s).length();
            rows[s] = row;
            for (int channel = 0; channel < channels; channel++) {
                streams[stream + 1] = Math.addExact(streams[stream], size);
                stream++;
            }
            row += size;
        }
        featureRows = row;
        int positions = streams[stream];
        values = new float[positions];
        observed = new float[positions];
        last = new float[positions];
        seen = new int[positions + 1];
        scales = new SeriesScale[series.size() * channels];
        var trainingStarts = new IntList();
        var validationStarts = new IntList();
        for (int s = 0; s < rows.length; s++) {
            TimeSeries one = series.get(s);
            for (int channel = 0; channel < channels; channel++) {
                scales[s * channels + channel] = fill(one, channel, streams[s * channels + channel]);
            }
            for (int channel = 0; channel < (rules.mixed() ? 1 : channels); channel++) {
                cut(one.length(), s * channels + channel, trainingStarts, validationStarts);
            }
        }
        training = trainingStarts.toArray();
        validation = WindowRules.thinned(validationStarts.toArray());
    }

    /** Copies a channel and says by what it was scaled. */
    private SeriesScale fill(TimeSeries series, int channel, int start) {
        double[] raw = new double[series.length()];
        series.copyTo(channel, 0, raw);
        SeriesScale scale = WindowRules.scale(raw, rules.trained(raw.length));
        int context = rules.context();
        float previous = 0;
        for (int i = 0; i < context + raw.length; i++) {
            int at = start + i;
            double value = i < context ? Double.NaN : raw[i - context];
            seen[at + 1] = seen[at];
            if (!Double.isNaN(value)) {
                previous = (float) scale.apply(value);
                values[at] = previous;
                observed[at] = 1;
                seen[at + 1]++;
            }
            last[at] = previous;
        }
        return scale;
    }

    /** Cuts the windows whose first channel is a stream. */
    private void cut(int length, int stream, IntList trainingStarts, IntList validationStarts) {
        int trained = rules.trained(length);
        rules.trainingCutoffs(length).forEach(i -> addIfObserved(trainingStarts, stream, i, i));
        rules.validationCutoffs(length)
                .forEach(i -> addIfObserved(validationStarts, stream, i, Math.max(i, trained)));
    }

    /** Adds a window whose contexts have enough observed steps and whose counted targets have any. */
    private void addIfObserved(IntList starts, int stream, int from, int counted) {
        int context = rules.context();
        int targets = 0;
        for (int c = 0; c < (rules.mixed() ? channels : 1); c++) {
            int start = streams[stream + c];
            if (seen[start + from + context] - seen[start + from] < rules.minimumObserved()) {
                return;
            }
            targets += seen[start + from + context + rules.horizon()] - seen[start + counted + context];
        }
        if (targets > 0) {
            starts.add(streams[stream] + from);
        }
    }

    /** The features of all steps of all series, row after row; padded steps have a calendar too. */
    float[] features(SeriesSet series) {
        int size = rules.features().size();
        float[] features = new float[Math.multiplyExact(featureRows, size)];
        int at = 0;
        for (TimeSeries one : series.asList()) {
            for (int step = -rules.context(); step < one.length() && size > 0; step++) {
                rules.features().write(one, step, true, features, at);
                at += size;
            }
        }
        return features;
    }

    /** The static features of all series. */
    float[] statics(SeriesSet series) {
        int size = rules.features().statics();
        float[] statics = new float[Math.multiplyExact(rows.length, size)];
        for (int s = 0; s < rows.length && size > 0; s++) {
            rules.features().writeStatics(series.get(s), statics, s * size);
        }
        return statics;
    }

    /** The place in the learnt cycle where the padding of each series begins. */
    int[] phases(SeriesSet series) {
        return series.stream()
                .mapToInt(one -> Math.floorMod(one.axis().ordinal(-rules.context()), rules.cycle()))
                .toArray();
    }

    int channels() {
        return channels;
    }

    /** The position where each channel's padding begins, ascending, and the end. */
    int[] streams() {
        return streams;
    }

    /** The row of the features where the padding of each series begins. */
    int[] rows() {
        return rows;
    }

    /** What each channel of each series was scaled by. */
    SeriesScale[] scales() {
        return scales;
    }

    /** How many steps are observed before each position, over all streams. */
    int[] seen() {
        return seen;
    }

    float[] values() {
        return values;
    }

    float[] observed() {
        return observed;
    }

    float[] last() {
        return last;
    }

    int[] training() {
        return training;
    }

    int[] validation() {
        return validation;
    }

    /** A list of integers that grows. */
    private static final class IntList {

        private int[] items = new int[64];
        private int size;

        void add(int item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size++] = item;
        }

        int[] toArray() {
            return Arrays.copyOf(items, size);
        }
    }
}
