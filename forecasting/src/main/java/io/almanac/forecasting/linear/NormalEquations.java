package io.almanac.forecasting.linear;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

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
     * The map that solves the equations; zeros where the inputs vary so little that rounding of the sums outweighs the
     * penalty.
     *
     * @param penalty above 0
     */
    LinearMap solve(double penalty) {
        int inputs = gram.length;
        var zeros = new LinearMap(new double[inputs][cross[0].length]);
        if (!(size > 0)) {
            return zeros;
        }
        double[][] left = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            left[i] = Arrays.stream(gram[i]).map(g -> g / size).toArray();
            left[i][i] += penalty;
        }
        RealMatrix right = new Array2DRowRealMatrix(cross).scalarMultiply(1 / size);
        try {
            var cholesky = new CholeskyDecomposition(
                    new Array2DRowRealMatrix(left, false),
                    CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD,
                    penalty / 2); // no pivot of a positive semidefinite matrix and the penalty is below the penalty
            return new LinearMap(cholesky.getSolver().solve(right).getData());
        } catch (NonPositiveDefiniteMatrixException e) {
            return zeros;
        }
    }
}
