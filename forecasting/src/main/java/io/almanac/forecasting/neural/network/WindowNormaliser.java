package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import io.almanac.forecasting.neural.window.WindowBatch;
import java.util.Optional;

/**
 * Finds the {@link Frame} of windows: their own statistics, and what is learnt for each channel.
 *
 * <p>Letters: B windows, C channels, T steps of context, H of horizon, W steps of the cycle.
 */
public final class WindowNormaliser extends AbstractBlock {

    private static final byte VERSION = 1;

    /**
     * Added to a window's variance. Series are scaled to a variance of 1 before, so this is relative to a series's own
     * variation: a constant window is divided by a hundredth of that.
     */
    private static final float EPSILON = 1e-4f;

    private final WindowNormalisation normalisation;
    private final int horizon;
    private final int cycle;
    private final Optional<Parameter> gain;
    private final Optional<Parameter> offset;
    private final Optional<Parameter> table;

    /**
     * A block whose parameters start as if they were not there.
     *
     * @param channels of the series
     * @param season   for a cycle that is to be the season
     */
    public WindowNormaliser(NormalConfig config, int channels, int season, int horizon) {
        super(VERSION);
        normalisation = config.normalisation();
        this.horizon = horizon;
        cycle = config.cycleSteps(season);
        gain = config.learntScale() ? Optional.of(parameter("gain", Initializer.ONES, channels)) : Optional.empty();
        offset =
                config.learntScale() ? Optional.of(parameter("offset", Initializer.ZEROS, channels)) : Optional.empty();
        table = cycle > 1
                ? Optional.of(parameter("cycle", Initializer.ZEROS, Math.multiplyExact(channels, cycle)))
                : Optional.empty();
    }

    private Parameter parameter(String name, Initializer start, int size) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(size))
                .optInitializer(start)
                .build());
    }

    /** The frame of the windows of a batch. */
    public Frame frame(ParameterStore parameters, boolean training, WindowBatch window) {
        NDArray last = window.last(); // (B, C, 1)
        NDArray centre = last;
        NDArray scale = last.onesLike();
        switch (normalisation) {
            case NONE -> centre = last.zerosLike();
            case LAST_VALUE -> {}
            case MEAN_STD -> {
                int[] steps = {2};
                NDArray count = window.observed().sum(steps, true).maximum(1); // (B, C, 1)
                centre = window.values().sum(steps, true).div(count);
                NDArray deviation = window.values().sub(centre).mul(window.observed()); // (B, C, T)
                scale = deviation
                        .square()
                        .sum(steps, true)
                        .div(count)
                        .add(EPSILON)
                        .sqrt();
            }
        }
        long context = window.values().getShape().get(2);
        return new Frame(
                centre,
                scale,
                gain.map(p -> ofChannel(parameters.getValue(p, last.getDevice(), training), window))
                        .orElseGet(last::onesLike),
                offset.map(p -> ofChannel(parameters.getValue(p, last.getDevice(), training), window))
                        .orElseGet(last::zerosLike),
                table.map(p -> cycle(parameters.getValue(p, last.getDevice(), training), window, 0, context))
                        .orElseGet(last::zerosLike),
                table.map(p -> cycle(parameters.getValue(p, last.getDevice(), training), window, context, horizon))
                        .orElseGet(last::zerosLike));
    }

    private static NDArray ofChannel(NDArray parameter, WindowBatch window) {
        return parameter.take(window.values().getManager(), window.channels().expandDims(2)); // (B, C, 1)
    }

    /** The cycle at {@code steps} steps from the {@code from}th of a window on {@code (B, C, steps)}. */
    private NDArray cycle(NDArray table, WindowBatch window, long from, long steps) {
        NDManager manager = window.values().getManager();
        NDArray place = manager.arange((int) from, (int) (from + steps), 1, DataType.INT64)
                .add(window.phase()) // (B, steps)
                .mod(cycle)
                .expandDims(1); // (B, 1, steps)
        return table.take(manager, window.channels().mul(cycle).expandDims(2).add(place));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException("a frame has more than one array: call frame");
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
