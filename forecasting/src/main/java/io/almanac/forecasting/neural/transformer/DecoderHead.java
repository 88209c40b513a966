package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.network.Glorot;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.transformer.DecoderConfig.Decoding;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The paper's decoder over the encoded context, with one token for each step of the horizon: Vaswani et al. 2017, figure
 * 1. A token is what is known ahead of its step and, step by step, the values of the step before.
 *
 * <p>Letters: B windows, C channels in a window, M tokens of the encoder, E width, H horizon, O outputs of a step, K
 * features known ahead.
 */
final class DecoderHead extends AbstractBlock implements HorizonHead {

    private static final byte VERSION = 1;

    private final NetworkState state;
    private final boolean stepByStep;
    private final TransformerDecoder decoder;
    private final Block map;

    DecoderHead(NetworkState state, TransformerConfig config) {
        super(VERSION);
        this.state = state;
        stepByStep = config.decoder().decoding() == Decoding.AUTOREGRESSIVE;
        decoder = addChildBlock(
                "decoder",
                new TransformerDecoder(
                        config.encoder().decoder(features(), config.decoder().decoderLayers(), stepByStep)));
        int step = state.perWindow() * state.outputs();
        map = addChildBlock("map", state.residual() ? Glorot.zeros(step) : Glorot.affine(step));
    }

    /** A constant stands where a token would have nothing. */
    private int features() {
        return Math.max(1, state.rules().features().known() + (stepByStep ? state.perWindow() : 0));
    }

    @Override
    public NDArray outputs(Pass pass, Encoded encoded) {
        if (!stepByStep) {
            return decode(pass, encoded, ahead(encoded));
        }
        if (encoded.before() instanceof Before.Known known) {
            NDArray after = encoded.frame().applyAhead(known.actuals()).mul(known.observed()); // (B, C, H)
            NDArray before = NDArrays.concat(
                    new NDList(encoded.newest(), after.get(new NDIndex(":, :, :{}", state.rules().horizon() - 1))), 2);
            return decode(pass, encoded, tokens(encoded, before));
        }
        return stepByStep(pass, encoded, ((Before.Fed) encoded.before()).next());
    }

    /** Each step reads what came out of those before it. */
    private NDArray stepByStep(Pass pass, Encoded encoded, UnaryOperator<NDArray> next) {
        NDArray before = encoded.newest(); // (B, C, 1)
        @Nullable NDArray outputs = null;
        for (int h = 0; h < state.rules().horizon(); h++) {
            try (var scope = new NDScope()) { // whatever a step makes but the two results
                scope.suppressNotUsedWarning();
                NDArray all = decode(pass, encoded, tokens(encoded, before)); // (B, C, h + 1, O)
                NDArray newest = all.get(new NDIndex(":, :, {}:", h)); // (B, C, 1, O)
                outputs = outputs == null ? newest : NDArrays.concat(new NDList(outputs, newest), 2);
                before = NDArrays.concat(new NDList(before, next.apply(newest)), 2); // (B, C, h + 2)
                NDScope.unregister(outputs, before);
            }
        }
        return Objects.requireNonNull(outputs);
    }

    /** The tokens of the first steps, as many as there are values before them {@code (B, C, steps)}. */
    private NDArray tokens(Encoded encoded, NDArray before) {
        NDArray values = before.transpose(0, 2, 1); // (B, steps, C)
        if (state.rules().features().known() == 0) {
            return values;
        }
        NDArray known = encoded.window().ahead().get(new NDIndex(":, :{}", values.getShape().get(1)));
        return NDArrays.concat(new NDList(values, known), 2); // (B, steps, C + K)
    }

    private NDArray ahead(Encoded encoded) {
        return state.rules().features().known() > 0
                ? encoded.window().ahead()
                : encoded.memory().getManager().ones(new Shape(encoded.window().windows(), state.rules().horizon(), 1));
    }

    private NDArray decode(Pass pass, Encoded encoded, NDArray tokens) {
        NDArray decoded = decoder.decode(
                        pass, tokens, encoded.memory(), AttentionMask.none(), encoded.mask())
                .output(); // (B, steps, E)
        return pass.through(map, decoded) // (B, steps, C*O)
                .reshape(-1, tokens.getShape().get(1), state.perWindow(), state.outputs())
                .transpose(0, 2, 1, 3); // (B, C, steps, O)
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException("a head needs more than arrays: call outputs");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape tokens = new Shape(inputs[0].get(0), state.rules().horizon(), features());
        decoder.initialize(manager, type, tokens, inputs[0]);
        map.initialize(manager, type, decoder.getOutputShapes(new Shape[] {tokens, inputs[0]}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long batch = inputs[0].get(0);
        return new Shape[] {new Shape(batch, state.perWindow(), state.rules().horizon(), state.outputs())};
    }
}
