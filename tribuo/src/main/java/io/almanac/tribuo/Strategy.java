package io.almanac.tribuo;

/** How one-step features and a trainer make a forecast of many steps. */
public enum Strategy {
    /** One model with one dimension for each step, {@code h001}, {@code h002}, …; it sees the window alone. */
    DIRECT,
    /**
     * One model of one dimension for each step: for trainers of one output, and where the calendar and future
     * covariates of the very step matter. Trains as many models as there are steps.
     */
    PER_STEP,
    /**
     * One model of the next step, fed with its own forecasts. The quickest to train; errors may add up. Past
     * covariates keep their last value.
     */
    RECURSIVE
}
