package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The output of a block that attends, and its attention weights if the pass asked for them.
 *
 * @param output  {@code (B, T, E)}
 * @param weights one array {@code (B, N, T, S)} for each attention on the way, in reading order: how much token
 *                {@code T} took from token {@code S} in head {@code N}, before dropout; empty if not asked for
 */
record Attended(NDArray output, List<NDArray> weights) {

    Attended {
        weights = List.copyOf(weights);
    }
}
