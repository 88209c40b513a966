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
import java.util.ArrayList;
import java.util.List;

/**
 * The encoder of the Transformer over tokens of real numbers: Vaswani et al. 2017, figure 1, left side.
 *
 * <pre>
 * x = dropout(embed(tokens) + positions)
 * x = layer(x)            as many times as there are layers
 * x = norm(x)             pre-norm only
 * </pre>
 *
 * Where it differs from the paper: a token is a vector of measurements, so a linear map with a bias stands in the place
 * of the table of word embeddings, and its output is not multiplied by {@code sqrt(E)} (section 3.4), which balanced
 * weights shared with the output layer.
 *
 * <p>Rotary positions are not added to the tokens: each layer turns its queries and keys, see {@link Rotation}.
 *
 * <p>Without positions the encoder is equivariant to the order of its tokens: permuted in, permuted out. The longest
 * input is fixed at initialisation when positions are a table; see {@link PositionalEncoding}.
 *
 * <p>Letters: B batch, T tokens, F features of a token, E width, N heads.
 */
final class TransformerEncoder extends AbstractBlock {

    private static final byte VERSION = 1;

    private final EncoderShape shape;
    private final Block embedding;
    private final Block positions;
    private final List<EncoderLayer> layers = new ArrayList<>();
    private final Block finalNorm;

    TransformerEncoder(EncoderShape shape) {
        super(VERSION);
        this.shape = shape;
        embedding = addChildBlock("embedding", Glorot.affine(shape.width()));
        positions = addChildBlock("positions", new PositionalEncoding(shape.positions()));
        for (int i = 1; i <= shape.layers(); i++) {
            layers.add(addChildBlock("layer" + i, new EncoderLayer(shape)));
        }
        finalNorm = addChildBlock("finalNorm", Residual.lastNorm(shape.normOrder()));
    }

    /**
     * Encodes each token in the light of the others.
     *
     * @param tokens {@code (B, T, F)}, without NaN, also where they are masked
     * @param mask   which tokens may attend to which, beside the mask of a causal shape. A token that nobody attends to
     *               changes no other, but has an output of its own
     * @return {@code (B, T, E)}, and on request the weights {@code (B, N, T, T)} of each layer, the first layer first
     */
    Attended encode(Pass pass, NDArray tokens, AttentionMask mask) {
        NDArray x = pass.through(embedding, tokens); // (B, T, E)
        x = pass.dropout(shape.dropout(), pass.through(positions, x));

        AttentionMask ownMask = AttentionMask.of(shape, x).and(mask);
        Rotation rotation = Rotation.of(shape, x);
        List<NDArray> weights = new ArrayList<>();
        for (EncoderLayer layer : layers) {
            Attended attended = layer.encode(pass, x, ownMask, rotation);
            x = attended.output();
            weights.addAll(attended.weights());
        }
        return new Attended(pass.through(finalNorm, x), weights);
    }

    /** Encodes with no mask but that of a causal shape. */
    Attended encode(Pass pass, NDArray tokens) {
        return encode(pass, tokens, AttentionMask.none());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(encode(new Pass(store, training, false), inputs.singletonOrThrow())
                .output());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        embedding.initialize(manager, type, inputs);
        Shape[] embedded = embedding.getOutputShapes(inputs); // (B, T, E)
        positions.initialize(manager, type, embedded);
        layers.forEach(layer -> layer.initialize(manager, type, embedded));
        finalNorm.initialize(manager, type, embedded);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return embedding.getOutputShapes(inputs);
    }
}
