package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients of some weights after a backward pass.
 *
 * @param norm the Euclidean length of all of them together
 */
record Gradients(List<NDArray> arrays, double norm) {

    Gradients(List<NDArray> arrays) {
        this(arrays, norm(arrays));
    }

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

    private static double norm(List<NDArray> arrays) {
        double sum = 0;
        for (NDArray gradient : arrays) {
            sum += gradient.square().sum().getFloat();
        }
        return Math.sqrt(sum);
    }

    /** Moves weights uphill, all together by a distance; not at all where it is flat. */
    void climb(List<NDArray> weights, double distance) {
        if (norm > 0) {
            for (int i = 0; i < arrays.size(); i++) {
                weights.get(i).addi(arrays.get(i).mul((float) (distance / norm)));
            }
        }
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
