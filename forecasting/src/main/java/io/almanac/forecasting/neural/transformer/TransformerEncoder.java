package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
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
 * <p>Without positions the encoder is equivariant to the order of its tokens: permuted in, permuted out. The longest
 * input is fixed at initialisation when there are positions; see {@link PositionalEncoding}.
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
        finalNorm = addChildBlock(
                "finalNorm",
                switch (shape.normOrder()) {
                    case POST -> Blocks.identityBlock();
                    case PRE -> EncoderLayer.tokenNorm();
                });
    }

    /**
     * Encodes each token in the light of the others.
     *
     * @param tokens {@code (B, T, F)}, without NaN
     * @return {@code (B, T, E)}, and on request the weights {@code (B, N, T, T)} of each layer, the first layer first
     */
    Attended encode(Pass pass, NDArray tokens) {
        NDArray x = pass.through(embedding, tokens); // (B, T, E)
        x = pass.dropout(shape.dropout(), pass.through(positions, x));

        int count = Math.toIntExact(x.getShape().get(1));
        AttentionMask mask = shape.causal() ? AttentionMask.causal(x.getManager(), count) : AttentionMask.none();
        List<NDArray> weights = new ArrayList<>();
        for (EncoderLayer layer : layers) {
            Attended attended = layer.encode(pass, x, mask);
            x = attended.output();
            weights.addAll(attended.weights());
        }
        return new Attended(pass.through(finalNorm, x), weights);
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
