package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
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
 * <p>Letters: B batch, T tokens, E width, N heads.
 */
final class EncoderLayer extends AbstractBlock {

    private static final byte VERSION = 1;

    private final MultiHeadAttention attention;
    private final Residual aroundAttention;
    private final Block feedForward;
    private final Residual aroundFeedForward;

    EncoderLayer(EncoderShape shape) {
        super(VERSION);
        attention = addChildBlock(
                "attention", new MultiHeadAttention(shape.width(), shape.heads(), shape.attentionDropout()));
        aroundAttention = Residual.of(shape, addChildBlock("attentionNorm", Residual.tokenNorm()));
        feedForward =
                addChildBlock("feedForward", new FeedForward(shape.width(), shape.feedForward(), shape.activation()));
        aroundFeedForward = Residual.of(shape, addChildBlock("feedForwardNorm", Residual.tokenNorm()));
    }

    /** The encoded tokens {@code (B, T, E)}, and on request the weights of the self-attention {@code (B, N, T, T)}. */
    Attended encode(Pass pass, NDArray x, AttentionMask mask, Rotation rotation) {
        Attended attended = attention.attend(pass, aroundAttention.input(pass, x), mask, rotation);
        x = aroundAttention.add(pass, x, attended.output()); // (B, T, E)

        NDArray fed = pass.through(feedForward, aroundFeedForward.input(pass, x));
        return new Attended(aroundFeedForward.add(pass, x, fed), attended.weights()); // (B, T, E)
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        Pass pass = new Pass(store, training, false);
        return new NDList(encode(pass, inputs.singletonOrThrow(), AttentionMask.none(), Rotation.none())
                .output());
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
