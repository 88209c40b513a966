package io.almanac.forecasting.intermittent;

/** How often there is demand, of what is smoothed. */
enum Rule {
    /** Once in a smoothed interval between steps with demand. */
    CROSTON,
    /** The same, less by half the smoothing: one over a mean is more than the mean of one over something. */
    SBA,
    /** With a probability that is smoothed at each step, so that it falls while there is no demand. */
    TSB
}
