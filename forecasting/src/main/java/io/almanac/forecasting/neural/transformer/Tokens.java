package io.almanac.forecasting.neural.transformer;

/** What one position of the encoder stands for. */
public enum Tokens {
    /** One step, with the values of all channels of the window: Vaswani et al. 2017 with numbers for words. */
    STEP,
    /** A run of steps, which overlaps the next: Nie et al. 2023, "A Time Series is Worth 64 Words", section 3.1. */
    PATCH,
    /**
     * The whole context of one channel, or of one covariate, so that attention is between variables and not between
     * steps: Liu et al. 2024, "iTransformer", section 3.1. Needs mixed channels.
     */
    CHANNEL
}
