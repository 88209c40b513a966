package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.norm.LayerNorm;

/**
 * What stands around each sub-layer: dropout, the residual sum and the layer norm, "Add &amp; Norm" of the figure.
 *
 * <pre>
 * POST   x = norm(x + dropout(sublayer(x)))     Vaswani et al. 2017, sections 3.1 and 5.4
 * PRE    x = x + dropout(sublayer(norm(x)))     Xiong et al. 2020, figure 1b
 * </pre>
 *
 * <p>Letters: B batch, T tokens, E width.
 *
 * @param dropout rate in [0, 1) on the output of the sub-layer
 * @param norm    a block of the layer, which holds its parameters
 */
record Residual(NormOrder order, double dropout, Block norm) {

    /** What stands around a sub-layer of a layer of the given shape. */
    static Residual of(EncoderShape shape, Block norm) {
        return new Residual(shape.normOrder(), shape.dropout(), norm);
    }

    /** Layer norm of each token by itself. Without the axis, DJL would normalise over all tokens at once. */
    static LayerNorm tokenNorm() {
        return LayerNorm.builder().axis(2).build();
    }

    /** What stands at the end of a stack of layers: a norm where the layers leave their output without one. */
    static Block lastNorm(NormOrder order) {
        return switch (order) {
            case POST -> Blocks.identityBlock();
            case PRE -> tokenNorm();
        };
    }

    /** What the sub-layer reads {@code (B, T, E)}. */
    NDArray input(Pass pass, NDArray x) {
        return order == NormOrder.PRE ? pass.through(norm, x) : x;
    }

    /** Adds what the sub-layer made {@code (B, T, E)} to {@code x}, as it was before {@link #input}. */
    NDArray add(Pass pass, NDArray x, NDArray made) {
        NDArray sum = x.add(pass.dropout(dropout, made));
        return order == NormOrder.POST ? pass.through(norm, sum) : sum;
    }
}
