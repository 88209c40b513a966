package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Turns the queries and keys of self-attention by where their tokens stand: rotary positions.
 *
 * <p>The numbers of a head are taken in neighbouring pairs. At position {@code pos} pair {@code i}, from 0, is turned by
 * the angle {@code a = pos / 10000^(2i / H)}:
 *
 * <pre>
 * x_2i     = x_2i     cos(a) - x_2i+1 sin(a)
 * x_2i+1   = x_2i+1   cos(a) + x_2i   sin(a)
 * </pre>
 *
 * Source: Su et al. 2021, "RoFormer: Enhanced Transformer with Rotary Position Embedding", equation 34. The angles are
 * those of the sinusoids of {@link PositionalEncoding}, with the width of a head in the place of the width.
 *
 * <p>Turning two vectors by the same angle does not change their product. So the score of a query at {@code m} and a
 * key at {@code n} depends on the positions only through {@code m - n}: "k steps back" is the same everywhere, also
 * beyond the longest input that was trained on. Values are not turned, and neither is cross-attention, where the
 * positions of the two sides count different things.
 *
 * <p>Letters: B batch, N heads, T tokens, H width of a head, even.
 */
@FunctionalInterface
interface Rotation {

    /** Turns what each head has of each token {@code (B, N, T, H)}; the shape stays. */
    NDArray turn(NDArray x);

    /** Leaves everything as it is. */
    static Rotation none() {
        return x -> x;
    }

    /** The rotation that the shape asks for, made for the tokens of {@code x} {@code (B, T, E)} and as long-lived. */
    static Rotation of(EncoderShape shape, NDArray x) {
        return shape.positions() == Positions.ROTARY
                ? rotary(x.getManager(), Math.toIntExact(x.getShape().get(1)), shape.headWidth())
                : none();
    }

    /** The rotation of the class comment, for inputs of so many tokens. */
    static Rotation rotary(NDManager manager, int tokens, int headWidth) {
        float[] cos = new float[Math.multiplyExact(tokens, headWidth)];
        float[] sin = new float[cos.length];
        for (int position = 0; position < tokens; position++) {
            for (int h = 0; h < headWidth; h++) {
                double angle = PositionalEncoding.angle(position, h / 2, headWidth);
                cos[position * headWidth + h] = (float) Math.cos(angle);
                sin[position * headWidth + h] = (float) (h % 2 == 0 ? -Math.sin(angle) : Math.sin(angle));
            }
        }
        Shape table = new Shape(tokens, headWidth);
        NDArray cosines = manager.create(cos, table); // (T, H)
        NDArray signedSines = manager.create(sin, table); // (T, H)
        return x -> x.mul(cosines).add(partners(x).mul(signedSines)); // (B, N, T, H)
    }

    /** Each number's partner in its pair. */
    private static NDArray partners(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), shape.get(2), shape.get(3) / 2, 2) // (B, N, T, H/2, 2)
                .flip(-1)
                .reshape(shape); // (B, N, T, H)
    }
}
