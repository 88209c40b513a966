package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.network.Glorot;

/**
 * The position-wise feed-forward network: {@code activation(x W1 + b1) W2 + b2}, the same for every token.
 *
 * <p>Source: Vaswani et al. 2017, section 3.3. Letters: B batch, T tokens, E width, D hidden width.
 */
final class FeedForward extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Activation activation;
    private final Block expand;
    private final Block contract;

    FeedForward(int width, int hidden, Activation activation) {
        super(VERSION);
        this.activation = activation;
        expand = addChildBlock("expand", Glorot.affine(hidden));
        contract = addChildBlock("contract", Glorot.affine(width));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        Pass pass = new Pass(store, training, false);
        NDArray hidden = pass.through(expand, inputs.singletonOrThrow()); // (B, T, D)
        return new NDList(pass.through(contract, activation.apply(hidden))); // (B, T, E)
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        expand.initialize(manager, type, inputs);
        contract.initialize(manager, type, expand.getOutputShapes(inputs));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
