package io.almanac.forecasting.decomposition;

/**
 * Local regression on equally spaced values, by the tricube weight of the nearest steps. Not safe for several threads: it
 * keeps the weights that it computed last.
 *
 * <p>Source: Cleveland, Cleveland, McRae and Terpenning 1990, "STL: A Seasonal-Trend Decomposition Procedure Based on Loess",
 * Journal of Official Statistics 6, section 2 and the program that its section 5 describes. Of that program are the limits
 * 0.001 and 0.999, and the integer half of what a window is longer than the values.
 */
final class Loess {

    private static final double NEAR = 0.001;
    private static final double FAR = 0.999;

    private final int window;
    private final int degree;
    private final int jump;
    private double[] kernel = new double[0]; // by distance, of a reach
    private double kernelReach = Double.NaN;
    private int kernelSize;

    /**
     * @param window steps that count, odd; may be more than there are values
     * @param degree 0 = local means, 1 = local lines
     * @param jump   it is computed at each so many steps, and between them lies on a line
     */
    Loess(int window, int degree, int jump) {
        this.window = window;
        this.degree = degree;
        this.jump = jump;
    }

    int window() {
        return window;
    }

    /**
     * Smooths the first n values.
     *
     * @param weights of the values, at least 0
     * @param into    takes n numbers from an offset on
     */
    void smooth(double[] values, double[] weights, int n, double[] into, int offset) {
        if (n < 2) {
            into[offset] = values[0];
            return;
        }
        int stride = Math.min(jump, n - 1);
        int last = 0;
        for (int i = 0; i < n; i += stride) {
            into[offset + i] = atOrValue(values, weights, n, i);
            join(into, offset, last, i);
            last = i;
        }
        if (last < n - 1) {
            into[offset + n - 1] = atOrValue(values, weights, n, n - 1);
            join(into, offset, last, n - 1);
        }
    }

    private double atOrValue(double[] values, double[] weights, int n, int x) {
        int left = window >= n ? 0 : Math.max(0, Math.min(x - window / 2, n - window));
        double smooth = at(values, weights, n, x, left);
        return Double.isNaN(smooth) ? values[x] : smooth;
    }

    /** Puts what lies between two steps on the line through them. */
    private static void join(double[] into, int offset, int from, int to) {
        double slope = (into[offset + to] - into[offset + from]) / (to - from);
        for (int i = from + 1; i < to; i++) {
            into[offset + i] = into[offset + from] + slope * (i - from);
        }
    }

    /**
     * The regression at a step, which may lie one beyond the values.
     *
     * @param left the first step that counts
     * @return NaN where all weights are 0
     */
    double at(double[] values, double[] weights, int n, int x, int left) {
        int right = Math.min(n, left + window) - 1;
        int farthest = Math.max(Math.abs(x - left), Math.abs(right - x));
        tabulate(farthest + (window > n ? (window - n) / 2 : 0), farthest);
        double sum = 0;
        double products = 0;
        double moment = 0; // of the steps, counted from x
        for (int j = left; j <= right; j++) {
            double weight = kernel[Math.abs(j - x)] * weights[j];
            sum += weight;
            products += weight * values[j];
            moment += weight * (j - x);
        }
        if (!(sum > 0)) {
            return Double.NaN;
        }
        return degree == 0 ? products / sum : line(values, weights, n, x, left, right, sum, moment / sum);
    }

    /** The local line at x; the local mean where the steps that count are nearly one. */
    private double line(
            double[] values, double[] weights, int n, int x, int left, int right, double sum, double centre) {
        double squares = 0;
        double products = 0;
        double crossed = 0;
        for (int j = left; j <= right; j++) {
            double weight = kernel[Math.abs(j - x)] * weights[j];
            double off = j - x - centre;
            squares += weight * off * off;
            products += weight * values[j];
            crossed += weight * values[j] * off;
        }
        boolean spread = Math.sqrt(squares / sum) > NEAR * (n - 1);
        return (spread ? products - centre * crossed / (squares / sum) : products) / sum;
    }

    /** Fills the table of weights by distance for a reach, beyond which they are 0. */
    private void tabulate(int reach, int farthest) {
        if (reach == kernelReach && farthest < kernelSize) {
            return;
        }
        if (kernel.length <= farthest) {
            kernel = new double[Math.max(farthest + 1, 2 * kernel.length)];
        }
        for (int distance = 0; distance <= farthest; distance++) {
            double share = (double) distance / reach;
            double cube = 1 - share * share * share;
            kernel[distance] = distance <= NEAR * reach ? 1 : distance <= FAR * reach ? cube * cube * cube : 0;
        }
        kernelReach = reach;
        kernelSize = farthest + 1;
    }
}
