package io.almanac.forecasting.neural.transformer;

/**
 * The stack of encoder layers, and of decoder layers where there are any.
 *
 * @param positions   how tokens know their order
 * @param width       numbers in a token inside the encoder (d_model); 0 = chosen from the number of windows
 * @param layers      encoder layers
 * @param heads       attention heads; few wide ones run faster than many narrow ones
 * @param feedForward hidden numbers of the feed-forward network (d_ff); 0 = twice the width
 * @param activation  RELU as in the paper, and cheaper
 * @param norm        POST as in the paper
 * @param dropout     rate on the embedded tokens and on each sub-layer's output; not on attention weights
 */
public record EncoderConfig(
        Positions positions,
        int width,
        int layers,
        int heads,
        int feedForward,
        Activation activation,
        NormOrder norm,
        double dropout) {

    public EncoderConfig {
        atLeast("width", width, 0);
        atLeast("layers", layers, 1);
        atLeast("heads", heads, 1);
        if (width % heads != 0) {
            throw new IllegalArgumentException("width must be a multiple of heads, was " + width + " for " + heads);
        }
        atLeast("feedForward", feedForward, 0);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    public static EncoderConfig defaults() {
        return new EncoderConfig(Positions.SINUSOIDAL, 0, 2, 2, 0, Activation.RELU, NormOrder.POST, 0.2);
    }

    EncoderConfig withWidth(int newWidth, int newFeedForward) {
        return new EncoderConfig(positions, newWidth, layers, heads, newFeedForward, activation, norm, dropout);
    }

    /** What the encoder is built from. */
    EncoderShape encoder(int features) {
        return shape(features, layers, false, positions);
    }

    /**
     * What a decoder beside it is built from. Where it sees all steps at once and nothing is known ahead, all its tokens
     * are the same number: a table must tell the steps apart, if by nothing else than sines.
     */
    EncoderShape decoder(int features, int decoderLayers, boolean causal) {
        boolean told = causal || positions != Positions.NONE;
        return shape(features, decoderLayers, causal, told ? positions : Positions.SINUSOIDAL);
    }

    private EncoderShape shape(int features, int count, boolean causal, Positions of) {
        return new EncoderShape(features, width, heads, count, feedForward, dropout, 0, of, norm, activation, causal);
    }
}
