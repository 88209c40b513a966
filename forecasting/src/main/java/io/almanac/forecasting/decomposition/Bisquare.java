package io.almanac.forecasting.decomposition;

import java.util.Arrays;

/**
 * Weights of robustness. Source: Cleveland, Cleveland, McRae and Terpenning 1990, "STL: A Seasonal-Trend Decomposition
 * Procedure Based on Loess", section 2.4; the limits 0.001 and 0.999 are those of its program.
 */
final class Bisquare {

    private static final double NEAR = 0.001;
    private static final double FAR = 0.999;

    private Bisquare() {}

    /** Weights of values by their remainders: 1 at 0, and 0 from six medians of the absolute remainder on. */
    static void weigh(double[] remainders, double[] weights) {
        int n = remainders.length;
        double[] sorted = new double[n];
        Arrays.setAll(sorted, t -> Math.abs(remainders[t]));
        Arrays.sort(sorted);
        double width = 3 * (sorted[n / 2] + sorted[n - 1 - n / 2]);
        for (int t = 0; t < n; t++) {
            double off = Math.abs(remainders[t]);
            double share = off / width;
            double root = 1 - share * share;
            weights[t] = off <= NEAR * width ? 1 : off <= FAR * width ? root * root : 0;
        }
    }
}
