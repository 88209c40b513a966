package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.Optional;

/**
 * What the windows of a table are to forecast: their values, or what a base leaves over of them.
 *
 * @param base that is corrected; empty if there is none
 */
public record WindowTargets(WindowSource windows, Optional<BaseForecasts> base) {

    /** Values {@code (B, C, H)} and, beside them, 1 where they count and 0 elsewhere. */
    NDList of(NDManager scope, int[] starts) {
        return less(scope, starts, windows.targets(scope, starts));
    }

    /** The same, but steps that belong to the training part do not count. */
    NDList ofValidation(NDManager scope, int[] starts) {
        return less(scope, starts, windows.validationTargets(scope, starts));
    }

    private NDList less(NDManager scope, int[] starts, NDList targets) {
        return base.isPresent() ? base.get().without(scope, starts, targets) : targets;
    }

    /**
     * The windows to train on: each alone, or with a base of several channels those of a cutoff together, as the base is
     * asked for all channels at once.
     */
    WindowGroups groups() {
        return base.isPresent() && base.get().series().schema().channels().size() > 1
                ? WindowGroups.byCutoff(windows)
                : WindowGroups.alone(windows.training());
    }
}
