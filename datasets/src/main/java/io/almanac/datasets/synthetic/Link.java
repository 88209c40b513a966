package io.almanac.datasets.synthetic;

import java.util.Locale;

/** How a value on the scale of a process becomes an observation. */
public enum Link {
    /** {@code location + scale x}. */
    IDENTITY,
    /** {@code scale exp(spread x)}: positive, and everything multiplies. */
    EXPONENTIAL,
    /** A Poisson count with the mean {@code scale exp(spread x)}. */
    POISSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
