package io.almanac.forecasting.neural.network;

import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;

/**
 * Linear maps that start as in Glorot and Bengio 2010, equation 16: weights uniform in
 * {@code ±sqrt(6 / (inputs + outputs))}, biases zero.
 */
public final class Glorot {

    /** DJL divides by the mean of inputs and outputs, so 3 stands for the 6 of the paper; its default would be 6. */
    private static final Initializer UNIFORM = new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3);

    private Glorot() {}

    /** {@code x W + b}. */
    public static Linear affine(int units) {
        return initialised(Linear.builder().setUnits(units).build());
    }

    /** {@code x W}. */
    public static Linear linear(int units) {
        return initialised(Linear.builder().setUnits(units).optBias(false).build());
    }

    /** {@code x W + b} that says nothing at first: zeros. */
    public static Linear zeros(int units) {
        Linear map = Linear.builder().setUnits(units).build();
        map.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        return map;
    }

    private static Linear initialised(Linear map) {
        map.setInitializer(UNIFORM, Parameter.Type.WEIGHT);
        return map;
    }
}
