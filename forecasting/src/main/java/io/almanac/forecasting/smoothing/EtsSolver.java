package io.almanac.forecasting.smoothing;

/**
 * Finds the parameters of the greatest likelihood near a start: Fisher scoring in a box, damped where a step does not help
 * (Levenberg 1944, Marquardt 1963; the damping follows Nielsen 1999, "Damping parameter in Marquardt's method").
 * Parameters at a bound that would leave the box are held. Those that a step would take out of it stop at the bound, and the
 * others take the step that is best then. Mutable, for one thread.
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
    private final double[] step;
    private final double[] solution; // of those that are free
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
        solution = new double[p];
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
                } else if (predicted >= 0 && predicted <= GAIN) {
                    return cost;
                } else {
                    damping *= growth;
                    growth *= 2;
                }
            }
            if (gained <= GAIN) {
                return cost;
            }
        }
        return cost;
    }

    /**
     * Writes to {@code trial} the vector after a step that solves (matrix + damping diagonal) step = -gradient within the box.
     *
     * @return what the step should gain, by the quadratic that has this gradient and matrix
     */
    private double tryStep(double[] x, double damping) {
        count = 0;
        for (int i = 0; i < x.length; i++) {
            step[i] = 0;
            boolean held = (x[i] <= lower[i] && gradient[i] > 0) || (x[i] >= upper[i] && gradient[i] < 0);
            if (!held && matrix[i][i] > 0) {
                free[count++] = i;
            }
        }
        do {
            factorise(damping);
            solve();
        } while (stopAtBounds(x));
        double predicted = 0;
        for (int i = 0; i < x.length; i++) {
            trial[i] = Math.min(upper[i], Math.max(lower[i], x[i] + step[i])); // rounding apart it is inside
            double change = gradient[i] + matrix[i][i] * step[i] / 2;
            for (int j = 0; j < i; j++) {
                change += matrix[i][j] * step[j];
            }
            predicted -= step[i] * change;
        }
        return predicted;
    }

    /** Solves for those that are free, with the steps of the others as they are. */
    private void solve() {
        for (int i = 0; i < count; i++) {
            int at = free[i];
            double rest = -gradient[at];
            for (int k = 0; k < step.length; k++) {
                rest -= (k < at ? matrix[at][k] : matrix[k][at]) * step[k];
            }
            for (int j = 0; j < i; j++) {
                rest -= factor[i][j] * solution[j];
            }
            solution[i] = rest / factor[i][i];
        }
        for (int i = count - 1; i >= 0; i--) {
            double rest = solution[i];
            for (int j = i + 1; j < count; j++) {
                rest -= factor[j][i] * solution[j];
            }
            solution[i] = rest / factor[i][i];
        }
    }

    /** Keeps the solution, or where it leaves the box holds those at the bound that leave it; then there is more to solve. */
    private boolean stopAtBounds(double[] x) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int at = free[i];
            double moved = x[at] + solution[i];
            if (moved < lower[at] || moved > upper[at]) {
                step[at] = (moved < lower[at] ? lower[at] : upper[at]) - x[at];
            } else {
                free[kept++] = at;
                solution[kept - 1] = solution[i];
            }
        }
        boolean more = kept < count && kept > 0;
        count = kept;
        for (int i = 0; i < kept && !more; i++) {
            step[free[i]] = solution[i];
        }
        return more;
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
