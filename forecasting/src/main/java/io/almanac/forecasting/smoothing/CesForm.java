package io.almanac.forecasting.smoothing;

/** Which components a CES model has; see {@link CesState}. */
enum CesForm {
    /** A level. */
    NONE(true, false, 2),
    /** For each place in the season a level of its own. */
    SIMPLE(false, true, 2),
    /** A level, and an addend for each place in the season that is smoothed by a number β. */
    PARTIAL(true, true, 3),
    /** A level, and for each place in the season a component with a complex parameter β0 + iβ1. */
    FULL(true, true, 4);

    private final boolean levelled;
    private final boolean seasonal;
    private final int parameters;

    CesForm(boolean levelled, boolean seasonal, int parameters) {
        this.levelled = levelled;
        this.seasonal = seasonal;
        this.parameters = parameters;
    }

    /** Whether there is a level that all steps share. */
    boolean levelled() {
        return levelled;
    }

    boolean seasonal() {
        return seasonal;
    }

    /** How many there are. */
    int parameters() {
        return parameters;
    }
}
