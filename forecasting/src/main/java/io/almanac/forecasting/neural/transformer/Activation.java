package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;

/** The non-linearity between the two maps of a feed-forward network. */
public enum Activation {
    /** {@code max(0, x)}: Vaswani et al. 2017, equation 2. */
    RELU {
        @Override
        NDArray apply(NDArray x) {
            return ai.djl.nn.Activation.relu(x);
        }
    },
    /** {@code x * Phi(x)} with the exact normal distribution function: Hendrycks and Gimpel 2016. Dearer than RELU. */
    GELU {
        @Override
        NDArray apply(NDArray x) {
            return ai.djl.nn.Activation.gelu(x);
        }
    };

    abstract NDArray apply(NDArray x);
}
