package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.network.Frame;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork;
import io.almanac.forecasting.neural.network.WindowNormaliser;
import io.almanac.forecasting.neural.transformer.DecoderConfig.Decoding;
import io.almanac.forecasting.neural.window.WindowBatch;

/**
 * From windows to the outputs of all steps of the horizon: normalise, cut into tokens, encode, decode.
 *
 * <p>Letters: B windows, C channels in a window, T steps of context, M tokens, F numbers in a token, E width, H horizon,
 * O outputs of a step.
 */
final class ForecastNetwork extends AbstractBlock implements WindowNetwork {

    private static final byte VERSION = 1;

    private final int context;
    private final boolean residual;
    private final Tokeniser tokeniser;
    private final WindowNormaliser normaliser;
    private final TransformerEncoder encoder;
    private final HorizonHead head;

    ForecastNetwork(NetworkState state) {
        super(VERSION);
        TransformerConfig config = (TransformerConfig) state.config();
        context = state.rules().context();
        residual = state.residual();
        tokeniser = new Tokeniser(state, config.token(), config.window().observedFlag());
        normaliser = addChildBlock(
                "normaliser",
                new WindowNormaliser(
                        config.normal(),
                        state.channels(),
                        state.season(),
                        state.rules().horizon()));
        encoder =
                addChildBlock("encoder", new TransformerEncoder(config.encoder().encoder(tokeniser.width())));
        head = addChildBlock(
                "head",
                config.decoder().decoding() == Decoding.FLAT
                        ? new FlatHead(state, config, tokeniser.count())
                        : new DecoderHead(state, config));
    }

    @Override
    public Answer forecast(ParameterStore parameters, boolean training, WindowBatch window, Before before) {
        var pass = new Pass(parameters, training, false);
        Frame frame = normaliser.frame(parameters, training, window);
        Frame ahead = residual ? frame.ofDifferences() : frame;
        NDArray values = frame.apply(window.values()).mul(window.observed()); // (B, C, T)
        Tokeniser.Tokenised tokens = tokeniser.of(window, values);
        AttentionMask mask = window.complete()
                ? AttentionMask.none()
                : AttentionMask.of(tokens.allowed().expandDims(1).expandDims(1)); // (B, 1, 1, M)
        NDArray memory = encoder.encode(pass, tokens.features(), mask).output(); // (B, M, E)
        NDArray newest = values.get(new NDIndex(":, :, {}:", context - 1)); // (B, C, 1)
        if (residual) {
            newest = newest.zerosLike(); // what a base leaves over of the last step is not known
        }
        var encoded = new Encoded(memory, tokens.allowed(), mask, newest, window, ahead, before);
        return new Answer(head.outputs(pass, encoded), ahead);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException("a window is more than arrays: call forecast");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        normaliser.initialize(manager, type, inputs); // (B, C, T)
        Shape tokens = new Shape(batch, tokeniser.count(), tokeniser.width()); // (B, M, F)
        encoder.initialize(manager, type, tokens);
        head.initialize(manager, type, encoder.getOutputShapes(new Shape[] {tokens}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return head.getOutputShapes(inputs);
    }
}
