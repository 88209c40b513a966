package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * What covariates known ahead add to a forecast, step by step: a small network that reads those of the step and a summary
 * of the context. Das et al. 2023, "Long-term Forecasting with TiDE", call it the temporal decoder.
 *
 * <p>Letters: B windows, C channels in a window, E width, H horizon, O outputs of a step, K features known ahead.
 */
public final class KnownAhead extends AbstractBlock {

    private static final byte VERSION = 1;

    private final NetworkState state;
    private final Block ahead;
    private final Block context;
    private final Block joined;

    /** @param width of the summary and of the hidden layer */
    public KnownAhead(NetworkState state, int width) {
        super(VERSION);
        this.state = state;
        ahead = addChildBlock("ahead", Glorot.affine(width));
        context = addChildBlock("context", Glorot.linear(width));
        int step = state.perWindow() * state.outputs();
        joined = addChildBlock("joined", state.residual() ? Glorot.zeros(step) : Glorot.affine(step));
    }

    /**
     * What is to be added to the outputs {@code (B, C, H, O)}.
     *
     * @param known   of the horizon {@code (B, H, K)}
     * @param summary of the context {@code (B, 1, E)}
     */
    public NDArray outputs(ParameterStore parameters, boolean training, NDArray known, NDArray summary) {
        return forward(parameters, new NDList(known, summary), training).singletonOrThrow();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray step = ahead.forward(store, new NDList(inputs.get(0)), training).singletonOrThrow(); // (B, H, E)
        NDArray whole =
                context.forward(store, new NDList(inputs.get(1)), training).singletonOrThrow(); // (B, 1, E)
        NDArray hidden = Activation.relu(step.add(whole)); // (B, H, E)
        NDArray added = joined.forward(store, new NDList(hidden), training).singletonOrThrow(); // (B, H, C*O)
        return new NDList(added.reshape(-1, state.rules().horizon(), state.perWindow(), state.outputs())
                .transpose(0, 2, 1, 3)); // (B, C, H, O)
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        ahead.initialize(manager, type, inputs[0]); // (B, H, K)
        context.initialize(manager, type, inputs[1]); // (B, 1, E)
        joined.initialize(manager, type, ahead.getOutputShapes(new Shape[] {inputs[0]}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long windows = inputs[0].get(0);
        return new Shape[] {new Shape(windows, state.perWindow(), state.rules().horizon(), state.outputs())};
    }
}
