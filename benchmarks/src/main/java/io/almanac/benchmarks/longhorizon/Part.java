package io.almanac.benchmarks.longhorizon;

/**
 * Rows that a forecaster is fitted on, and the rows after them that it is scored on. Contexts reach back over the border,
 * so that the number of windows depends on the scored rows and the horizon alone.
 *
 * @param name       {@value #TEST}, or which block of validation
 * @param fitted     the rows before this are given to the fit
 * @param validation how many of them, the last, are for choosing and never for parameters
 * @param end        end of the scored rows
 */
record Part(String name, int fitted, int validation, int end) {

    static final String TEST = "test";
    static final String BLOCK = "block ";

    Part {
        if (validation < 0 || validation >= fitted || end <= fitted) {
            throw new IllegalArgumentException("part " + name + " must have training and scored rows, had fitted "
                    + fitted + ", validation " + validation + ", end " + end);
        }
    }

    /** Windows that are scored, one for each cutoff; 0 where the horizon does not fit. */
    int windows(int horizon) {
        return Math.max(0, end - fitted - horizon + 1);
    }

    /** Windows whose targets lie in the validation rows. */
    int validationWindows(int horizon) {
        return Math.max(0, validation - horizon + 1);
    }
}
