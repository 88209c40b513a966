package io.almanac.forecasting.linear;

/**
 * Products of matrices that are arrays of rows: where nearly all time of this package goes.
 *
 * <p>Columns are walked in strips, so that the rows that are summed stay in the processor's cache, and two targets share
 * each value that is read. Any number comes from the same additions in the same order, whoever is computed beside it.
 */
final class Rows {

    private static final int STRIP = 128;

    private Rows() {}

    /**
     * Adds to the target rows {@code [top, bottom)}, in the columns {@code [from, to)}, {@code sign} times the sum over k
     * in {@code [first, last)} of {@code factors[row][shift + k]} times the row k.
     *
     * @param rows none of which is one of those targets
     */
    static void add(
            double[][] targets,
            int top,
            int bottom,
            double sign,
            double[][] factors,
            int shift,
            double[][] rows,
            int first,
            int last,
            int from,
            int to) {
        for (int left = from; left < to; left += STRIP) {
            int right = Math.min(to, left + STRIP);
            int row = top;
            for (; row + 1 < bottom; row += 2) {
                two(
                        targets[row],
                        targets[row + 1],
                        sign,
                        factors[row],
                        factors[row + 1],
                        shift,
                        rows,
                        first,
                        last,
                        left,
                        right);
            }
            if (row < bottom) {
                one(targets[row], sign, factors[row], shift, rows, first, last, left, right);
            }
        }
    }

    /** The product of a matrix and rows. */
    static double[][] product(double[][] factors, double[][] rows) {
        double[][] product = new double[factors.length][rows[0].length];
        add(product, 0, product.length, 1, factors, 0, rows, 0, rows.length, 0, rows[0].length);
        return product;
    }

    private static void two(
            double[] t,
            double[] u,
            double sign,
            double[] f,
            double[] g,
            int shift,
            double[][] rows,
            int first,
            int last,
            int from,
            int to) {
        int k = first;
        for (; k + 4 <= last; k += 4) {
            double f0 = sign * f[shift + k];
            double f1 = sign * f[shift + k + 1];
            double f2 = sign * f[shift + k + 2];
            double f3 = sign * f[shift + k + 3];
            double g0 = sign * g[shift + k];
            double g1 = sign * g[shift + k + 1];
            double g2 = sign * g[shift + k + 2];
            double g3 = sign * g[shift + k + 3];
            double[] a = rows[k];
            double[] b = rows[k + 1];
            double[] c = rows[k + 2];
            double[] d = rows[k + 3];
            for (int j = from; j < to; j++) {
                t[j] += f0 * a[j] + f1 * b[j] + f2 * c[j] + f3 * d[j];
                u[j] += g0 * a[j] + g1 * b[j] + g2 * c[j] + g3 * d[j];
            }
        }
        single(t, sign, f, shift, rows, k, last, from, to);
        single(u, sign, g, shift, rows, k, last, from, to);
    }

    private static void one(
            double[] t, double sign, double[] f, int shift, double[][] rows, int first, int last, int from, int to) {
        int k = first;
        for (; k + 4 <= last; k += 4) {
            double f0 = sign * f[shift + k];
            double f1 = sign * f[shift + k + 1];
            double f2 = sign * f[shift + k + 2];
            double f3 = sign * f[shift + k + 3];
            double[] a = rows[k];
            double[] b = rows[k + 1];
            double[] c = rows[k + 2];
            double[] d = rows[k + 3];
            for (int j = from; j < to; j++) {
                t[j] += f0 * a[j] + f1 * b[j] + f2 * c[j] + f3 * d[j];
            }
        }
        single(t, sign, f, shift, rows, k, last, from, to);
    }

    private static void single(
            double[] t, double sign, double[] f, int shift, double[][] rows, int first, int last, int from, int to) {
        for (int k = first; k < last; k++) {
            double factor = sign * f[shift + k];
            double[] row = rows[k];
            for (int j = from; j < to; j++) {
                t[j] += factor * row[j];
            }
        }
    }
}
