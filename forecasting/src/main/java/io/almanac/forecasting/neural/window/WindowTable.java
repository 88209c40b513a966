package io.almanac.forecasting.neural.window;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * All channels of all series in arrays on the device, one after the other, and the windows that can be cut from them.
 * A window is one number, the position of its first step in its first channel; the windows of a batch are gathered on
 * the device.
 *
 * <p>Letters as in {@link WindowBatch}.
 */
public final class WindowTable implements WindowSource {

    private final WindowRules rules;
    private final int channels;
    private final int[] streams; // position where each channel's padding begins, and the end
    private final int[] rows; // row of the features where the padding of each series begins
    private final int[] phases; // place in the cycle there
    private final int[] seen; // observed steps before each position
    private final SeriesScale[] scales; // of each stream
    private final int[] training;
    private final int[] validation;
    private final NDArray values; // (positions)
    private final NDArray observed; // (positions)
    private final NDArray last; // (positions): the last observed value up to here
    private final NDArray features; // (rows, P)
    private final NDArray statics; // (series, S)
    private final NDArray contextSteps; // (T): 0, 1, …
    private final NDArray horizonSteps; // (H): 0, 1, …
    private final NDArray validated; // (H): 0 where a validation window still forecasts the training part

    /** Copies series to the device of a manager, which keeps the arrays. */
    public WindowTable(SeriesSet series, WindowRules rules, NDManager manager) {
        this.rules = rules;
        var layout = new WindowLayout(series, rules);
        channels = layout.channels();
        streams = layout.streams();
        rows = layout.rows();
        phases = layout.phases(series);
        seen = layout.seen();
        scales = layout.scales();
        training = layout.training();
        validation = layout.validation();
        values = manager.create(layout.values());
        observed = manager.create(layout.observed());
        last = manager.create(layout.last());
        features = manager.create(layout.features(series)).reshape(-1, Math.max(1, rules.features().size()));
        statics = manager.create(layout.statics(series)).reshape(-1, Math.max(1, rules.features().statics()));
        contextSteps = manager.arange(0, rules.context(), 1, DataType.INT64);
        horizonSteps = manager.arange(0, rules.horizon(), 1, DataType.INT64);
        validated = horizonSteps.gte(rules.horizon() - rules.validation()).toType(DataType.FLOAT32, false);
    }

    @Override
    public int[] training() {
        return training;
    }

    @Override
    public int[] validation() {
        return validation;
    }

    private int perWindow() {
        return rules.mixed() ? channels : 1;
    }

    @Override
    public Place place(int window) {
        int stream = stream(window);
        return new Place(stream / channels, stream % channels, window - streams[stream]);
    }

    @Override
    public SeriesScale scale(int window, int channel) {
        return scales[stream(window) + channel];
    }

    @Override
    public WindowBatch contexts(NDManager scope, int[] starts) {
        int context = rules.context();
        NDArray first = first(scope, starts, 0); // (B, C, 1)
        NDArray read = first.add(contextSteps); // (B, C, T)
        int[] of = Arrays.stream(starts).map(this::stream).toArray();
        long[] row = new long[starts.length];
        long[] phase = new long[starts.length];
        long[] channel = new long[starts.length * perWindow()];
        boolean complete = true;
        for (int b = 0; b < starts.length; b++) {
            int series = of[b] / channels;
            int step = starts[b] - streams[of[b]];
            row[b] = (long) rows[series] + step;
            phase[b] = (phases[series] + step) % rules.cycle();
            for (int c = 0; c < perWindow(); c++) {
                channel[b * perWindow() + c] = of[b] % channels + c;
                int start = streams[of[b] + c] + step;
                complete &= seen[start + context] - seen[start] == context;
            }
        }
        return new WindowBatch(
                values.take(scope, read),
                observed.take(scope, read),
                last.take(scope, first.add(context - 1)), // (B, C, 1)
                features(scope, row, contextSteps, rules.features().size()),
                features(scope, row, horizonSteps.add(context), rules.features().known()),
                statics(scope, of),
                scope.create(channel, new Shape(starts.length, perWindow())),
                scope.create(phase, new Shape(starts.length, 1)),
                complete);
    }

    private int stream(int position) {
        int found = Arrays.binarySearch(streams, position);
        return found >= 0 ? found : -found - 2;
    }

    /** The first columns of the features at steps (T) after each window's row {@code (B, T, columns)}. */
    private NDArray features(NDManager scope, long[] row, NDArray steps, int columns) {
        if (columns == 0) {
            return scope.zeros(new Shape(0));
        }
        long width = features.getShape().get(1);
        NDArray cell = scope.create(row).reshape(-1, 1).add(steps).expandDims(2).mul(width); // (B, T, 1)
        return features.take(scope, cell.add(scope.arange(0, columns, 1, DataType.INT64)));
    }

    private NDArray statics(NDManager scope, int[] of) {
        int size = rules.features().statics();
        if (size == 0) {
            return scope.zeros(new Shape(0));
        }
        long[] series = Arrays.stream(of).mapToLong(stream -> stream / channels).toArray();
        NDArray cell = scope.create(series).reshape(-1, 1).mul(size); // (B, 1)
        return statics.take(scope, cell.add(scope.arange(0, size, 1, DataType.INT64)));
    }

    @Override
    public NDList targets(NDManager scope, int[] starts) {
        NDArray index = first(scope, starts, rules.context()).add(horizonSteps); // (B, C, H)
        return new NDList(values.take(scope, index), observed.take(scope, index));
    }

    @Override
    public NDList validationTargets(NDManager scope, int[] starts) {
        NDList targets = targets(scope, starts);
        return new NDList(targets.get(0), targets.get(1).mul(validated));
    }

    /** A position in each channel of each window {@code (B, C, 1)}. */
    private NDArray first(NDManager scope, int[] starts, int offset) {
        long[] positions = new long[starts.length * perWindow()];
        for (int b = 0; b < starts.length; b++) {
            int stream = perWindow() == 1 ? 0 : stream(starts[b]);
            for (int c = 0; c < perWindow(); c++) {
                positions[b * perWindow() + c] = (long) starts[b] + streams[stream + c] - streams[stream] + offset;
            }
        }
        return scope.create(positions, new Shape(starts.length, perWindow(), 1));
    }
}
