package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import io.almanac.forecasting.neural.training.WindowBatch;

/** What is taken off each window before the encoder and put back on the forecast. Missing steps do not count. */
public enum WindowNormalisation {
    /** Nothing: the model sees levels, as scaled over the whole series. */
    NONE,
    /**
     * The window's mean and standard deviation: Kim et al. 2022, "Reversible Instance Normalization", equations 1 to 3,
     * without the trained factors.
     */
    MEAN_STD,
    /** The last observed value: the model forecasts changes from it. */
    LAST_VALUE;

    /**
     * Added to a window's variance. Series are scaled to a variance of 1 before, so this is relative to a series's own
     * variation: a constant window is divided by a hundredth of that.
     */
    private static final float EPSILON = 1e-4f;

    /** What was taken off, and what the rest was divided by, each {@code (B, 1)}. */
    record Normal(NDArray centre, NDArray scale) {

        NDArray apply(NDArray x) {
            return x.sub(centre).div(scale); // (B, T)
        }

        /** @param y {@code (B, H, Q)} */
        NDArray undo(NDArray y) {
            return y.mul(scale.expandDims(2)).add(centre.expandDims(2));
        }
    }

    Normal of(WindowBatch window) {
        NDArray last = window.last(); // (B, 1)
        return switch (this) {
            case NONE -> new Normal(last.zerosLike(), last.onesLike());
            case LAST_VALUE -> new Normal(last, last.onesLike());
            case MEAN_STD -> {
                int[] steps = {1};
                NDArray count = window.observed().sum(steps, true).maximum(1); // (B, 1)
                NDArray mean = window.values().sum(steps, true).div(count);
                NDArray deviation = window.values().sub(mean).mul(window.observed()); // (B, T)
                NDArray variance = deviation.square().sum(steps, true).div(count); // (B, 1)
                yield new Normal(mean, variance.add(EPSILON).sqrt());
            }
        };
    }
}
