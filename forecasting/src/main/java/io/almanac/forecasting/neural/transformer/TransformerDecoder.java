package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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
 * The decoder of the Transformer over tokens of real numbers: Vaswani et al. 2017, figure 1, right side, up to the
 * linear map at its end.
 *
 * <pre>
 * x = dropout(embed(tokens) + positions)
 * x = layer(x, memory)    as many times as there are layers
 * x = norm(x)             pre-norm only
 * </pre>
 *
 * The memory is what an encoder made of its own tokens; every layer reads the same. It differs from the paper where
 * {@link TransformerEncoder} does.
 *
 * <p>Two ways to decode. Autoregressive: the self-mask is causal, the tokens are what came before each step, and in
 * training what truly came before (teacher forcing), so that all steps are learnt at once. One-shot: no self-mask,
 * the tokens say what is known of each step (where it stands, its covariates), and all steps come out at once.
 *
 * <p>As a plain block it takes {@code (tokens, memory)} and adds no mask to that of the shape.
 *
 * <p>Letters: B batch, T tokens, S tokens of the memory, F features of a token, E width, N heads.
 */
final class TransformerDecoder extends AbstractBlock {

    private static final byte VERSION = 1;

    private final EncoderShape shape;
    private final Block embedding;
    private final Block positions;
    private final List<DecoderLayer> layers = new ArrayList<>();
    private final Block finalNorm;

    TransformerDecoder(EncoderShape shape) {
        super(VERSION);
        this.shape = shape;
        embedding = addChildBlock("embedding", Glorot.affine(shape.width()));
        positions = addChildBlock("positions", new PositionalEncoding(shape.positions()));
        for (int i = 1; i <= shape.layers(); i++) {
            layers.add(addChildBlock("layer" + i, new DecoderLayer(shape)));
        }
        finalNorm = addChildBlock("finalNorm", Residual.lastNorm(shape.normOrder()));
    }

    /**
     * Decodes each token in the light of the others and of the memory.
     *
     * @param tokens     {@code (B, T, F)}, without NaN
     * @param memory     {@code (B, S, E)}; nothing is left on its manager
     * @param selfMask   which tokens may attend to which, beside the mask of a causal shape
     * @param memoryMask which tokens may attend to which of the memory
     * @return {@code (B, T, E)}, and on request two arrays of weights for each layer, the first layer first: at
     *         {@code 2i} those of the self-attention {@code (B, N, T, T)}, at {@code 2i + 1} those of the
     *         cross-attention {@code (B, N, T, S)}
     */
    Attended decode(Pass pass, NDArray tokens, NDArray memory, AttentionMask selfMask, AttentionMask memoryMask) {
        NDArray x = pass.through(embedding, tokens); // (B, T, E)
        x = pass.dropout(shape.dropout(), pass.through(positions, x));

        // A view that belongs to x, as then does all that is made of it: a memory outlives the steps of a decoding.
        NDArray read = memory.get(x.getManager(), new NDIndex(":")); // (B, S, E)
        AttentionMask ownMask = AttentionMask.of(shape, x).and(selfMask);
        Rotation rotation = Rotation.of(shape, x);
        List<NDArray> weights = new ArrayList<>();
        for (DecoderLayer layer : layers) {
            Attended attended = layer.decode(pass, x, read, ownMask, memoryMask, rotation);
            x = attended.output();
            weights.addAll(attended.weights());
        }
        return new Attended(pass.through(finalNorm, x), weights);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        Pass pass = new Pass(store, training, false);
        AttentionMask none = AttentionMask.none();
        return new NDList(decode(pass, inputs.get(0), inputs.get(1), none, none).output());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape tokens = inputs[0]; // (B, T, F)
        Shape memory = inputs[1]; // (B, S, E)
        embedding.initialize(manager, type, tokens);
        Shape x = getOutputShapes(inputs)[0]; // (B, T, E)
        positions.initialize(manager, type, x);
        layers.forEach(layer -> layer.initialize(manager, type, x, memory));
        finalNorm.initialize(manager, type, x);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return embedding.getOutputShapes(new Shape[] {inputs[0]});
    }
}
