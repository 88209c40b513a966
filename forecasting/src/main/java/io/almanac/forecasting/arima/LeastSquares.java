package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * Minimises a sum of squares by the method of Levenberg and Marquardt (Marquardt 1963: damping in proportion to the
 * diagonal of J'J), with derivatives by forward differences. Allocates at construction only. Not for many threads.
 *
 * <p>Made for errors of forecasts one step ahead. There J'J comes close to half of the second derivatives, because an
 * error does not correlate with what the past says of the next; so few steps suffice. Ours and not Commons Math's:
 * docs/decisions.md.
 */
final class LeastSquares {

    /** What is squared and summed. */
    interface Residuals {

        /**
         * Computes them.
         *
         * @param into as many as {@link #minimise} was told; what is not finite makes the parameters unfit
         */
        void at(double[] parameters, double[] into);
    }

    private static final int STEPS = 100;
    private static final double DIFFERENCE = 1e-6;
    private static final double LONGEST_STEP = 1; // in any parameter: a linear model of J says little beyond
    private static final double FIRST_DAMPING = 1;
    private static final double LAST_DAMPING = 1e8;

    private final double tolerance;
    private final double[][] jacobian; // (parameter, residual)
    private final double[][] normal; // J'J, lower triangle
    private final double[][] factor; // of the damped J'J
    private final double[] gradient;
    private final double[] scales; // the largest diagonal of J'J so far
    private final double[] step;
    private final double[] tried;
    private double[] residuals;
    private double[] triedResiduals;

    /**
     * Room for problems up to a size.
     *
     * @param tolerance the relative decrease of the sum that is too small for another step
     */
    LeastSquares(int mostParameters, int mostResiduals, double tolerance) {
        this.tolerance = tolerance;
        jacobian = new double[mostParameters][mostResiduals];
        normal = new double[mostParameters][mostParameters];
        factor = new double[mostParameters][mostParameters];
        gradient = new double[mostParameters];
        scales = new double[mostParameters];
        step = new double[mostParameters];
        tried = new double[mostParameters];
        residuals = new double[mostResiduals];
        triedResiduals = new double[mostResiduals];
    }

    /**
     * Moves parameters to where the sum is smallest, near to where they are.
     *
     * @return the smallest sum; infinite where already the first has residuals that are not finite
     */
    double minimise(Residuals problem, double[] parameters, int count, int size) {
        problem.at(parameters, residuals);
        double sum = squares(residuals, size);
        double damping = FIRST_DAMPING;
        Arrays.fill(scales, 0);
        for (int steps = 0; steps < STEPS && sum > 0 && sum < Double.POSITIVE_INFINITY && count > 0; steps++) {
            if (!linearise(problem, parameters, count, size)) {
                return sum;
            }
            double better = Double.POSITIVE_INFINITY;
            while (!(better < sum) && damping <= LAST_DAMPING) {
                solve(count, damping);
                for (int i = 0; i < count; i++) {
                    tried[i] = parameters[i] + step[i];
                }
                problem.at(tried, triedResiduals);
                better = squares(triedResiduals, size);
                damping *= better < sum ? 0.1 : 5;
            }
            if (!(better < sum)) {
                return sum;
            }
            damping = Math.max(damping, 1e-9);
            System.arraycopy(tried, 0, parameters, 0, count);
            double[] accepted = triedResiduals;
            triedResiduals = residuals;
            residuals = accepted;
            boolean done = sum - better <= tolerance * sum;
            sum = better;
            if (done) {
                return sum;
            }
        }
        return sum;
    }

    /** Infinite unless all are finite. */
    private static double squares(double[] residuals, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += residuals[i] * residuals[i];
        }
        return sum < Double.POSITIVE_INFINITY ? sum : Double.POSITIVE_INFINITY;
    }

    /** J, J'J and J'r at the parameters; false where a derivative is not finite. */
    private boolean linearise(Residuals problem, double[] parameters, int count, int size) {
        System.arraycopy(parameters, 0, tried, 0, count);
        for (int k = 0; k < count; k++) {
            double difference = DIFFERENCE * Math.max(1, Math.abs(parameters[k]));
            tried[k] = parameters[k] + difference;
            double[] column = jacobian[k];
            problem.at(tried, column);
            tried[k] = parameters[k];
            double product = 0;
            for (int i = 0; i < size; i++) {
                column[i] = (column[i] - residuals[i]) / difference;
                product += column[i] * residuals[i];
            }
            gradient[k] = product;
            for (int j = 0; j <= k; j++) {
                double[] other = jacobian[j];
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += column[i] * other[i];
                }
                normal[k][j] = sum;
            }
            if (!Double.isFinite(product + normal[k][k])) {
                return false;
            }
        }
        return true;
    }

    /** The step of (J'J + damping diag(J'J)) step = -J'r, by Cholesky; parameters without any effect stay. */
    private void solve(int count, double damping) {
        factorise(count, damping);
        for (int i = 0; i < count; i++) {
            double sum = -gradient[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * step[j];
            }
            step[i] = sum / factor[i][i];
        }
        double longest = 0;
        for (int i = count - 1; i >= 0; i--) {
            double sum = step[i];
            for (int j = i + 1; j < count; j++) {
                sum -= factor[j][i] * step[j];
            }
            step[i] = sum / factor[i][i];
            longest = Math.max(longest, Math.abs(step[i]));
        }
        if (longest > LONGEST_STEP) {
            for (int i = 0; i < count; i++) {
                step[i] *= LONGEST_STEP / longest;
            }
        }
    }

    private void factorise(int count, double damping) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, normal[i][i]);
        }
        double least = Math.max(largest * 1e-14, Double.MIN_NORMAL);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = normal[i][j];
                if (i == j) {
                    scales[i] = Math.max(scales[i], sum);
                    sum += damping * Math.max(scales[i], least);
                }
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, least * damping)) : sum / factor[j][j];
            }
        }
    }
}
