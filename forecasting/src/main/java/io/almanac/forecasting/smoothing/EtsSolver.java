package io.almanac.forecasting.smoothing;

/**
 * Finds the parameters of the greatest likelihood near a start: Fisher scoring in a box, damped where a step does not help
 * (Levenberg 1944, Marquardt 1963; the damping follows Nielsen 1999, "Damping parameter in Marquardt's method").
 * Parameters at a bound that would leave the box are held; the others take a step that is cut at the box. Mutable, for one
 * thread.
 *
 * <p>A form with a season of 12 has some seventeen parameters. A simplex needs thousands of runs of the filter for those and
 * often ends beside the maximum; with derivatives some ten are enough.
 */
final class EtsSolver {

    private static final int MOST_STEPS = 100;
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-12;
    private static final double MOST_DAMPING = 1e12;

    /** What a step must gain, in units of minus two times the logarithm of the likelihood, for another to be taken. */
    private static final double GAIN = 1e-7;

    /** A pivot that is smaller, relative to the diagonal, means that a parameter changes nothing that others don't. */
    private static final double LEAST_PIVOT = 1e-14;

    private final EtsFilter filter;
    private final double[] lower; // (P)
    private final double[] upper;
    private final double[] gradient;
    private final double[] trial;
    private final double[] step; // of those that are free
    private final int[] free; // their places in the vector
    private final double[][] matrix; // (P, P)
    private final double[][] factor;
    private int count; // of those that are free

    EtsSolver(EtsFilter filter) {
        this.filter = filter;
        int p = filter.vector().size();
        lower = new double[p];
        upper = new double[p];
        filter.vector().bounds(lower, upper);
        gradient = new double[p];
        trial = new double[p];
        step = new double[p];
        free = new int[p];
        matrix = new double[p][p];
        factor = new double[p][p];
    }

    /**
     * Moves a vector to the best one near it.
     *
     * @return its cost, infinite where already the start has no finite one
     */
    double solve(double[] x) {
        double cost = filter.cost(x);
        double damping = FIRST_DAMPING;
        for (int i = 0; i < MOST_STEPS && cost < Double.POSITIVE_INFINITY; i++) {
            filter.derive(x, gradient, matrix);
            findFree(x);
            double growth = 2;
            double gained = 0;
            while (gained <= 0 && damping < MOST_DAMPING) {
                double predicted = tryStep(x, damping);
                gained = cost - filter.cost(trial);
                if (gained > 0) {
                    double ratio = 2 * gained / predicted - 1;
                    damping = Math.max(LEAST_DAMPING, damping * Math.max(1.0 / 3, 1 - ratio * ratio * ratio));
                    cost -= gained;
                    System.arraycopy(trial, 0, x, 0, x.length);
                } else if (predicted > GAIN) {
                    damping *= growth;
                    growth *= 2;
                } else {
                    return cost;
                }
            }
            if (gained <= GAIN) {
                return cost;
            }
        }
        return cost;
    }

    private void findFree(double[] x) {
        count = 0;
        for (int i = 0; i < x.length; i++) {
            boolean held = x[i] <= lower[i] && gradient[i] > 0 || x[i] >= upper[i] && gradient[i] < 0;
            if (!held && matrix[i][i] > 0) {
                free[count++] = i;
            }
        }
    }

    /**
     * Writes to {@code trial} the vector after a step that solves (matrix + damping diagonal) step = -gradient for those that are
     * free.
     *
     * @return what the step should gain, by the quadratic that has this gradient and matrix
     */
    private double tryStep(double[] x, double damping) {
        factorise(damping);
        for (int i = 0; i < count; i++) {
            double rest = -gradient[free[i]];
            for (int j = 0; j < i; j++) {
                rest -= factor[i][j] * step[j];
            }
            step[i] = rest / factor[i][i];
        }
        for (int i = count - 1; i >= 0; i--) {
            double rest = step[i];
            for (int j = i + 1; j < count; j++) {
                rest -= factor[j][i] * step[j];
            }
            step[i] = rest / factor[i][i];
        }
        System.arraycopy(x, 0, trial, 0, x.length);
        double predicted = 0;
        for (int i = 0; i < count; i++) {
            int at = free[i];
            trial[at] = Math.min(upper[at], Math.max(lower[at], x[at] + step[i]));
            step[i] = trial[at] - x[at];
            double change = gradient[at] + matrix[at][at] * step[i] / 2;
            for (int j = 0; j < i; j++) {
                change += matrix[at][free[j]] * step[j];
            }
            predicted -= step[i] * change;
        }
        return predicted;
    }

    /** Cholesky's lower triangle. */
    private void factorise(double damping) {
        for (int i = 0; i < count; i++) {
            double[] row = factor[i];
            double[] from = matrix[free[i]];
            for (int k = 0; k < i; k++) {
                double[] above = factor[k];
                double sum = from[free[k]];
                for (int j = 0; j < k; j++) {
                    sum -= row[j] * above[j];
                }
                row[k] = sum / above[k];
            }
            double diagonal = from[free[i]];
            double pivot = diagonal * (1 + damping);
            for (int j = 0; j < i; j++) {
                pivot -= row[j] * row[j];
            }
            row[i] = Math.sqrt(Math.max(pivot, LEAST_PIVOT * diagonal));
        }
    }
}
