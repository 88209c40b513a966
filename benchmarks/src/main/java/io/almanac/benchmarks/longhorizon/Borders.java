package io.almanac.benchmarks.longhorizon;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the training, validation and test rows of a set end; each part begins where the one before it ends.
 *
 * <p>The rules are those of the loaders of Informer and Autoformer, which the published tables share.
 *
 * @param training   rows for parameters and for the scaler, at least 1
 * @param validation end of the rows for choosing
 * @param test       end of the rows that are scored; later ones are not used
 */
record Borders(int training, int validation, int test) {

    private static final int TRAINING_MONTHS = 12;
    private static final int MONTHS = 4;
    private static final double TRAINING_SHARE = 0.7;
    private static final double TEST_SHARE = 0.2;
    private static final int EIGHTH = 8;

    Borders {
        if (training < 1 || validation < training || test < validation) {
            throw new IllegalArgumentException(
                    "borders must ascend from 1, were " + training + ", " + validation + ", " + test);
        }
    }

    /** Twelve months of training, four of validation and four of test; ETT counts a month as thirty days. */
    static Borders months(int rowsOfMonth) {
        int training = TRAINING_MONTHS * rowsOfMonth;
        return new Borders(training, training + MONTHS * rowsOfMonth, training + 2 * MONTHS * rowsOfMonth);
    }

    /** Seven tenths of the rows for training and two for test, both rounded down; what is left validates. */
    static Borders shares(int rows) {
        int test = (int) (rows * TEST_SHARE);
        return new Borders((int) (rows * TRAINING_SHARE), rows - test, rows);
    }

    /** The protocol's part: fitted on training and validation rows, scored on every test window. */
    Part testPart() {
        return new Part(Part.TEST, validation, validation - training, test);
    }

    /**
     * Disjoint blocks at the end of the training and validation rows, an eighth of them each, for choosing: what precedes a
     * block is fitted, with as many rows for the fit's own choices as the block has. No test row is touched.
     */
    List<Part> blocks(int count) {
        int length = validation / EIGHTH;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int start = validation - (count - i) * length;
                    return new Part(Part.BLOCK + (i + 1), start, length, start + length);
                })
                .toList();
    }
}
