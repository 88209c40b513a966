package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import io.almanac.forecasting.neural.network.Frame;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.window.WindowBatch;

/**
 * What the encoder has made of a batch, for the part that makes a forecast of it.
 *
 * <p>Letters: B windows, C channels in a window, M tokens, E width.
 *
 * @param memory  {@code (B, M, E)}
 * @param allowed 1 where a token stands for anything that was observed {@code (B, M)}
 * @param mask    that says so to whoever attends
 * @param newest  the values of the last step of the context, normalised {@code (B, C, 1)}
 */
record Encoded(
        NDArray memory,
        NDArray allowed,
        AttentionMask mask,
        NDArray newest,
        WindowBatch window,
        Frame frame,
        Before before) {}
