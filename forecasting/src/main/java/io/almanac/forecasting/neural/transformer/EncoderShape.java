package io.almanac.forecasting.neural.transformer;

/**
 * What a {@link TransformerEncoder} or a {@link TransformerDecoder} is built from.
 *
 * @param features         numbers in one input token, at least 1
 * @param width            numbers in one token inside the layers (d_model), a multiple of {@code heads}; of twice as
 *                         many with rotary positions
 * @param heads            attention heads in each layer, at least 1
 * @param layers           at least 1
 * @param feedForward      width of the hidden layer of the feed-forward network (d_ff), at least 1
 * @param dropout          rate in [0, 1) on the embedded tokens and on the output of each sub-layer
 * @param attentionDropout rate in [0, 1) on the attention weights; the paper has none, and it is the dearest dropout
 * @param causal           true if a token may attend only to itself and to tokens before it
 */
record EncoderShape(
        int features,
        int width,
        int heads,
        int layers,
        int feedForward,
        double dropout,
        double attentionDropout,
        Positions positions,
        NormOrder normOrder,
        Activation activation,
        boolean causal) {

    EncoderShape {
        atLeastOne("features", features);
        atLeastOne("width", width);
        atLeastOne("heads", heads);
        atLeastOne("layers", layers);
        atLeastOne("feedForward", feedForward);
        rate("dropout", dropout);
        rate("attentionDropout", attentionDropout);
        int headWidth = MultiHeadAttention.headWidth(width, heads);
        if (positions == Positions.ROTARY && headWidth % 2 != 0) {
            throw new IllegalArgumentException("the width of a head must be even with rotary positions, was "
                    + headWidth + " (width " + width + " with " + heads + " heads)");
        }
    }

    int headWidth() {
        return width / heads;
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    private static void rate(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
        }
    }
}
