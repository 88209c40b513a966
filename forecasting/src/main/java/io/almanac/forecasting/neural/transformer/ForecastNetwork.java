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
import io.almanac.forecasting.neural.network.Frame;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork;
import io.almanac.forecasting.neural.network.WindowNormaliser;
import io.almanac.forecasting.neural.transformer.DecoderConfig.Decoding;
import io.almanac.forecasting.neural.window.WindowBatch;

/**
 * From windows to the outputs of all steps of the horizon: normalise, cut into tokens, encode, decode.
 *
 * <p>Letters: B windows, C channels in a window, T steps of context, M tokens, E width, H horizon, O outputs of a step, K
 * features known ahead.
 */
final class ForecastNetwork extends AbstractBlock implements WindowNetwork {

    private static final byte VERSION = 1;

    private final NetworkState state;
    private final Tokeniser tokeniser;
    private final WindowNormaliser normaliser;
    private final TransformerEncoder encoder;
    private final Output output;

    /** What is made of the encoded tokens. */
    private sealed interface Output {
        /** The outputs {@code (B, C, H, O)}. */
        NDArray of(Pass pass, Encoded encoded);

        void initialise(NDManager manager, DataType type);
    }

    /**
     * What the encoder has made of a batch.
     *
     * @param memory  {@code (B, M, E)}
     * @param allowed which tokens stand for anything {@code (B, M)}
     * @param mask    that says so to whoever attends
     * @param last    the newest value of each channel, normalised {@code (B, C, 1)}
     */
    private record Encoded(
            NDArray memory, NDArray allowed, AttentionMask mask, NDArray last, WindowBatch window, Frame frame, Before before) {}

    ForecastNetwork(NetworkState state) {
        super(VERSION);
        this.state = state;
        TransformerConfig config = (TransformerConfig) state.config();
        tokeniser = new Tokeniser(state, config.token(), config.window().observedFlag());
        normaliser = addChildBlock(
                "normaliser",
                new WindowNormaliser(
                        config.normal(), state.channels(), state.season(), state.rules().horizon()));
        encoder = addChildBlock("encoder", new TransformerEncoder(config.encoder().encoder(tokeniser.width())));
        output = config.decoder().decoding() == Decoding.FLAT ? new Flat(config) : new Decoded(config);
    }

    @Override
    public Answer forecast(ParameterStore parameters, boolean training, WindowBatch window, Before before) {
        var pass = new Pass(parameters, training, false);
        Frame frame = normaliser.frame(parameters, training, window);
        NDArray values = frame.apply(window.values()).mul(window.observed()); // (B, C, T)
        Tokeniser.Tokenised tokens = tokeniser.of(window, values);
        AttentionMask mask = window.complete()
                ? AttentionMask.none()
                : AttentionMask.of(tokens.allowed().expandDims(1).expandDims(1)); // (B, 1, 1, M)
        NDArray memory = encoder.encode(pass, tokens.features(), mask).output(); // (B, M, E)
        NDArray last = values.get(new NDIndex(":, :, {}:", state.rules().context() - 1)); // (B, C, 1)
        var encoded = new Encoded(memory, tokens.allowed(), mask, last, window, frame, before);
        return new Answer(output.of(pass, encoded), frame);
    }

    /** (B, H, C * O) to (B, C, H, O). */
    private NDArray byChannel(NDArray steps) {
        return steps.reshape(-1, steps.getShape().get(1), state.perWindow(), state.outputs())
                .transpose(0, 2, 1, 3);
    }

    /** One linear map from all tokens at once; from each channel's own token where tokens are channels. */
    private final class Flat implements Output {

        private final boolean perChannel;
        private final int perToken;
        private final int inputs;
        private final NDList none = new NDList();
        private final Block squeeze;
        private final Block narrow;
        private final Block map;
        private final Block known;
        private final Block context;
        private final Block future;
        private final int rank;
        private final int hidden;

        Flat(TransformerConfig config) {
            perChannel = config.token().tokens() == Tokens.CHANNEL;
            int width = config.encoder().width();
            int asked = config.decoder().headWidth();
            perToken = perChannel || asked == 0 ? width : Math.min(asked, width);
            inputs = perChannel ? width : tokeniser.count() * perToken;
            rank = config.decoder().rank();
            hidden = width;
            int steps = state.rules().horizon() * state.outputs() * (perChannel ? 1 : state.perWindow());
            squeeze = perToken < width ? addChildBlock("squeeze", Glorot.affine(perToken)) : NOTHING;
            narrow = rank > 0 ? addChildBlock("narrow", Glorot.linear(rank)) : NOTHING;
            map = addChildBlock("head", Glorot.affine(steps));
            boolean futures = state.rules().features().future();
            known = futures ? addChildBlock("known", Glorot.affine(hidden)) : NOTHING;
            context = futures ? addChildBlock("context", Glorot.linear(hidden)) : NOTHING;
            future = futures
                    ? addChildBlock("future", Glorot.affine(state.perWindow() * state.outputs()))
                    : NOTHING;
        }
    }
}
