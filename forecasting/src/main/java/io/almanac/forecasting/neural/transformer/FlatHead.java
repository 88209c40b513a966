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
import io.almanac.forecasting.neural.network.Glorot;
import io.almanac.forecasting.neural.network.KnownAhead;
import io.almanac.forecasting.neural.network.NetworkState;
import java.util.Optional;

/**
 * One linear map from all tokens to all steps at once, Nie et al. 2023, section 3.1; where tokens are channels, from each
 * channel's own token, Liu et al. 2024, equation 3. It goes through few numbers on the way if that is asked for.
 *
 * <p>What covariates known ahead say is added, by {@link KnownAhead} with the mean of the tokens.
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
    private final Block squeeze;
    private final Block narrow;
    private final Block map;
    private final Optional<KnownAhead> known;

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
        int steps = state.rules().horizon() * state.outputs();
        squeeze = addChildBlock("squeeze", perToken < width ? Glorot.affine(perToken) : Blocks.identityBlock());
        narrow = addChildBlock("narrow", rank > 0 ? Glorot.linear(rank) : Blocks.identityBlock());
        int all = perChannel ? steps : steps * state.perWindow();
        map = addChildBlock("map", state.residual() ? Glorot.zeros(all) : Glorot.affine(all));
        known = state.rules().features().future()
                ? Optional.of(addChildBlock("known", new KnownAhead(state, width)))
                : Optional.empty();
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
        if (known.isPresent()) {
            NDArray mean = memory.mean(new int[] {1}, true); // (B, 1, E)
            steps = steps.add(known.get()
                    .outputs(
                            pass.parameters(), pass.training(), encoded.window().ahead(), mean));
        }
        return steps; // (B, C, H, O)
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
        Shape all =
                perChannel ? new Shape(batch, state.perWindow(), width) : new Shape(batch, (long) tokens * perToken);
        narrow.initialize(manager, type, all);
        map.initialize(manager, type, rank > 0 ? narrow.getOutputShapes(new Shape[] {all})[0] : all);
        known.ifPresent(block -> block.initialize(
                manager,
                type,
                new Shape(
                        batch, state.rules().horizon(), state.rules().features().known()), // (B, H, K)
                new Shape(batch, 1, width)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long batch = inputs[0].get(0);
        return new Shape[] {new Shape(batch, state.perWindow(), state.rules().horizon(), state.outputs())};
    }
}
