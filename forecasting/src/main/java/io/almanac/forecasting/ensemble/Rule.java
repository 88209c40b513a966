package io.almanac.forecasting.ensemble;

/** How the forecasts of members become one. */
public enum Rule {
    /** All count the same. */
    MEAN,
    /** The middle one, of an even number the mean of the two in the middle: no single member can spoil it. */
    MEDIAN,
    /** A member counts by one over its mean squared scaled error in rolling validation, the same at all series and steps. */
    WEIGHTED
}
