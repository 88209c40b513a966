package io.almanac.forecasting.smoothing;

/** Which components a model of complex exponential smoothing has: see {@link CesState}. */
enum CesForm {
    /** A level. */
    NONE(true, false, 2),
    /** A level for each place in the season, none that all share. */
    SIMPLE(false, true, 2),
    /** A level, and for each place in the season an addend that is smoothed by a number β0. */
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

    /** How many are fitted: α0 and α1, then β0 and β1 where it has them. */
    int parameters() {
        return parameters;
    }
}
