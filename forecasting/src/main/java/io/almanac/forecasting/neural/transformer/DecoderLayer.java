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
import java.util.ArrayList;
import java.util.List;

/**
 * One layer of the decoder: self-attention, attention to the encoder's memory, then the feed-forward network, each with
 * a residual and a layer norm.
 *
 * <pre>
 * POST   x = norm(x + dropout(selfAttention(x)))               Vaswani et al. 2017, sections 3.1 and 5.4
 *        x = norm(x + dropout(crossAttention(x, memory)))
 *        x = norm(x + dropout(feedForward(x)))
 *
 * PRE    x = x + dropout(selfAttention(norm(x)))               Xiong et al. 2020, as in the encoder
 *        x = x + dropout(crossAttention(norm(x), memory))
 *        x = x + dropout(feedForward(norm(x)))
 * </pre>
 *
 * The memory is read as it comes: a pre-norm encoder has normalised it at its end. A pre-norm layer leaves its output
 * unnormalised; the stack ends with one more norm.
 *
 * <p>As a plain block it takes {@code (x, memory)} and attends without masks.
 *
 * <p>Letters: B batch, T tokens, S tokens of the memory, E width, N heads.
 */
final class DecoderLayer extends AbstractBlock {

    private static final byte VERSION = 1;

    private final MultiHeadAttention selfAttention;
    private final Residual aroundSelfAttention;
    private final MultiHeadAttention crossAttention;
    private final Residual aroundCrossAttention;
    private final Block feedForward;
    private final Residual aroundFeedForward;

    DecoderLayer(EncoderShape shape) {
        super(VERSION);
        selfAttention = addChildBlock(
                "selfAttention", new MultiHeadAttention(shape.width(), shape.heads(), shape.attentionDropout()));
        aroundSelfAttention = Residual.of(shape, addChildBlock("selfAttentionNorm", Residual.tokenNorm()));
        crossAttention = addChildBlock(
                "crossAttention", new MultiHeadAttention(shape.width(), shape.heads(), shape.attentionDropout()));
        aroundCrossAttention = Residual.of(shape, addChildBlock("crossAttentionNorm", Residual.tokenNorm()));
        feedForward =
                addChildBlock("feedForward", new FeedForward(shape.width(), shape.feedForward(), shape.activation()));
        aroundFeedForward = Residual.of(shape, addChildBlock("feedForwardNorm", Residual.tokenNorm()));
    }

    /**
     * Decodes the tokens one layer further.
     *
     * @param x      {@code (B, T, E)}
     * @param memory {@code (B, S, E)}
     * @return {@code (B, T, E)}, and on request two arrays of weights: those of the self-attention
     *         {@code (B, N, T, T)}, then those of the cross-attention {@code (B, N, T, S)}
     */
    Attended decode(
            Pass pass, NDArray x, NDArray memory, AttentionMask selfMask, AttentionMask memoryMask, Rotation rotation) {
        Attended self = selfAttention.attend(pass, aroundSelfAttention.input(pass, x), selfMask, rotation);
        x = aroundSelfAttention.add(pass, x, self.output()); // (B, T, E)

        Attended cross = crossAttention.attend(pass, aroundCrossAttention.input(pass, x), memory, memoryMask);
        x = aroundCrossAttention.add(pass, x, cross.output()); // (B, T, E)

        NDArray fed = pass.through(feedForward, aroundFeedForward.input(pass, x));
        x = aroundFeedForward.add(pass, x, fed); // (B, T, E)

        List<NDArray> weights = new ArrayList<>(self.weights());
        weights.addAll(cross.weights());
        return new Attended(x, weights);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        Pass pass = new Pass(store, training, false);
        AttentionMask none = AttentionMask.none();
        return new NDList(decode(pass, inputs.get(0), inputs.get(1), none, none, Rotation.none())
                .output());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape x = inputs[0]; // (B, T, E)
        Shape memory = inputs[1]; // (B, S, E)
        getChildren().values().forEach(child -> {
            if (child == crossAttention) {
                child.initialize(manager, type, x, memory);
            } else {
                child.initialize(manager, type, x);
            }
        });
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }
}
