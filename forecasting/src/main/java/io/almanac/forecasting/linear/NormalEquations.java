package io.almanac.forecasting.linear;

import java.util.Optional;

/**
 * The equations {@code (G / g + penalty I) W = C / g} of ridge regression, with g the mean of G's diagonal, so that a
 * penalty means the same whatever the unit and the number of the data. Hoerl and Kennard 1970, "Ridge Regression:
 * Biased Estimation for Nonorthogonal Problems", with that scaling added.
 */
final class NormalEquations {

    private final double[][] gram; // G (L, L)
    private final double[][] cross; // C (L, H)
    private final double size; // g

    /** Takes over products of inputs with inputs, exactly symmetric, and of inputs with targets. */
    NormalEquations(double[][] gram, double[][] cross) {
        this.gram = gram;
        this.cross = cross;
        double trace = 0;
        for (int i = 0; i < gram.length; i++) {
            trace += gram[i][i];
        }
        size = trace / gram.length;
    }

    /**
     * The weights, shaped (L, H), that solve the equations; zeros where the inputs vary so little that rounding of the
     * sums outweighs the penalty.
     *
     * @param penalty above 0
     */
    double[][] solve(double penalty) {
        return solved(penalty, cross);
    }

    /**
     * The weights that miss the targets least where leaving the common weights W costs, too:
     * {@code W + (G / g + penalty I)^-1 (C - G W) / g}. That is ridge regression of what W leaves over. An endless
     * penalty gives W, and 0 for W ridge regression.
     *
     * @param penalty above 0
     * @param common  W (L, H); W itself where the inputs vary too little
     */
    double[][] solve(double penalty, double[][] common) {
        double[][] left = copy(cross, 1);
        Rows.add(left, 0, left.length, -1, gram, 0, common, 0, common.length, 0, common[0].length);
        double[][] weights = solved(penalty, left);
        for (int i = 0; i < weights.length; i++) {
            for (int h = 0; h < weights[i].length; h++) {
                weights[i][h] += common[i][h];
            }
        }
        return weights;
    }

    private double[][] solved(double penalty, double[][] right) {
        return factored(penalty)
                .map(factors -> {
                    double[][] weights = copy(right, 1 / size);
                    factors.solve(weights);
                    return weights;
                })
                .orElseGet(() -> new double[right.length][right[0].length]);
    }

    /** The factors of {@code G / g + penalty I}; empty where the inputs vary too little. */
    private Optional<Cholesky> factored(double penalty) {
        if (!(size > 0)) {
            return Optional.empty();
        }
        double[][] matrix = copy(gram, 1 / size);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i][i] += penalty;
        }
        // No pivot of a positive semidefinite matrix and the penalty is below the penalty.
        return Cholesky.of(matrix, penalty / 2);
    }

    private static double[][] copy(double[][] rows, double factor) {
        double[][] copy = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                copy[i][j] = rows[i][j] * factor;
            }
        }
        return copy;
    }
}
