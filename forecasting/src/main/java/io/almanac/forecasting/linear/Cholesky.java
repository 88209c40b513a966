package io.almanac.forecasting.linear;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The factorisation A = R'R of a symmetric positive definite matrix, R upper triangular, by rows and in blocks (Golub and
 * Van Loan, "Matrix Computations", section 4.2). Immutable.
 *
 * <p>Ours and not Commons Math's because of its speed: see docs/decisions.md.
 */
final class Cholesky {

    private static final int BLOCK = 32;
    private static final int STRIP = 128;

    private final double[][] factor; // (N, N), R and mirrored R'

    private Cholesky(double[][] factor) {
        this.factor = factor;
    }

    /**
     * Factors a matrix, into whose place the factors come.
     *
     * @param least what no pivot may fall below
     * @return empty if one does
     */
    static Optional<Cholesky> of(double[][] matrix, double least) {
        int size = matrix.length;
        for (int top = 0; top < size; top += BLOCK) {
            int bottom = Math.min(size, top + BLOCK);
            Rows.add(matrix, top, bottom, -1, matrix, 0, matrix, 0, top, top, size);
            for (int i = top; i < bottom; i++) {
                double[] row = matrix[i];
                if (!(row[i] >= least)) {
                    return Optional.empty();
                }
                double root = Math.sqrt(row[i]);
                for (int j = i; j < size; j++) {
                    row[j] /= root;
                }
                for (int below = i + 1; below < bottom; below++) {
                    double[] target = matrix[below];
                    double times = row[below];
                    for (int j = below; j < size; j++) {
                        target[j] -= times * row[j];
                    }
                }
            }
            for (int i = bottom; i < size; i++) {
                for (int j = top; j < bottom; j++) {
                    matrix[i][j] = matrix[j][i];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < Math.min(size, (i / BLOCK + 1) * BLOCK); j++) {
                matrix[j][i] = matrix[i][j];
            }
        }
        return Optional.of(new Cholesky(matrix));
    }

    /** Replaces right sides, shaped (N, M), by the X of AX = right. */
    void solve(double[][] right) {
        int columns = right[0].length;
        IntStream.range(0, (columns + STRIP - 1) / STRIP)
                .parallel() // no number of one strip is used in another
                .forEach(strip -> solve(right, strip * STRIP, Math.min(columns, (strip + 1) * STRIP)));
    }

    private void solve(double[][] x, int from, int to) {
        int size = factor.length;
        for (int top = 0; top < size; top += BLOCK) {
            int bottom = Math.min(size, top + BLOCK);
            Rows.add(x, top, bottom, -1, factor, 0, x, 0, top, from, to);
            for (int i = top; i < bottom; i++) {
                Rows.add(x, i, i + 1, -1, factor, 0, x, top, i, from, to);
                divide(x[i], factor[i][i], from, to);
            }
        }
        for (int bottom = size; bottom > 0; ) {
            int top = (bottom - 1) / BLOCK * BLOCK;
            Rows.add(x, top, bottom, -1, factor, 0, x, bottom, size, from, to);
            for (int i = bottom - 1; i >= top; i--) {
                Rows.add(x, i, i + 1, -1, factor, 0, x, i + 1, bottom, from, to);
                divide(x[i], factor[i][i], from, to);
            }
            bottom = top;
        }
    }

    private static void divide(double[] row, double by, int from, int to) {
        for (int j = from; j < to; j++) {
            row[j] /= by;
        }
    }
}
