package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.SeriesSet;
import java.util.Arrays;

/**
 * All channels of all series in arrays on the device, one after the other, and the windows that can be cut from them.
 * A window is one number, the position of its first step; the windows of a batch are gathered on the device.
 *
 * <p>Letters: B windows, T steps of context, H steps of horizon, K calendar features.
 */
public final class WindowTable {

    private final WindowRules rules;
    private final int[] streams; // position where each channel's padding begins, and the end
    private final int[] rows; // row of the calendar where it begins
    private final int[] training;
    private final int[] validation;
    private final NDArray values; // (positions)
    private final NDArray observed; // (positions)
    private final NDArray last; // (positions): the last observed value up to here
    private final NDArray calendar; // (rows * K)
    private final NDArray contextSteps; // (T): 0, 1, …
    private final NDArray horizonSteps; // (H): 0, 1, …
    private final NDArray validated; // (H): 0 where a validation window still forecasts the training part
    private final NDArray features; // (K): 0, 1, …

    /** Copies series to the device of a manager, which keeps the arrays. */
    public WindowTable(SeriesSet series, WindowRules rules, NDManager manager) {
        this.rules = rules;
        var layout = new WindowLayout(series, rules);
        streams = layout.streams();
        rows = layout.rows();
        training = layout.training();
        validation = layout.validation();
        values = manager.create(layout.values());
        observed = manager.create(layout.observed());
        last = manager.create(layout.last());
        calendar = manager.create(layout.calendar(series));
        contextSteps = manager.arange(0, rules.context(), 1, DataType.INT64);
        horizonSteps = manager.arange(0, rules.horizon(), 1, DataType.INT64);
        validated = horizonSteps.gte(rules.horizon() - rules.validation()).toType(DataType.FLOAT32, false);
        features = manager.arange(0, Math.max(1, rules.calendar().size()), 1, DataType.INT64);
    }

    /** Where the windows to train on begin. */
    public int[] training() {
        return training;
    }

    /** Where the windows to choose by begin. */
    public int[] validation() {
        return validation;
    }

    /**
     * The contexts of windows.
     *
     * @param starts positions (B)
     */
    public WindowBatch contexts(NDManager scope, int[] starts) {
        int context = rules.context();
        NDArray read = index(scope, starts, 0).add(contextSteps); // (B, T)
        return new WindowBatch(
                values.take(scope, read),
                observed.take(scope, read),
                last.take(scope, index(scope, starts, context - 1)), // (B, 1)
                calendar(scope, starts));
    }

    private NDArray calendar(NDManager scope, int[] starts) {
        int size = rules.calendar().size();
        if (size == 0) {
            return scope.zeros(new Shape(0));
        }
        return calendar.take(
                scope,
                scope.create(Arrays.stream(starts).mapToLong(this::calendarRow).toArray())
                        .reshape(-1, 1) // (B, 1)
                        .add(contextSteps) // (B, T)
                        .expandDims(2) // (B, T, 1)
                        .mul(size)
                        .add(features)); // (B, T, K)
    }

    private long calendarRow(int position) {
        int found = Arrays.binarySearch(streams, position);
        int stream = found >= 0 ? found : -found - 2;
        return (long) rows[stream] + position - streams[stream];
    }

    /** What the windows forecast: values {@code (B, H)} and, beside them, 1 where they count and 0 elsewhere. */
    public NDList targets(NDManager scope, int[] starts) {
        NDArray index = index(scope, starts, rules.context()).add(horizonSteps); // (B, H)
        return new NDList(values.take(scope, index), observed.take(scope, index));
    }

    /** The same, but steps that belong to the training part do not count. */
    public NDList validationTargets(NDManager scope, int[] starts) {
        NDList targets = targets(scope, starts);
        return new NDList(targets.get(0), targets.get(1).mul(validated));
    }

    private static NDArray index(NDManager scope, int[] starts, int offset) {
        return scope.create(Arrays.stream(starts).mapToLong(s -> s + offset).toArray())
                .reshape(-1, 1); // (B, 1)
    }
}
