package io.almanac.forecasting.neural.transformer;

/** How the channels of a series are read. */
public enum Channels {
    /** Each as a series of its own, by one network: Nie et al. 2023, section 3.1. */
    INDEPENDENT,
    /** All in one window: a channel is forecast in the light of the others. */
    MIXED
}
