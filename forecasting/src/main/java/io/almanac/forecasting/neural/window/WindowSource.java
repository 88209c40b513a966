package io.almanac.forecasting.neural.window;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;

/**
 * The windows that a network is trained on and chosen by. A window is one number.
 *
 * <p>Letters as in {@link WindowBatch}.
 */
public sealed interface WindowSource permits WindowTable, VersionedWindows {

    /**
     * The windows of some series. Where nothing was published in several versions they lie on the device; else each is
     * read as it was known at the end of its own context.
     *
     * @param manager keeps arrays
     */
    static WindowSource of(SeriesSet series, WindowRules rules, NDManager manager) {
        return series.stream().anyMatch(TimeSeries::versioned)
                ? new VersionedWindows(series, rules)
                : new WindowTable(series, rules, manager);
    }

    /** The windows to train on. */
    int[] training();

    /** The windows to choose by. */
    int[] validation();

    /** Windows without their targets. */
    WindowBatch contexts(NDManager scope, int[] windows);

    /** What the windows forecast: values {@code (B, C, H)} and, beside them, 1 where they count and 0 elsewhere. */
    NDList targets(NDManager scope, int[] windows);

    /** The same, but steps that belong to the training part do not count. */
    NDList validationTargets(NDManager scope, int[] windows);

    /** Where a window is. */
    Place place(int window);

    /** What a channel of a window was scaled by; its first is 0. */
    SeriesScale scale(int window, int channel);

    /**
     * Where a window is.
     *
     * @param series  among all
     * @param channel the first of its channels
     * @param cutoff  steps of the series before its horizon
     */
    record Place(int series, int channel, int cutoff) {}
}
