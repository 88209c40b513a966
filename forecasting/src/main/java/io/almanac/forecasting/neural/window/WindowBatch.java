package io.almanac.forecasting.neural.window;

import ai.djl.ndarray.NDArray;

/**
 * Some windows on the device, without what they are to forecast.
 *
 * <p>Letters: B windows, C channels in a window (1 where channels are windows of their own), T steps of context, H steps
 * of horizon, K features known ahead, P features in all, S static features. K, P and S may be 0; then the array has no
 * elements.
 *
 * @param values   scaled, 0 where missing {@code (B, C, T)}
 * @param observed 1 where observed, else 0 {@code (B, C, T)}
 * @param last     the last observed value {@code (B, C, 1)}
 * @param past     calendar and covariates of the context, those known ahead first {@code (B, T, P)}
 * @param ahead    calendar and covariates of the horizon {@code (B, H, K)}
 * @param statics  {@code (B, S)}
 * @param channels which channel of the series each row is {@code (B, C)}, INT64
 * @param phase    the number of the first step in the learnt cycle {@code (B, 1)}, INT64
 * @param complete whether all values of all windows are observed
 */
public record WindowBatch(
        NDArray values,
        NDArray observed,
        NDArray last,
        NDArray past,
        NDArray ahead,
        NDArray statics,
        NDArray channels,
        NDArray phase,
        boolean complete) {

    /** B. */
    public long windows() {
        return values.getShape().get(0);
    }
}
