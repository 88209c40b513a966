package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/**
 * Which tokens may attend to which: turns scores into attention weights.
 *
 * <p>Letters: B batch, N heads, T tokens that ask, S tokens that answer.
 */
sealed interface AttentionMask {

    /**
     * The softmax of the scores over the tokens that may be attended to.
     *
     * @param scores {@code (B, N, T, S)}; may be overwritten, as they are as large as anything gets
     * @return {@code (B, N, T, S)}; a masked cell is exactly 0 and each row sums to 1; a row without any token that
     *         it may attend to is all zeros
     */
    NDArray weights(NDArray scores);

    /** Allows what both masks allow. What is made for it belongs to the manager of this one. */
    AttentionMask and(AttentionMask other);

    /** Everyone may attend to everyone. */
    static AttentionMask none() {
        return new Everyone();
    }

    /** A token may attend to itself and to those before it: the decoder's mask of Vaswani et al. 2017, section 3.2.3. */
    static AttentionMask causal(NDManager manager, int tokens) {
        NDArray position = manager.arange(tokens); // (T)
        NDArray allowed = position.reshape(tokens, 1).gte(position.reshape(1, tokens)); // (T, T)
        return Allowed.of(allowed.toType(DataType.FLOAT32, false));
    }

    /** The mask of a shape, causal or none, made for the tokens of {@code x} {@code (B, T, E)} and as long-lived. */
    static AttentionMask of(EncoderShape shape, NDArray x) {
        return shape.causal()
                ? causal(x.getManager(), Math.toIntExact(x.getShape().get(1)))
                : none();
    }

    /**
     * A mask of ones and zeros.
     *
     * @param allowed 1 where attending is allowed, else 0, of any shape that broadcasts to {@code (B, N, T, S)}:
     *                padding of the answering tokens is {@code (B, 1, 1, S)}
     */
    static AttentionMask of(NDArray allowed) {
        return Allowed.of(allowed);
    }

    /** The mask that masks nothing. */
    record Everyone() implements AttentionMask {

        @Override
        public NDArray weights(NDArray scores) {
            return scores.softmax(-1);
        }

        @Override
        public AttentionMask and(AttentionMask other) {
            return other;
        }
    }

    /**
     * Ones and zeros.
     *
     * @param penalty   added to the scores: 0 where allowed, else a large negative number
     * @param emptyRows whether there is a row without any token that it may attend to
     */
    record Allowed(NDArray allowed, NDArray penalty, boolean emptyRows) implements AttentionMask {

        private static Allowed of(NDArray allowed) {
            // Finite in place of minus infinity: a row of nothing but infinities would give NaN.
            NDArray penalty = allowed.sub(1).mul(1e9f);
            int[] tokens = {allowed.getShape().dimension() - 1};
            return new Allowed(allowed, penalty, allowed.max(tokens).min().getFloat() == 0);
        }

        @Override
        public NDArray weights(NDArray scores) {
            NDArray weights = scores.addi(penalty).softmax(-1);
            if (!emptyRows) {
                return weights;
            }
            // Where a whole row is masked, the penalties cancel out; the product makes it zero. It costs another array
            // of the size of the scores, and again one in the backward pass.
            try (weights) {
                return weights.mul(allowed);
            }
        }

        @Override
        public AttentionMask and(AttentionMask other) {
            return other instanceof Allowed more ? of(allowed.mul(more.allowed)) : this;
        }
    }
}
