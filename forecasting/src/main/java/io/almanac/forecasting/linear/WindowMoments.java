package io.almanac.forecasting.linear;

import java.util.Arrays;

/**
 * Sums, over all windows of some channels, of the products of two steps of a window: all that least squares needs to
 * know of the data. No window is ever made.
 *
 * <p>Letters: L context, H horizon, T steps of a run without missing values, n = T - L - H + 1 its windows. The sums
 * are S(i, j) = y(i) y(j) + y(i + 1) y(j + 1) + … over the n windows, with i &lt; L and j &lt; L + H. One place further
 * along a diagonal, the first product has left and one has come in:
 *
 * <pre>S(i + 1, j + 1) = S(i, j) - y(i) y(j) + y(n + i) y(n + j)</pre>
 *
 * So only row 0 is summed over all windows. A run costs n (L + H) + L (L + 2 H) multiplications instead of
 * n L (L / 2 + H): 190 times fewer on 8,000 steps with L = 336 and H = 96. What has come in and left is summed over all
 * runs first, and the diagonals are walked once, at the end.
 */
final class WindowMoments {

    private final int context;
    private final int width;
    /** (L, L + H), from the diagonal on: row 0 holds S, those below what S(i, j) has more than S(i - 1, j - 1). */
    private final double[][] changes;

    private long windows;

    WindowMoments(int context, int horizon) {
        this.context = context;
        width = context + horizon;
        changes = new double[context][width];
    }

    /** Adds the windows within the steps {@code [from, to)}, none of which may be missing. */
    void add(double[] values, int from, int to) {
        int count = to - from - width + 1;
        if (count < 1) {
            return;
        }
        windows += count;
        double[] sums = changes[0];
        for (int t = from; t < from + count; t++) {
            double value = values[t];
            for (int j = 0; j < width; j++) {
                sums[j] += value * values[t + j];
            }
        }
        for (int i = 1; i < context; i++) {
            double left = values[from + i - 1];
            double came = values[from + count + i - 1];
            double[] row = changes[i];
            for (int j = i; j < width; j++) {
                row[j] += came * values[from + count + j - 1] - left * values[from + j - 1];
            }
        }
    }

    long windows() {
        return windows;
    }

    /**
     * The normal equations of windows from whose steps the mean m of their context is taken. With a(i) the mean of S
     * over row i of the context and a the mean of those, the sum of (y(i) - m) (y(j) - m) is
     * S(i, j) - a(i) - a(j) + a.
     */
    NormalEquations centred() {
        double[][] sums = new double[context][];
        sums[0] = changes[0].clone();
        for (int i = 1; i < context; i++) {
            sums[i] = changes[i].clone(); // (L + H)
            for (int j = i; j < width; j++) {
                sums[i][j] += sums[i - 1][j - 1];
            }
            for (int j = 0; j < i; j++) {
                sums[i][j] = sums[j][i];
            }
        }
        double[] rows = new double[width]; // a(i), and the same for the columns of the horizon
        for (int i = 0; i < context; i++) {
            for (int j = 0; j < width; j++) {
                rows[j] += sums[i][j] / context;
            }
        }
        double mean = Arrays.stream(rows, 0, context).sum() / context;
        double[][] gram = new double[context][context];
        double[][] cross = new double[context][width - context];
        for (int i = 0; i < context; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = sums[i][j] - rows[i] - rows[j] + mean;
                gram[j][i] = gram[i][j];
            }
            for (int h = context; h < width; h++) {
                cross[i][h - context] = sums[i][h] - rows[i] - rows[h] + mean;
            }
        }
        return new NormalEquations(gram, cross);
    }
}
