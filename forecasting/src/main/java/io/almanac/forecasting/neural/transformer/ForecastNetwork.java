package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.training.WindowBatch;

/**
 * From windows to the quantiles of all steps of the horizon at once: normalise the window, encode one token for each
 * step, map all tokens together to the forecast, undo the normalisation.
 *
 * <p>A token is the step's normalised value, 1 or 0 for observed or missing, and its place in the calendar.
 *
 * <p>Letters: B windows, T tokens = steps of context, F features of a token, K of them of the calendar, E width, R
 * numbers that a token passes to the head, H horizon, Q quantiles.
 */
final class ForecastNetwork extends AbstractBlock {

    private static final byte VERSION = 1;

    private final NetworkShape shape;
    private final TransformerEncoder encoder;
    private final Block squeeze;
    private final Block head;

    ForecastNetwork(NetworkShape shape) {
        super(VERSION);
        this.shape = shape;
        encoder = addChildBlock("encoder", new TransformerEncoder(shape.encoder()));
        squeeze = addChildBlock("squeeze", shape.squeezed() ? Glorot.affine(shape.perToken()) : Blocks.identityBlock());
        head = addChildBlock("head", Glorot.affine(shape.horizon() * shape.quantiles()));
    }

    /** The forecast {@code (B, H, Q)}, on the scale of the window's values. */
    NDArray forecast(Pass pass, WindowBatch window) {
        WindowNormalisation.Normal normal = shape.normalisation().of(window);
        NDArray values = normal.apply(window.values()).mul(window.observed()); // (B, T)
        NDList token = new NDList(values.expandDims(2)); // (B, T, 1)
        if (shape.observedFlag()) {
            token.add(window.observed().expandDims(2));
        }
        if (shape.calendarFeatures() > 0) {
            token.add(window.calendar()); // (B, T, K)
        }
        NDArray tokens = token.size() == 1 ? token.get(0) : NDArrays.concat(token, 2); // (B, T, F)
        NDArray encoded = encoder.encode(pass, tokens).output(); // (B, T, E)
        NDArray joined =
                pass.through(squeeze, encoded).reshape(-1, (long) shape.context() * shape.perToken()); // (B, T*R)
        NDArray steps = pass.through(head, joined).reshape(-1, shape.horizon(), shape.quantiles()); // (B, H, Q)
        return normal.undo(steps);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        var window = new WindowBatch(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3));
        return new NDList(forecast(new Pass(store, training, false), window));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long batch = inputs[0].get(0);
        Shape encoded = new Shape(batch, shape.context(), shape.encoder().width()); // (B, T, E)
        encoder.initialize(
                manager, type, new Shape(batch, shape.context(), shape.encoder().features()));
        squeeze.initialize(manager, type, encoded);
        head.initialize(manager, type, new Shape(batch, (long) shape.context() * shape.perToken()));
    }

    /** How many numbers are trained. */
    long size() {
        return getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(p -> p.getArray().size())
                .sum();
    }

    /** Makes the parameters, from the engine's random generator. */
    void initialise(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(2, shape.context()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), shape.horizon(), shape.quantiles())};
    }
}
