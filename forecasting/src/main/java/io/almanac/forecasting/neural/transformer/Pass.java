package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;

/**
 * What stays the same on one way through the blocks.
 *
 * @param parameters  where the values of the parameters come from
 * @param training    true if dropout is on
 * @param withWeights true if the attention weights are wanted beside the output
 */
record Pass(ParameterStore parameters, boolean training, boolean withWeights) {

    NDArray through(Block block, NDArray x) {
        return block.forward(parameters, new NDList(x), training).singletonOrThrow();
    }

    /** Sets a part of {@code x} to zero and scales up the rest; does nothing outside training. */
    NDArray dropout(double rate, NDArray x) {
        return training && rate > 0 ? Dropout.dropout(x, (float) rate, true).singletonOrThrow() : x;
    }
}
