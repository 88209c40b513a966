package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * One layer of the encoder: self-attention, then the feed-forward network, each with a residual and a layer norm.
 *
 * <pre>
 * POST   x = norm(x + dropout(attention(x)))     Vaswani et al. 2017, sections 3.1 and 5.4
 *        x = norm(x + dropout(feedForward(x)))
 *
 * PRE    x = x + dropout(attention(norm(x)))     Xiong et al. 2020, figure 1b
 *        x = x + dropout(feedForward(norm(x)))
 * </pre>
 *
 * A pre-norm layer leaves its output unnormalised; the stack ends with one more norm.
 *
 * <p>Letters: B batch, T tokens, E width.
 */
final class EncoderLayer extends AbstractBlock {

    private static final byte VERSION = 1;

    private final NormOrder order;
    private final double dropout;
    private final MultiHeadAttention attention;
    private final Block attentionNorm;
    private final Block feedForward;
    private final Block feedForwardNorm;

    EncoderLayer(EncoderShape shape) {
        super(VERSION);
        order = shape.normOrder();
        dropout = shape.dropout();
        attention = addChildBlock(
                "attention", new MultiHeadAttention(shape.width(), shape.heads(), shape.attentionDropout()));
        attentionNorm = addChildBlock("attentionNorm", tokenNorm());
        feedForward =
                addChildBlock("feedForward", new FeedForward(shape.width(), shape.feedForward(), shape.activation()));
        feedForwardNorm = addChildBlock("feedForwardNorm", tokenNorm());
    }

    /** Layer norm of each token by itself. Without the axis, DJL would normalise over all tokens at once. */
    static LayerNorm tokenNorm() {
        return LayerNorm.builder().axis(2).build();
    }

    /** The encoded tokens {@code (B, T, E)}, and on request the weights of the self-attention {@code (B, N, T, T)}. */
    Attended encode(Pass pass, NDArray x, AttentionMask mask) {
        return switch (order) {
            case POST -> normAfter(pass, x, mask);
            case PRE -> normBefore(pass, x, mask);
        };
    }

    private Attended normAfter(Pass pass, NDArray x, AttentionMask mask) {
        Attended attended = attention.attend(pass, x, x, mask);
        NDArray y = pass.through(attentionNorm, x.add(pass.dropout(dropout, attended.output()))); // (B, T, E)
        NDArray fed = pass.through(feedForward, y);
        return new Attended(
                pass.through(feedForwardNorm, y.add(pass.dropout(dropout, fed))), attended.weights()); // (B, T, E)
    }

    private Attended normBefore(Pass pass, NDArray x, AttentionMask mask) {
        NDArray normed = pass.through(attentionNorm, x);
        Attended attended = attention.attend(pass, normed, normed, mask);
        NDArray y = x.add(pass.dropout(dropout, attended.output())); // (B, T, E)
        NDArray fed = pass.through(feedForward, pass.through(feedForwardNorm, y));
        return new Attended(y.add(pass.dropout(dropout, fed)), attended.weights()); // (B, T, E)
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        Pass pass = new Pass(store, training, false);
        return new NDList(
                encode(pass, inputs.singletonOrThrow(), AttentionMask.none()).output());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getChildren().values().forEach(child -> child.initialize(manager, type, inputs));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
