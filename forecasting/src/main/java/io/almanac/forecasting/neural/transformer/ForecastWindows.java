package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.core.window.SeriesScale;
import io.almanac.forecasting.neural.training.WindowBatch;
import java.util.Arrays;

/**
 * The newest contexts of some channels, collected on the heap for one batch. Scaled by the whole history that is given,
 * so that a forecast depends on nothing else.
 */
final class ForecastWindows {

    private final int rows;
    private final int context;
    private final CalendarFeatures features;
    private final float[] values;
    private final float[] observed;
    private final float[] last;
    private final float[] calendar;
    private final SeriesScale[] scales;
    private int filled;

    ForecastWindows(int rows, int context, CalendarFeatures features) {
        this.rows = rows;
        this.context = context;
        this.features = features;
        values = new float[rows * context];
        observed = new float[rows * context];
        last = new float[rows];
        calendar = new float[rows * context * features.size()];
        scales = new SeriesScale[rows];
    }

    /** How many of the newest steps of a channel, at most a context, are observed. */
    static int observed(TimeSeries history, int channel, int context) {
        int count = 0;
        for (int step = Math.max(0, history.length() - context); step < history.length(); step++) {
            if (!Double.isNaN(history.value(channel, step))) {
                count++;
            }
        }
        return count;
    }

    /** Adds a channel; there must be room. */
    void add(TimeSeries history, int channel) {
        double[] raw = new double[history.length()];
        history.copyTo(channel, 0, raw);
        SeriesScale scale = SeriesScale.of(raw, raw.length);
        double[] row = new double[features.size()];
        int first = raw.length - context; // below 0 where the history is shorter
        for (int i = 0; i < context; i++) {
            int at = filled * context + i;
            double value = first + i < 0 ? Double.NaN : raw[first + i];
            if (!Double.isNaN(value)) {
                values[at] = (float) scale.apply(value);
                observed[at] = 1;
                last[filled] = values[at];
            }
            features.write(history.axis(), first + i, row);
            for (int k = 0; k < row.length; k++) {
                calendar[at * row.length + k] = (float) row[k];
            }
        }
        scales[filled++] = scale;
    }

    boolean full() {
        return filled == rows;
    }

    int filled() {
        return filled;
    }

    SeriesScale scale(int row) {
        return scales[row];
    }

    /** The batch, always of the full size: rows that were not filled repeat the last. */
    WindowBatch batch(NDManager scope) {
        for (int row = filled; row < rows; row++) {
            repeat(values, row, context);
            repeat(observed, row, context);
            repeat(last, row, 1);
            repeat(calendar, row, context * features.size());
        }
        return new WindowBatch(
                scope.create(values, new Shape(rows, context)),
                scope.create(observed, new Shape(rows, context)),
                scope.create(last, new Shape(rows, 1)),
                scope.create(calendar, new Shape(rows, context, features.size())));
    }

    private void repeat(float[] array, int row, int size) {
        System.arraycopy(array, (filled - 1) * size, array, row * size, size);
    }

    /** Makes room for the next batch. */
    void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(observed, 0);
        filled = 0;
    }
}
