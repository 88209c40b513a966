package io.almanac.forecasting.arima;

/** Gaps in a series. */
final class Gaps {

    private Gaps() {}

    /** The series with a straight line across each gap, and the last observed value after it; the first is observed. */
    static double[] filled(double[] values) {
        double[] filled = values.clone();
        int last = 0;
        for (int t = 1; t < filled.length; t++) {
            if (!Double.isNaN(filled[t])) {
                double slope = (filled[t] - filled[last]) / (t - last);
                for (int s = last + 1; s < t; s++) {
                    filled[s] = filled[last] + slope * (s - last);
                }
                last = t;
            }
        }
        for (int s = last + 1; s < filled.length; s++) {
            filled[s] = filled[last];
        }
        return filled;
    }
}
