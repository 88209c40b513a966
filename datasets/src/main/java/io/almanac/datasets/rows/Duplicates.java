package io.almanac.datasets.rows;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of rows of one series that have the same time, and the same issue time if rows have one. */
public enum Duplicates {
    /** They are refused. */
    ERROR,
    /** For each column the first value that is there. */
    FIRST,
    /** For each column the last value that is there. */
    LAST,
    /** The mean of the values that are there; of categories the last. */
    MEAN,
    /** The sum of the values that are there; of covariates the mean, of categories the last. */
    SUM;

    /**
     * Reads {@code mean}.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    static Duplicates parse(String text) {
        return Arrays.stream(values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "duplicates wants error, first, last, mean or sum, was \"" + text + "\""));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the values in one cell, in the order of their rows, none missing; NaN of none. */
    double join(double[] values, int count) {
        if (count == 0) {
            return Double.NaN;
        }
        double sum = Arrays.stream(values, 0, count).sum();
        return switch (this) {
            case ERROR, FIRST -> values[0];
            case LAST -> values[count - 1];
            case MEAN -> sum / count;
            case SUM -> sum;
        };
    }
}
