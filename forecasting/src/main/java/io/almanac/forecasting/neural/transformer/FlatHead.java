package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.network.NetworkState;

/**
 * One linear map from all tokens to all steps at once, Nie et al. 2023, section 3.1; where tokens are channels, from each
 * channel's own token, Liu et al. 2024, equation 3. It goes through few numbers on the way if that is asked for.
 *
 * <p>Covariates known ahead are added step by step, by a small network that reads those of the step and the mean of the
 * tokens: what Das et al. 2023, "Long-term Forecasting with TiDE", call the temporal decoder.
 *
 * <p>Letters: B windows, C channels in a window, M tokens, E width, R numbers that a token passes on, H horizon, O outputs
 * of a step, K features known ahead.
 */
final class FlatHead extends AbstractBlock implements HorizonHead {

    private static final byte VERSION = 1;

    private final NetworkState state;
    private final int tokens;
    private final int width;
    private final boolean perChannel;
    private final int perToken;
    private final int rank;
    private final boolean future;
    private final Block squeeze;
    private final Block narrow;
    private final Block map;
    private final Block ahead;
    private final Block mean;
    private final Block joined;

    /** @param tokens that a window has */
    FlatHead(NetworkState state, TransformerConfig config, int tokens) {
        super(VERSION);
        this.state = state;
        this.tokens = tokens;
        width = config.encoder().width();
        perChannel = config.token().tokens() == Tokens.CHANNEL;
        int asked = config.decoder().headWidth();
        perToken = perChannel || asked == 0 ? width : Math.min(asked, width);
        rank = config.decoder().rank();
        future = state.rules().features().future();
        int steps = state.rules().horizon() * state.outputs();
        squeeze = addChildBlock("squeeze", perToken < width ? Glorot.affine(perToken) : Blocks.identityBlock());
        narrow = addChildBlock("narrow", rank > 0 ? Glorot.linear(rank) : Blocks.identityBlock());
        int all = perChannel ? steps : steps * state.perWindow();
        map = addChildBlock("map", state.residual() ? Glorot.zeros(all) : Glorot.affine(all));
        ahead = addChildBlock("ahead", future ? Glorot.affine(width) : Blocks.identityBlock());
        mean = addChildBlock("mean", future ? Glorot.linear(width) : Blocks.identityBlock());
        joined = addChildBlock(
                "joined", future ? Glorot.affine(state.perWindow() * state.outputs()) : Blocks.identityBlock());
    }

    @Override
    public NDArray outputs(Pass pass, Encoded encoded) {
        int horizon = state.rules().horizon();
        int channels = state.perWindow();
        int outputs = state.outputs();
        NDArray memory = encoded.memory();
        if (!encoded.window().complete()) {
            memory = memory.mul(encoded.allowed().expandDims(2)); // (B, M, E)
        }
        NDArray steps;
        if (perChannel) {
            NDArray own = memory.get(new NDIndex(":, :{}, :", channels)); // (B, C, E)
            steps = pass.through(map, pass.through(narrow, own)).reshape(-1, channels, horizon, outputs);
        } else {
            NDArray all = pass.through(squeeze, memory).reshape(-1, (long) tokens * perToken); // (B, M*R)
            steps = pass.through(map, pass.through(narrow, all)).reshape(-1, channels, horizon, outputs);
        }
        return future ? steps.add(known(pass, encoded, memory)) : steps; // (B, C, H, O)
    }

    private NDArray known(Pass pass, Encoded encoded, NDArray memory) {
        NDArray context = pass.through(mean, memory.mean(new int[] {1}, true)); // (B, 1, E)
        NDArray hidden = Activation.RELU.apply(pass.through(ahead, encoded.window().ahead()).add(context)); // (B, H, E)
        return pass.through(joined, hidden) // (B, H, C*O)
                .reshape(-1, state.rules().horizon(), state.perWindow(), state.outputs())
                .transpose(0, 2, 1, 3); // (B, C, H, O)
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException("a head needs more than arrays: call outputs");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        squeeze.initialize(manager, type, inputs); // (B, M, E)
        Shape all = perChannel
                ? new Shape(batch, state.perWindow(), width)
                : new Shape(batch, (long) tokens * perToken);
        narrow.initialize(manager, type, all);
        map.initialize(manager, type, rank > 0 ? narrow.getOutputShapes(new Shape[] {all})[0] : all);
        if (future) {
            int known = state.rules().features().known();
            Shape hidden = new Shape(batch, state.rules().horizon(), width);
            ahead.initialize(manager, type, new Shape(batch, state.rules().horizon(), known));
            mean.initialize(manager, type, new Shape(batch, 1, width));
            joined.initialize(manager, type, hidden);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long batch = inputs[0].get(0);
        return new Shape[] {new Shape(batch, state.perWindow(), state.rules().horizon(), state.outputs())};
    }
}
