package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay: Loshchilov &amp; Hutter 2019, "Decoupled Weight Decay Regularization",
 * algorithm 2, with the decay multiplied by the learning rate as usual. Biases and gains, the parameters with one
 * axis, do not decay. The moments are arrays of the given manager, so they can be read and saved. For one thread.
 */
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final List<NDArray> weights;
    private final List<NDArray> firstMoments = new ArrayList<>();
    private final List<NDArray> secondMoments = new ArrayList<>();
    private long updates;

    /**
     * An optimiser at update 0.
     *
     * @param weights with gradients attached
     * @param manager keeps the moments
     */
    AdamW(List<NDArray> weights, double weightDecay, NDManager manager) {
        this.weights = List.copyOf(weights);
        this.weightDecay = weightDecay;
        for (NDArray weight : weights) {
            firstMoments.add(manager.zeros(weight.getShape(), weight.getDataType()));
            secondMoments.add(manager.zeros(weight.getShape(), weight.getDataType()));
        }
    }

    /**
     * Moves the weights against their gradients and zeroes those.
     *
     * @param gradientScale multiplies every gradient first: what clipping asks for
     */
    void update(List<NDArray> gradients, double gradientScale, double learningRate) {
        updates++;
        double correction1 = 1 - Math.pow(BETA1, (double) updates);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, (double) updates));
        for (int i = 0; i < weights.size(); i++) {
            NDArray weight = weights.get(i);
            boolean decays = weight.getShape().dimension() > 1;
            // The engine corrects no bias: m/(1-b1^t) / (sqrt(v/(1-b2^t)) + e) = r m / (sqrt(v) + e sqrt(1-b2^t)),
            // with r = sqrt(1-b2^t)/(1-b1^t). A clip below 0 clips nothing; its own clipping is one-sided.
            weight.getNDArrayInternal()
                    .adamUpdate(
                            new NDList(weight, gradients.get(i), firstMoments.get(i), secondMoments.get(i)),
                            new NDList(weight),
                            (float) learningRate,
                            (float) (learningRate * correction2 / correction1),
                            decays ? (float) weightDecay : 0,
                            (float) gradientScale,
                            -1,
                            (float) BETA1,
                            (float) BETA2,
                            (float) (EPSILON * correction2),
                            false,
                            true);
        }
    }

    /** Goes on after so many updates; the moments have been set to what they were then. */
    void resume(long after) {
        updates = after;
    }

    /** How many updates there have been. */
    long updates() {
        return updates;
    }

    List<NDArray> firstMoments() {
        return List.copyOf(firstMoments);
    }

    List<NDArray> secondMoments() {
        return List.copyOf(secondMoments);
    }
}
