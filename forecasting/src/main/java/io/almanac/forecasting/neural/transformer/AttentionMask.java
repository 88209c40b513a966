package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * Which tokens may attend to which: turns scores into attention weights.
 *
 * <p>Letters: B batch, N heads, T tokens that ask, S tokens that answer.
 */
@FunctionalInterface
interface AttentionMask {

    /**
     * The softmax of the scores over the tokens that may be attended to.
     *
     * @param scores {@code (B, N, T, S)}; may be overwritten, as they are as large as anything gets
     * @return {@code (B, N, T, S)}; a masked cell is exactly 0 and each row sums to 1; a row without any token that
     *         it may attend to is all zeros
     */
    NDArray weights(NDArray scores);

    /** Everyone may attend to everyone. */
    static AttentionMask none() {
        return scores -> scores.softmax(-1);
    }

    /** A token may attend to itself and to those before it: the decoder's mask of Vaswani et al. 2017, section 3.2.3. */
    static AttentionMask causal(NDManager manager, int tokens) {
        NDArray position = manager.arange(tokens); // (T)
        NDArray allowed = position.reshape(tokens, 1).gte(position.reshape(1, tokens)); // (T, T)
        NDArray penalty = penalty(allowed.toType(DataType.FLOAT32, false));
        return scores -> scores.addi(penalty).softmax(-1);
    }

    /**
     * A mask of ones and zeros.
     *
     * @param allowed 1 where attending is allowed, else 0, of any shape that broadcasts to {@code (B, N, T, S)}:
     *                padding of the answering tokens is {@code (B, 1, 1, S)}; masks are joined by multiplying them
     */
    static AttentionMask of(NDArray allowed) {
        NDArray penalty = penalty(allowed);
        return scores -> {
            // Where a whole row is masked, the penalties cancel out; the product makes it zero.
            try (NDArray weights = scores.addi(penalty).softmax(-1)) {
                return weights.mul(allowed);
            }
        };
    }

    /** A large finite number in place of minus infinity: a row of nothing but infinities would give NaN. */
    private static NDArray penalty(NDArray allowed) {
        return allowed.sub(1).mul(1e9f);
    }
}
