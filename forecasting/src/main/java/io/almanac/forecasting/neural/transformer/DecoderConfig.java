package io.almanac.forecasting.neural.transformer;

/**
 * How the encoded context becomes a forecast.
 *
 * @param decoding      by a flat map, or by a decoder
 * @param decoderLayers of a decoder
 * @param headWidth     numbers that each token of the encoder passes to the flat map; 0 = all. A few keep that map, most
 *                      of the weights otherwise, from fitting noise
 * @param rank          numbers that the flat map goes through; 0 = as many as there are inputs
 */
public record DecoderConfig(Decoding decoding, int decoderLayers, int headWidth, int rank) {

    /** How the steps of the horizon come about. */
    public enum Decoding {
        /** One linear map from all tokens of the encoder to all steps: encoder only. */
        FLAT,
        /**
         * A decoder with one token for each step, all at once: they attend to each other and to the encoder. Zhou et al.
         * 2021, "Informer", section 3.3, without its start tokens.
         */
        ONE_SHOT,
        /**
         * The paper's decoder: a token is the step before, and attends to those before it and to the encoder. In training
         * the steps before are what really happened (teacher forcing), all steps at once; a forecast reads what it has
         * said itself, step by step, and takes as long as the horizon. For losses that say points.
         */
        AUTOREGRESSIVE
    }

    public DecoderConfig {
        if (decoderLayers < 1) {
            throw new IllegalArgumentException("decoderLayers must be at least 1, was " + decoderLayers);
        }
        if (headWidth < 0) {
            throw new IllegalArgumentException("headWidth must not be negative, was " + headWidth);
        }
        if (rank < 0) {
            throw new IllegalArgumentException("rank must not be negative, was " + rank);
        }
    }

    public static DecoderConfig defaults() {
        return new DecoderConfig(Decoding.FLAT, 1, 8, 0);
    }
}
