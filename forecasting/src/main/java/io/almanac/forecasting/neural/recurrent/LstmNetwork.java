package io.almanac.forecasting.neural.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.network.Frame;
import io.almanac.forecasting.neural.network.Glorot;
import io.almanac.forecasting.neural.network.KnownAhead;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork;
import io.almanac.forecasting.neural.network.WindowNormaliser;
import io.almanac.forecasting.neural.window.WindowBatch;
import io.almanac.forecasting.neural.window.WindowFeatures;
import java.util.Optional;

/**
 * From windows to the outputs of all steps of the horizon: normalise, read step by step, map what is known after the last
 * one to all steps at once. A step is what a token of the Transformer by step is: the value, whether it was observed, the
 * calendar, covariates of the step and static ones. What covariates known ahead say is added by {@link KnownAhead}.
 *
 * <p>Letters: B windows, C channels in a window, T steps of context, F numbers in a step, P features of a step, S static
 * features, E width, H horizon, K features known ahead, O outputs of a step.
 */
final class LstmNetwork extends AbstractBlock implements WindowNetwork {

    private static final byte VERSION = 1;

    private final NetworkState state;
    private final LstmConfig config;
    private final WindowNormaliser normaliser;
    private final LstmEncoder encoder;
    private final Block map;
    private final Optional<KnownAhead> known;

    LstmNetwork(NetworkState state) {
        super(VERSION);
        this.state = state;
        config = (LstmConfig) state.config();
        int horizon = state.rules().horizon();
        int width = config.encoder().width();
        normaliser = addChildBlock(
                "normaliser", new WindowNormaliser(config.normal(), state.channels(), state.season(), horizon));
        encoder = addChildBlock("encoder", new LstmEncoder(config.encoder()));
        map = addChildBlock("map", Glorot.affine(state.perWindow() * horizon * state.outputs()));
        known = state.rules().features().future()
                ? Optional.of(addChildBlock("known", new KnownAhead(state, width)))
                : Optional.empty();
    }

    @Override
    public Answer forecast(ParameterStore parameters, boolean training, WindowBatch window, Before before) {
        Frame frame = normaliser.frame(parameters, training, window);
        NDArray values = frame.apply(window.values()).mul(window.observed()); // (B, C, T)
        NDArray last = encoder.forward(parameters, new NDList(steps(window, values)), training)
                .singletonOrThrow(); // (B, E)
        NDArray outputs = map.forward(parameters, new NDList(last), training)
                .singletonOrThrow()
                .reshape(-1, state.perWindow(), state.rules().horizon(), state.outputs()); // (B, C, H, O)
        if (known.isPresent()) {
            outputs = outputs.add(known.get().outputs(parameters, training, window.ahead(), last.expandDims(1)));
        }
        return new Answer(outputs, frame);
    }

    /** What is read at each step {@code (B, T, F)}. */
    private NDArray steps(WindowBatch window, NDArray values) {
        WindowFeatures features = state.rules().features();
        var steps = new NDList(values.transpose(0, 2, 1)); // (B, T, C)
        if (config.window().observedFlag()) {
            steps.add(window.observed().transpose(0, 2, 1)); // (B, T, C)
        }
        if (features.size() > 0) {
            steps.add(window.past()); // (B, T, P)
        }
        if (features.statics() > 0) {
            steps.add(window.statics().expandDims(1).repeat(1, state.rules().context())); // (B, T, S)
        }
        return NDArrays.concat(steps, 2);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException("a window is more than arrays: call forecast");
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        WindowFeatures features = state.rules().features();
        int each = config.window().observedFlag() ? 2 : 1;
        int numbers = state.perWindow() * each + features.size() + features.statics();
        Shape steps = new Shape(batch, state.rules().context(), numbers); // (B, T, F)
        Shape[] last = encoder.getOutputShapes(new Shape[] {steps}); // (B, E)
        normaliser.initialize(manager, type, inputs); // (B, C, T)
        encoder.initialize(manager, type, steps);
        map.initialize(manager, type, last);
        known.ifPresent(block -> block.initialize(
                manager,
                type,
                new Shape(batch, state.rules().horizon(), features.known()), // (B, H, K)
                new Shape(batch, 1, last[0].get(1))));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {
            new Shape(inputs[0].get(0), state.perWindow(), state.rules().horizon(), state.outputs())
        };
    }
}
