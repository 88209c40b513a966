package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds to each token a vector that depends only on where the token stands.
 *
 * <p>Attention treats its tokens as a set; order must be written into them. The sinusoidal table is Vaswani et al.
 * 2017, section 3.5:
 *
 * <pre>
 * PE(pos, 2i)     = sin(pos / 10000^(2i / E))
 * PE(pos, 2i + 1) = cos(pos / 10000^(2i / E))
 * </pre>
 *
 * Why a sine with its cosine: the pair is a point on a circle, and {@code k} steps ahead is the same point turned by a
 * fixed angle, {@code k / 10000^(2i / E)}, wherever it started. So {@code PE(pos + k)} is one linear map of
 * {@code PE(pos)} for all {@code pos}, and a linear projection inside attention can learn to look "k steps back". A sine
 * alone has no such map. An odd width ends on a sine without its cosine. {@link Positions#ROTARY} adds nothing here; it
 * makes that turn inside attention, see {@link Rotation}.
 *
 * <p>The learnable table starts from a normal distribution with standard deviation 0.02. It knows nothing beyond the
 * tokens that it was trained on. Both tables have as many rows as the input had tokens at initialisation; a
 * shorter input takes the first rows, a longer one is refused.
 *
 * <p>The sinusoidal table is a parameter without gradient, so that it moves and is stored with the others. Unfreezing
 * all parameters of a block would start to train it.
 *
 * <p>Letters: B batch, T tokens, E width.
 */
final class PositionalEncoding extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final double LONGEST_WAVE = 10_000;
    private static final float START_DEVIATION = 0.02f;

    private final List<Parameter> tables = new ArrayList<>();

    PositionalEncoding(Positions positions) {
        super(VERSION);
        if (positions.sinusoidal()) {
            tables.add(addParameter(Parameter.builder()
                    .setName("sinusoids")
                    .setType(Parameter.Type.OTHER)
                    .optInitializer(PositionalEncoding::sinusoids)
                    .optRequiresGrad(false)
                    .build()));
        }
        if (positions.learnable()) {
            tables.add(addParameter(Parameter.builder()
                    .setName("learned")
                    .setType(Parameter.Type.OTHER)
                    .optInitializer(new NormalInitializer(START_DEVIATION))
                    .build()));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow(); // (B, T, E)
        for (Parameter table : tables) {
            x = x.add(rows(store.getValue(table, x.getDevice(), training), x));
        }
        return new NDList(x);
    }

    /** The table's first rows, one for each token; held by the manager of {@code x}, not by the table's. */
    private static NDArray rows(NDArray table, NDArray x) {
        long tokens = x.getShape().get(1);
        long rows = table.getShape().get(0);
        if (tokens > rows) {
            throw new IllegalArgumentException("tokens must be at most " + rows + ", the length that the positional"
                    + " encoding was made for, was " + tokens);
        }
        return tokens == rows ? table : table.get(x.getManager(), new NDIndex("0:{}", tokens)); // (T, E)
    }

    /** {@code pos / 10000^(2i / E)}: how far the given pair, from 0, has turned at a position, in radians. */
    static double angle(int position, int pair, int width) {
        return position / Math.pow(LONGEST_WAVE, 2.0 * pair / width);
    }

    private static NDArray sinusoids(NDManager manager, Shape shape, DataType type) {
        int tokens = Math.toIntExact(shape.get(0));
        int width = Math.toIntExact(shape.get(1));
        float[] table = new float[Math.multiplyExact(tokens, width)];
        for (int position = 0; position < tokens; position++) {
            for (int e = 0; e < width; e++) {
                double angle = angle(position, e / 2, width);
                table[position * width + e] = (float) (e % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return manager.create(table, shape).toType(type, false);
    }

    @Override
    protected void prepare(Shape[] inputs) {
        tables.forEach(table -> table.setShape(inputs[0].slice(1))); // (T, E)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
