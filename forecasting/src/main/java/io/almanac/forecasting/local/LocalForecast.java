package io.almanac.forecasting.local;

import java.util.Arrays;

/**
 * What a fit says of the steps ahead, in the unit of its values.
 *
 * @param points     means, shaped (H)
 * @param deviations standard deviations of the error of each point, shaped (H)
 * @param quantiles  shaped (Q, H)
 */
@SuppressWarnings("ArrayRecordComponent") // made once and handed on once
public record LocalForecast(double[] points, double[] deviations, double[][] quantiles) {

    /** A forecast whose errors are normal. */
    public static LocalForecast normal(double[] points, double[] deviations, Probabilities asked) {
        double[][] quantiles = new double[asked.size()][points.length];
        for (int q = 0; q < quantiles.length; q++) {
            for (int h = 0; h < points.length; h++) {
                quantiles[q][h] = points[h] + asked.normal(q) * deviations[h];
            }
        }
        return new LocalForecast(points, deviations, quantiles);
    }

    /** Whether all numbers are finite. */
    boolean finite() {
        return finite(points) && finite(deviations) && Arrays.stream(quantiles).allMatch(LocalForecast::finite);
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
