package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/** The gradients of some weights after a backward pass. */
record Gradients(List<NDArray> arrays) {

    /**
     * Reads the gradients.
     *
     * @param scope holds them: the engine would hand each to the manager of its weight, once an update, for ever
     */
    static Gradients of(List<NDArray> weights, NDManager scope) {
        var arrays = new ArrayList<NDArray>(weights.size());
        for (NDArray weight : weights) {
            NDArray gradient = weight.getGradient();
            gradient.attach(scope);
            arrays.add(gradient);
        }
        return new Gradients(arrays);
    }

    /** The Euclidean length of all gradients together. */
    double norm() {
        double sum = 0;
        for (NDArray gradient : arrays) {
            sum += gradient.square().sum().getFloat();
        }
        return Math.sqrt(sum);
    }

    /**
     * What to multiply gradients of a norm with, so that they are no longer than a limit and keep their direction:
     * Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", algorithm 1.
     */
    static double clipScale(double norm, double limit) {
        return norm > limit ? limit / norm : 1;
    }

    /** Zeroes the gradients of weights; whatever they are, NaN too. */
    static void zero(List<NDArray> weights) {
        weights.forEach(weight -> JniUtils.zeroGrad((PtNDArray) weight));
    }
}
