package io.almanac.forecasting.neural.training;

import ai.djl.ndarray.NDArray;

/**
 * The contexts of some windows on the device.
 *
 * <p>Letters: B windows, T steps of context, K calendar features.
 *
 * @param values   scaled, 0 where missing {@code (B, T)}
 * @param observed 1 where observed, else 0 {@code (B, T)}
 * @param last     the last observed value {@code (B, 1)}
 * @param calendar {@code (B, T, K)}; K may be 0, then of any shape
 */
public record WindowBatch(NDArray values, NDArray observed, NDArray last, NDArray calendar) {}
