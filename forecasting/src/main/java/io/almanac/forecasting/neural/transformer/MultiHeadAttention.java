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
import io.almanac.forecasting.neural.network.Glorot;
import java.util.List;

/**
 * Multi-head scaled dot-product attention: each token asks all tokens of a memory, and takes a weighted mean of their
 * values.
 *
 * <pre>
 * Attention(Q, K, V) = softmax(Q K' / sqrt(H)) V
 * head_n             = Attention(X Wq_n, M Wk_n, M Wv_n)
 * MultiHead(X, M)    = Concat(head_1, ..., head_N) Wo
 * </pre>
 *
 * Source: Vaswani et al. 2017, section 3.2. As there, the four maps have no bias. The maps of all heads are one
 * matrix, head after head. Self-attention is the case {@code M = X}; a decoder attends from its own tokens to the
 * encoder's.
 *
 * <p>As a plain block it takes {@code (X)} or {@code (X, M)} and attends without a mask.
 *
 * <p>Letters: B batch, T tokens that ask, S tokens of the memory, E width, N heads, H = E / N width of a head.
 */
final class MultiHeadAttention extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int width;
    private final int heads;
    private final int headWidth;
    private final double weightDropout;
    private final Block query;
    private final Block key;
    private final Block value;
    private final Block output;

    /** Attention whose weights are dropped at the given rate in training; the paper drops none. */
    MultiHeadAttention(int width, int heads, double weightDropout) {
        super(VERSION);
        this.width = width;
        this.heads = heads;
        this.headWidth = headWidth(width, heads);
        this.weightDropout = weightDropout;
        query = addChildBlock("query", Glorot.linear(width));
        key = addChildBlock("key", Glorot.linear(width));
        value = addChildBlock("value", Glorot.linear(width));
        output = addChildBlock("output", Glorot.linear(width));
    }

    /** The width of one head; refuses heads that do not share the width evenly. */
    static int headWidth(int width, int heads) {
        if (width % heads != 0) {
            throw new IllegalArgumentException("width must be a multiple of heads, was " + width + " with " + heads);
        }
        return width / heads;
    }

    /**
     * Attends from each token of {@code x} to the tokens of {@code memory}, whose positions play no part.
     *
     * @param x      {@code (B, T, E)}
     * @param memory {@code (B, S, E)}
     * @return {@code (B, T, E)}, and on request one array of weights {@code (B, N, T, S)}
     */
    Attended attend(Pass pass, NDArray x, NDArray memory, AttentionMask mask) {
        return attend(pass, x, memory, mask, Rotation.none());
    }

    /**
     * Self-attention: attends from each token of {@code x} to the tokens of {@code x}.
     *
     * @param x        {@code (B, T, E)}
     * @param rotation of queries and keys by their positions
     * @return {@code (B, T, E)}, and on request one array of weights {@code (B, N, T, T)}
     */
    Attended attend(Pass pass, NDArray x, AttentionMask mask, Rotation rotation) {
        return attend(pass, x, x, mask, rotation);
    }

    private Attended attend(Pass pass, NDArray x, NDArray memory, AttentionMask mask, Rotation rotation) {
        // Scaling the queries is cheaper than scaling the scores, and the same.
        // An array, not div(number): DJL closes the array that it makes of a number, Java frees its memory, and the
        // backward pass reads it. This one lives as long as x.
        NDArray scale = x.getManager().create((float) (1 / Math.sqrt(headWidth)));
        NDArray q = rotation.turn(split(pass.through(query, x)).mul(scale)); // (B, N, T, H)
        NDArray k = rotation.turn(split(pass.through(key, memory))); // (B, N, S, H)
        NDArray v = split(pass.through(value, memory)); // (B, N, S, H)

        // Scores and weights grow with T * S, so none is kept longer than needed. Closing an array that autograd
        // still needs is safe: it holds its own reference.
        NDArray weights;
        try (NDArray scores = q.matMul(k.transpose(0, 1, 3, 2))) { // (B, N, T, S)
            weights = mask.weights(scores); // (B, N, T, S)
        }
        NDArray mixed = join(pass.dropout(weightDropout, weights).matMul(v)); // (B, T, E)
        NDArray attended = pass.through(output, mixed); // (B, T, E)
        if (pass.withWeights()) {
            return new Attended(attended, List.of(weights));
        }
        weights.close();
        return new Attended(attended, List.of());
    }

    private NDArray split(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, headWidth) // (B, T, N, H)
                .transpose(0, 2, 1, 3); // (B, N, T, H)
    }

    private NDArray join(NDArray x) {
        Shape shape = x.getShape();
        return x.transpose(0, 2, 1, 3) // (B, T, N, H)
                .reshape(shape.get(0), shape.get(2), width); // (B, T, E)
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.get(0);
        NDArray memory = inputs.size() > 1 ? inputs.get(1) : x;
        return new NDList(attend(new Pass(store, training, false), x, memory, AttentionMask.none())
                .output());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape x = inputs[0]; // (B, T, E)
        Shape memory = inputs[inputs.length - 1]; // (B, S, E)
        query.initialize(manager, type, x);
        key.initialize(manager, type, memory);
        value.initialize(manager, type, memory);
        output.initialize(manager, type, query.getOutputShapes(new Shape[] {x}));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }
}
