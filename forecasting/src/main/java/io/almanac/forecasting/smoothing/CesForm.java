package io.almanac.forecasting.smoothing;

import java.util.Arrays;

/** Which components a model of complex exponential smoothing has: see {@link CesState}. */
enum CesForm {
    /** A level. */
    NONE(0, true, false, 2),
    /** A level for each place in the season, none that all share. */
    SIMPLE(1, false, true, 2),
    /** A level, and for each place in the season an addend that is smoothed by a number β0. */
    PARTIAL(2, true, true, 3),
    /** A level, and for each place in the season a component with a complex parameter β0 + iβ1. */
    FULL(3, true, true, 4);

    private final int number;
    private final boolean levelled;
    private final boolean seasonal;
    private final int parameters;

    CesForm(int number, boolean levelled, boolean seasonal, int parameters) {
        this.number = number;
        this.levelled = levelled;
        this.seasonal = seasonal;
        this.parameters = parameters;
    }

    /** What stands for it in a model file. */
    int number() {
        return number;
    }

    /**
     * The form with a number.
     *
     * @throws IllegalArgumentException if none has it
     */
    static CesForm of(double number) {
        return Arrays.stream(values())
                .filter(form -> form.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a form of ces must be one of 0 to 3, was " + number));
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
