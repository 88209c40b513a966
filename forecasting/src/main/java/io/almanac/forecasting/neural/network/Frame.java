package io.almanac.forecasting.neural.network;

import ai.djl.ndarray.NDArray;

/**
 * What was taken off the windows of a batch, and goes back on their forecasts.
 *
 * <pre>
 * z = (x - centre) / scale * gain + offset - cycle
 * </pre>
 *
 * <p>Letters: B windows, C channels, T steps of context, H of horizon, O outputs of a step.
 *
 * @param centre       {@code (B, C, 1)}
 * @param scale        {@code (B, C, 1)}, above 0
 * @param gain         {@code (B, C, 1)}, ones where nothing is learnt
 * @param offset       {@code (B, C, 1)}, zeros where nothing is learnt
 * @param cycle        over the context {@code (B, C, T)}; zeros {@code (B, C, 1)} where there is none
 * @param horizonCycle over the horizon {@code (B, C, H)}; zeros {@code (B, C, 1)} where there is none
 */
public record Frame(NDArray centre, NDArray scale, NDArray gain, NDArray offset, NDArray cycle, NDArray horizonCycle) {

    /** The values of a context as the network sees them. */
    public NDArray apply(NDArray context) {
        return context.sub(centre).div(scale).mul(gain).add(offset).sub(cycle); // (B, C, T)
    }

    /** Values of the horizon as the network would have to say them. */
    public NDArray applyAhead(NDArray horizon) {
        return horizon.sub(centre).div(scale).mul(gain).add(offset).sub(horizonCycle); // (B, C, H)
    }

    /** The frame of differences, from which nothing is taken off but the scale. */
    public Frame ofDifferences() {
        NDArray zeros = offset.zerosLike();
        return new Frame(zeros, scale, gain, zeros, zeros, zeros);
    }

    /** Where something lies, {@code (B, C, H, O)} before and after. */
    NDArray undo(NDArray place) {
        return place.add(horizonCycle.expandDims(3))
                .sub(offset.expandDims(3))
                .div(gain.expandDims(3))
                .mul(scale.expandDims(3))
                .add(centre.expandDims(3));
    }

    /** How wide something is, {@code (B, C, H, O)} before and after. */
    NDArray undoWidth(NDArray width) {
        return width.div(gain.abs().expandDims(3)).mul(scale.expandDims(3));
    }
}
