package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.OptionalDouble;

/** What a {@link TrainingLoop} trains on: batches and their loss. */
public interface TrainingTask {

    /** Draws the batches of an epoch; must depend on nothing but the seed and the epoch. */
    void startEpoch(int epoch);

    /**
     * The loss of a batch of the epoch, called while gradients are recorded.
     *
     * @param batch from 0
     * @param scope holds everything that the batch needs; closed after the update
     * @return one number
     */
    NDArray loss(NDManager scope, int batch);

    /** The loss on what is not trained on, called without gradients; empty where there is nothing. */
    OptionalDouble validationLoss();
}
