package io.almanac.forecasting.neural.transformer;

/**
 * How a window becomes tokens.
 *
 * @param tokens           what one stands for
 * @param patch            steps of a patch, a multiple of the stride; 0 = chosen from the context
 * @param stride           steps from one patch to the next; 0 = the patch. Where patches overlap, the last value is repeated
 *                         for one more stride, so that there is a patch around the end of the context
 * @param channels         how the channels of a series are read
 * @param channelEmbedding whether a trained vector for each channel is added to its tokens; it lets one network treat
 *                         channels differently, and serves only series with those channels. Not where a token is of
 *                         all channels
 */
public record TokenConfig(Tokens tokens, int patch, int stride, Channels channels, boolean channelEmbedding) {

    public TokenConfig {
        if (patch < 0) {
            throw new IllegalArgumentException("patch must be 0 (chosen) or at least 1, was " + patch);
        }
        if (stride < 0) {
            throw new IllegalArgumentException("stride must be 0 (chosen) or at least 1, was " + stride);
        }
        if (patch > 0 && stride > 0 && patch % stride != 0) {
            throw new IllegalArgumentException(
                    "patch must be a multiple of stride, was " + patch + " with " + stride);
        }
        if (tokens == Tokens.CHANNEL && channels == Channels.INDEPENDENT) {
            throw new IllegalArgumentException("tokens CHANNEL need channels MIXED: alone, a token has no other to attend to");
        }
        if (channelEmbedding && tokens != Tokens.CHANNEL && channels == Channels.MIXED) {
            throw new IllegalArgumentException("channelEmbedding needs channels INDEPENDENT or tokens CHANNEL: a " + tokens
                    + " of channels MIXED is of all of them");
        }
    }

    public static TokenConfig defaults() {
        return new TokenConfig(Tokens.PATCH, 0, 0, Channels.INDEPENDENT, false);
    }

    TokenConfig withPatch(int newPatch, int newStride) {
        return new TokenConfig(tokens, newPatch, newStride, channels, channelEmbedding);
    }
}
