package io.almanac.forecasting.conformal;

import io.almanac.core.series.TimeSeries;

/**
 * The mean of |y(t) - y(t - season)| up to each step of a channel: the unit in which errors of unlike series are
 * pooled. Source: Hyndman and Koehler 2006, "Another look at measures of forecast accuracy", the scale of MASE.
 */
final class SeasonalScale {

    private final double[] sums; // over the first so many steps
    private final int[] counts;

    SeasonalScale(TimeSeries series, int channel, int season) {
        double[] values = new double[series.length()];
        series.copyTo(channel, 0, values);
        sums = new double[values.length + 1];
        counts = new int[values.length + 1];
        for (int t = 0; t < values.length; t++) {
            double difference = t < season ? Double.NaN : Math.abs(values[t] - values[t - season]);
            boolean known = !Double.isNaN(difference);
            sums[t + 1] = sums[t] + (known ? difference : 0);
            counts[t + 1] = counts[t] + (known ? 1 : 0);
        }
    }

    /** After so many steps; NaN where it is 0 or not known. */
    double after(int steps) {
        return sums[steps] > 0 ? sums[steps] / counts[steps] : Double.NaN;
    }
}
