package io.almanac.forecasting.neural.window;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * The newest contexts of some histories, collected on the heap for one batch. Each is scaled by what its own history
 * says, so that a forecast depends on nothing else.
 */
public final class HistoryWindows {

    private static final double LEAST_DEVIATION = 0.01;

    private final int rows;
    private final int known;
    private final int perWindow;
    private final WindowRules rules;
    private final float[] values;
    private final float[] observed;
    private final float[] last;
    private final float[] past;
    private final float[] ahead;
    private final float[] statics;
    private final long[] channels;
    private final long[] phase;
    private final SeriesScale[] scales;
    private int filled;
    private boolean complete = true;

    /**
     * An empty batch.
     *
     * @param rows  windows when full
     * @param known channels of the series in the fit
     */
    public HistoryWindows(int rows, int known, WindowRules rules) {
        this.rows = rows;
        this.known = known;
        perWindow = rules.mixed() ? known : 1;
        this.rules = rules;
        int context = rules.context();
        WindowFeatures features = rules.features();
        values = new float[rows * perWindow * context];
        observed = new float[values.length];
        last = new float[rows * perWindow];
        past = new float[rows * context * features.size()];
        ahead = new float[rows * rules.horizon() * features.known()];
        statics = new float[rows * features.statics()];
        channels = new long[rows * perWindow];
        phase = new long[rows];
        scales = new SeriesScale[rows * perWindow];
    }

    /** How many of the newest steps of a channel, at most a context, are observed. */
    public static int observed(TimeSeries history, int channel, int context) {
        int count = 0;
        for (int step = Math.max(0, history.length() - context); step < history.length(); step++) {
            if (!Double.isNaN(history.value(channel, step))) {
                count++;
            }
        }
        return count;
    }

    /** What a window that follows a history scales a channel by. */
    static SeriesScale scale(TimeSeries history, int channel, int context) {
        double[] raw = newest(history, channel, context);
        return WindowRules.scale(raw, raw.length);
    }

    /** The steps of a channel that a context and its scale are made of. */
    private static double[] newest(TimeSeries history, int channel, int context) {
        double[] raw = new double[Math.min(history.length(), Math.max(context, WindowRules.SCALED))];
        history.copyTo(channel, history.length() - raw.length, raw);
        return raw;
    }

    /**
     * Adds a window; there must be room.
     *
     * @param channel the first of its channels
     */
    public void add(TimeSeries history, int channel) {
        for (int c = 0; c < perWindow; c++) {
            addChannel(history, channel + c, filled * perWindow + c);
        }
        WindowFeatures features = rules.features();
        int first = history.length() - rules.context(); // below 0 where the history is shorter
        phase[filled] = Math.floorMod(history.axis().ordinal(first), rules.cycle());
        for (int i = 0; i < rules.context() && features.size() > 0; i++) {
            features.write(history, first + i, true, past, (filled * rules.context() + i) * features.size());
        }
        for (int h = 0; h < rules.horizon() && features.known() > 0; h++) {
            features.write(
                    history, history.length() + h, false, ahead, (filled * rules.horizon() + h) * features.known());
        }
        if (features.statics() > 0) {
            features.writeStatics(history, statics, filled * features.statics());
        }
        filled++;
    }

    private void addChannel(TimeSeries history, int channel, int row) {
        int context = rules.context();
        double[] raw = newest(history, channel, context);
        SeriesScale scale = WindowRules.scale(raw, raw.length);
        int first = raw.length - context;
        for (int i = 0; i < context; i++) {
            int at = row * context + i;
            double value = first + i < 0 ? Double.NaN : raw[first + i];
            if (Double.isNaN(value)) {
                complete = false;
            } else {
                values[at] = (float) scale.apply(value);
                observed[at] = 1;
                last[row] = values[at];
            }
        }
        channels[row] = channel % known; // a fit to one channel serves any
        scales[row] = scale;
    }

    public boolean full() {
        return filled == rows;
    }

    public int filled() {
        return filled;
    }

    /** What a window's channel was scaled by. */
    public SeriesScale scale(int window, int channel) {
        return scales[window * perWindow + channel];
    }

    /**
     * The root mean square of a channel's observed values around their mean, in units of its {@link #scale}; at least a
     * hundredth.
     */
    public double deviation(int window, int channel) {
        int from = (window * perWindow + channel) * rules.context();
        return deviation(values, observed, from, from + rules.context());
    }

    /** The same of any scaled values between two places. */
    public static double deviation(float[] values, float[] observed, int from, int to) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (observed[i] > 0) {
                sum += values[i];
                squares += (double) values[i] * values[i];
                count++;
            }
        }
        double mean = sum / count;
        return Math.sqrt(Math.max(squares / count - mean * mean, LEAST_DEVIATION * LEAST_DEVIATION));
    }

    /** The batch, always of the full size: rows that were not filled repeat the last. */
    public WindowBatch batch(NDManager scope) {
        int context = rules.context();
        WindowFeatures features = rules.features();
        for (int row = filled; row < rows; row++) {
            repeat(values, row, perWindow * context);
            repeat(observed, row, perWindow * context);
            repeat(last, row, perWindow);
            repeat(past, row, context * features.size());
            repeat(ahead, row, rules.horizon() * features.known());
            repeat(statics, row, features.statics());
            System.arraycopy(channels, (filled - 1) * perWindow, channels, row * perWindow, perWindow);
            phase[row] = phase[filled - 1];
        }
        return new WindowBatch(
                scope.create(values, new Shape(rows, perWindow, context)),
                scope.create(observed, new Shape(rows, perWindow, context)),
                scope.create(last, new Shape(rows, perWindow, 1)),
                scope.create(past, new Shape(rows, context, features.size())),
                scope.create(ahead, new Shape(rows, rules.horizon(), features.known())),
                scope.create(statics, new Shape(rows, features.statics())),
                scope.create(channels, new Shape(rows, perWindow)),
                scope.create(phase, new Shape(rows, 1)),
                complete);
    }

    private void repeat(float[] array, int row, int size) {
        System.arraycopy(array, (filled - 1) * size, array, row * size, size);
    }

    /** Makes room for the next batch. */
    public void clear() {
        Arrays.fill(values, 0);
        Arrays.fill(observed, 0);
        Arrays.fill(past, 0);
        Arrays.fill(ahead, 0);
        Arrays.fill(statics, 0);
        complete = true;
        filled = 0;
    }
}
