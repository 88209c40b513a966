package io.almanac.forecasting.neural.transformer;

/** How the encoder learns where a token stands. */
public enum Positions {
    /** Not at all: the encoder sees a set of tokens, without order. */
    NONE,
    /** A fixed table of sines and cosines. */
    SINUSOIDAL,
    /** A table that is trained. */
    LEARNABLE,
    /** The sum of the fixed and the trained table. */
    BOTH,
    /**
     * No table: queries and keys are turned by an angle that grows with the position. Heads of even width only,
     * and no decoder: its attention to the encoder turns nothing.
     */
    ROTARY;

    boolean sinusoidal() {
        return this == SINUSOIDAL || this == BOTH;
    }

    boolean learnable() {
        return this == LEARNABLE || this == BOTH;
    }
}
