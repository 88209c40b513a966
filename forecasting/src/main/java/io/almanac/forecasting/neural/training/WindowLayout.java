package io.almanac.forecasting.neural.training;

import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * Channels one after the other, scaled, and where windows may begin. Before each channel lie {@code context} missing
 * steps, so that a window may begin before its series does.
 */
final class WindowLayout {

    /** Validation looks at no more windows than this, evenly spaced: it decides an epoch, not the result. */
    private static final int MOST_VALIDATION = 1_024;

    private final WindowRules rules;
    private final int[] streams;
    private final int[] rows;
    private final int calendarRows;
    private final float[] values;
    private final float[] observed;
    private final float[] last;
    private final int[] training;
    private final int[] validation;

    WindowLayout(SeriesSet series, WindowRules rules) {
        this.rules = rules;
        int channels = series.schema().channels().size();
        streams = new int[series.size() * channels + 1];
        rows = new int[series.size() * channels];
        int row = 0;
        int stream = 0;
        for (TimeSeries one : series.asList()) {
            int size = rules.context() + one.length();
            for (int channel = 0; channel < channels; channel++) {
                rows[stream] = row;
                streams[stream + 1] = Math.addExact(streams[stream], size);
                stream++;
            }
            row += size;
        }
        calendarRows = row;
        int positions = streams[stream];
        values = new float[positions];
        observed = new float[positions];
        last = new float[positions];
        var trainingStarts = new IntList();
        var validationStarts = new IntList();
        stream = 0;
        for (TimeSeries one : series.asList()) {
            for (int channel = 0; channel < channels; channel++) {
                add(one, channel, streams[stream++], trainingStarts, validationStarts);
            }
        }
        training = trainingStarts.toArray();
        validation = thinned(validationStarts.toArray());
    }

    private void add(TimeSeries series, int channel, int start, IntList trainingStarts, IntList validationStarts) {
        int length = series.length();
        int trained = Math.max(0, length - rules.validation());
        double[] raw = new double[length];
        series.copyTo(channel, 0, raw);
        SeriesScale scale = SeriesScale.of(raw, trained);
        int context = rules.context();
        int[] seen = new int[context + length + 1]; // observed steps before each position
        float previous = 0;
        for (int i = 0; i < context + length; i++) {
            double value = i < context ? Double.NaN : raw[i - context];
            seen[i + 1] = seen[i];
            if (!Double.isNaN(value)) {
                previous = (float) scale.apply(value);
                values[start + i] = previous;
                observed[start + i] = 1;
                seen[i + 1]++;
            }
            last[start + i] = previous;
        }
        int horizon = rules.horizon();
        for (int i = 0; i + horizon <= trained; i++) {
            addIfObserved(trainingStarts, start, seen, i, i + context, i + context + horizon);
        }
        if (rules.validation() > 0 && trained > 0) {
            for (int i = Math.max(0, Math.min(trained, length - horizon)); i + horizon <= length; i++) {
                addIfObserved(validationStarts, start, seen, i, Math.max(i, trained) + context, i + context + horizon);
            }
        }
    }

    /** Adds a window whose context has enough observed steps and whose counted targets have any. */
    private void addIfObserved(IntList starts, int start, int[] seen, int from, int targets, int to) {
        if (seen[from + rules.context()] - seen[from] >= rules.minimumObserved() && seen[to] > seen[targets]) {
            starts.add(start + from);
        }
    }

    private static int[] thinned(int[] starts) {
        if (starts.length <= MOST_VALIDATION) {
            return starts;
        }
        int[] some = new int[MOST_VALIDATION];
        Arrays.setAll(some, i -> starts[(int) ((long) i * starts.length / MOST_VALIDATION)]);
        return some;
    }

    /** The calendar of all series, rows of features one after the other; padded steps have one too. */
    float[] calendar(SeriesSet series) {
        int size = rules.calendar().size();
        float[] calendar = new float[Math.multiplyExact(calendarRows, size)];
        double[] row = new double[size];
        int at = 0;
        for (TimeSeries one : series.asList()) {
            for (int step = -rules.context(); step < one.length() && size > 0; step++) {
                rules.calendar().write(one.axis(), step, row);
                for (double feature : row) {
                    calendar[at++] = (float) feature;
                }
            }
        }
        return calendar;
    }

    /** The position where each channel's padding begins, ascending, and the end. */
    int[] streams() {
        return streams;
    }

    /** The row of the calendar where the padding of each channel's series begins. */
    int[] rows() {
        return rows;
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
