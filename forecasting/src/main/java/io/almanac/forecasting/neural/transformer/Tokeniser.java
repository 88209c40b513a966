package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.window.WindowBatch;
import io.almanac.forecasting.neural.window.WindowRules;

/**
 * Windows to tokens; nothing here is trained.
 *
 * <p>A step's token is the values of the window's channels, whether each was observed, the calendar and the covariates.
 * A patch is that of all its steps side by side, but the calendar, which is its mean. A channel's token is its whole
 * context; past and future covariates and the calendar are further tokens. Static features, and which channel it is
 * where that is asked for, are the same numbers in every token.
 *
 * <p>Letters: B windows, C channels, T steps of context, P features of a step, M tokens, F numbers in a token.
 *
 * @param state of the network
 * @param token with patch and stride chosen
 */
record Tokeniser(NetworkState state, TokenConfig token, boolean observedFlag) {

    /**
     * Tokens, and which of them stand for anything that was observed.
     *
     * @param features {@code (B, M, F)}
     * @param allowed  1 where something was observed, else 0 {@code (B, M)}
     */
    record Tokenised(NDArray features, NDArray allowed) {}

    private int patch() {
        return token.tokens() == Tokens.PATCH ? token.patch() : 1;
    }

    private int stride() {
        return token.tokens() == Tokens.PATCH ? token.stride() : 1;
    }

    /** How many tokens a window has: M. */
    int count() {
        WindowRules rules = state.rules();
        if (token.tokens() == Tokens.CHANNEL) {
            return state.channels() + rules.features().size();
        }
        return (padded() - patch()) / stride() + 1;
    }

    /** Steps with what is put before, to make whole strides, and after. */
    private int padded() {
        int least = Math.max(state.rules().context(), patch());
        return (least + stride() - 1) / stride() * stride() + after();
    }

    private int after() {
        return patch() > stride() ? stride() : 0;
    }

    /** How many numbers a token has: F. */
    int width() {
        WindowRules rules = state.rules();
        int each = 1 + (observedFlag ? 1 : 0);
        int shared = rules.features().statics() + (token.channelEmbedding() ? state.channels() : 0);
        if (token.tokens() == Tokens.CHANNEL) {
            return rules.context() * each + shared;
        }
        int calendar = 2 * rules.features().calendar().size();
        int others = rules.features().size() - calendar;
        return patch() * (state.perWindow() * each + others) + calendar + shared;
    }

    /**
     * The tokens of a batch.
     *
     * @param values normalised, 0 where missing {@code (B, C, T)}
     */
    Tokenised of(WindowBatch window, NDArray values) {
        return token.tokens() == Tokens.CHANNEL ? channels(window, values) : patches(window, values);
    }

    private Tokenised patches(WindowBatch window, NDArray values) {
        var steps = new NDList(values.transpose(0, 2, 1)); // (B, T, C)
        NDArray observed = window.observed().transpose(0, 2, 1); // (B, T, C)
        if (observedFlag) {
            steps.add(observed);
        }
        int calendar = 2 * state.rules().features().calendar().size();
        if (state.rules().features().size() > calendar) {
            steps.add(window.past().get(new NDIndex(":, :, {}:", calendar))); // (B, T, P - calendar)
        }
        var features = new NDList(unfold(NDArrays.concat(steps, 2))); // (B, M, patch * …)
        if (calendar > 0) {
            NDArray cycles = unfold(window.past().get(new NDIndex(":, :, :{}", calendar)));
            features.add(cycles.reshape(cycles.getShape().get(0), count(), patch(), calendar)
                    .mean(new int[] {2})); // (B, M, calendar)
        }
        addShared(features, window, count());
        NDArray any = unfold(observed.max(new int[] {2}, true)).max(new int[] {2}); // (B, M)
        return new Tokenised(NDArrays.concat(features, 2), any);
    }

    /**
     * Overlapping runs of steps side by side {@code (B, M, patch * F)}, with zeros before the first step and the last one
     * repeated for one more stride.
     *
     * @param steps {@code (B, T, F)}
     */
    private NDArray unfold(NDArray steps) {
        long batch = steps.getShape().get(0);
        int context = state.rules().context();
        long width = steps.getShape().get(2);
        int before = padded() - after() - context;
        var parts = new NDList();
        if (before > 0) {
            parts.add(steps.getManager().zeros(new Shape(batch, before, width)));
        }
        parts.add(steps);
        if (after() > 0) {
            NDArray end = steps.get(new NDIndex(":, {}:", context - 1)); // (B, 1, F)
            parts.add(end.repeat(1, after()));
        }
        NDArray whole = parts.size() == 1 ? steps : NDArrays.concat(parts, 1); // (B, padded, F)
        if (patch() == 1) {
            return whole;
        }
        // A patch is as many strides as go into it.
        NDArray strides = whole.reshape(batch, padded() / stride(), stride() * width);
        var shifted = new NDList();
        for (int s = 0; s < patch() / stride(); s++) {
            shifted.add(strides.get(new NDIndex(":, {}:{}", s, s + count())));
        }
        return NDArrays.concat(shifted, 2); // (B, M, patch * F)
    }

    private Tokenised channels(WindowBatch window, NDArray values) {
        NDArray observed = window.observed();
        NDArray rows = observedFlag ? NDArrays.concat(new NDList(values, observed), 2) : values; // (B, C, T or 2 T)
        NDArray allowed = observed.max(new int[] {2}); // (B, C)
        if (state.rules().features().size() > 0) {
            NDArray covariates = window.past().transpose(0, 2, 1); // (B, P, T)
            NDArray known = covariates.onesLike();
            NDArray more = observedFlag ? NDArrays.concat(new NDList(covariates, known), 2) : covariates;
            rows = NDArrays.concat(new NDList(rows, more), 1); // (B, M, T or 2 T)
            allowed = NDArrays.concat(new NDList(allowed, known.max(new int[] {2})), 1); // (B, M)
        }
        var features = new NDList(rows);
        addShared(features, window, count());
        return new Tokenised(features.size() == 1 ? rows : NDArrays.concat(features, 2), allowed);
    }

    /** What is the same in all tokens of a window, or says which channel a token is of. */
    private void addShared(NDList features, WindowBatch window, int tokens) {
        if (state.rules().features().statics() > 0) {
            features.add(window.statics().expandDims(1).repeat(1, tokens)); // (B, M, S)
        }
        if (token.channelEmbedding()) {
            NDArray of = window.channels().oneHot(state.channels(), DataType.FLOAT32); // (B, C, channels)
            long more = tokens - of.getShape().get(1);
            if (token.channels() == Channels.INDEPENDENT) {
                of = of.repeat(1, tokens);
            } else if (more > 0) { // covariates are no channel
                Shape rest = new Shape(of.getShape().get(0), more, state.channels());
                of = NDArrays.concat(new NDList(of, of.getManager().zeros(rest)), 1);
            }
            features.add(of); // (B, M, channels)
        }
    }
}
