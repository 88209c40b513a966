package io.almanac.forecasting.smoothing;

import java.util.Arrays;

/**
 * Finds the parameters of the greatest likelihood near a start: Fisher scoring in a box, damped where a step does not help
 * (Levenberg 1944, Marquardt 1963; the rule for the damping is that of Nielsen 1999, "Damping parameter in Marquardt's method").
 * Parameters at a bound that would leave the box are held; the others take a step that is cut at the box.
 *
 * <p>A form with a season of 12 has some seventeen parameters. Nelder and Mead's simplex needs thousands of runs of the filter
 * for those and often ends beside the maximum; with derivatives some ten runs are enough.
 */
final class EtsSolver {

    private static final int MOST_STEPS = 100;
    private static final double LARGEST_DAMPING = 1e12;

    /** What a step must gain, in units of minus two times the log likelihood, for another to be taken. */
    private static final double GAIN = 1e-7;

    private final EtsFilter filter;
    private final double[] lower;
    private final double[] upper;
    private final double[] gradient;
    private final double[][] matrix;
    private final double[][] factor;
    private final double[] step;
    private final int[] free;
    static long steps, evals;

    EtsSolver(EtsFilter filter) {
        this.filter = filter;
        int p = filter.size();
        lower = new double[p];
        upper = new double[p];
        filter.bounds(lower, upper);
        gradient = new double[p];
        matrix = new double[p][p];
        factor = new double[p][p];
        step = new double[p];
        free = new int[p];
    }

    /**
     * Moves a vector to the best one near it.
     *
     * @return its cost, infinite if already the start can't be filtered
     */
    double solve(double[] x) {
        double cost = filter.cost(x);
        double damping = 1e-3;
        double[] trial = new double[x.length];
        for (int i = 0; i < MOST_STEPS && cost < Double.POSITIVE_INFINITY; i++) {
            filter.derive(x, gradient, matrix);
            int count = free(x);
            double before = cost;
            double growth = 2;
            steps++;
            while (damping < LARGEST_DAMPING) {
                double predicted = tryStep(x, trial, count, damping);
                evals++;
                double reached = filter.cost(trial);
                if (reached < cost) {
                    double ratio = 2 * (cost - reached) / predicted - 1;
                    damping *= Math.max(1.0 / 3, 1 - ratio * ratio * ratio);
                    cost = reached;
                    System.arraycopy(trial, 0, x, 0, x.length);
                    break;
                }
                if (!(predicted > GAIN)) {
                    return cost;
                }
                damping *= growth;
                growth *= 2;
            }
            if (!(before - cost > GAIN)) {
                return cost;
            }
            damping = Math.max(damping, 1e-12);
        }
        return cost;
    }

    /** Lists the parameters that may move. */
    private int free(double[] x) {
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            boolean held = x[i] <= lower[i] && gradient[i] > 0 || x[i] >= upper[i] && gradient[i] < 0;
            if (!held && matrix[i][i] > 0) {
                free[count++] = i;
            }
        }
        return count;
    }

    /** Solves (matrix + damping diagonal) step = -gradient for those that are free; how much the quadratic model gains. */
    private double tryStep(double[] x, double[] trial, int count, double damping) {
        for (int i = 0; i < count; i++) {
            double[] row = factor[i];
            double[] from = matrix[free[i]];
            double rest = -gradient[free[i]];
            for (int k = 0; k <= i; k++) {
                double[] above = factor[k];
                double sum = from[free[k]];
                if (k == i) {
                    sum *= 1 + damping;
                }
                for (int j = 0; j < k; j++) {
                    sum -= row[j] * above[j];
                }
                if (k == i) {
                    row[i] = Math.sqrt(Math.max(sum, 1e-14 * from[free[i]]));
                } else {
                    row[k] = sum / above[k];
                }
            }
            for (int j = 0; j < i; j++) {
                rest -= row[j] * step[j];
            }
            step[i] = rest / row[i];
        }
        for (int i = count - 1; i >= 0; i--) {
            double sum = step[i];
            for (int k = i + 1; k < count; k++) {
                sum -= factor[k][i] * step[k];
            }
            step[i] = sum / factor[i][i];
        }
        System.arraycopy(x, 0, trial, 0, x.length);
        for (int i = 0; i < count; i++) {
            int at = free[i];
            trial[at] = Math.min(upper[at], Math.max(lower[at], x[at] + step[i]));
            step[i] = trial[at] - x[at];
        }
        double predicted = 0;
        for (int i = 0; i < count; i++) {
            double product = 0;
            for (int k = 0; k < i; k++) {
                product += matrix[free[i]][free[k]] * step[k];
            }
            predicted -= step[i] * (gradient[free[i]] + product + matrix[free[i]][free[i]] * step[i] / 2);
        }
        return predicted;
    }

    double[] copyOf(double[] x) {
        return Arrays.copyOf(x, x.length);
    }
}
