package io.almanac.forecasting.arima;

import io.almanac.forecasting.transform.Differences;
import java.util.Arrays;

/**
 * Differences, and how many a series needs: repeated until the test of Kwiatkowski, Phillips, Schmidt and Shin 1992
 * finds the level stationary (Hyndman and Khandakar 2008, section 3.1).
 */
final class Differencing {

    /** The critical value of 5 % for stationarity around a level: Kwiatkowski et al. 1992, table 1. */
    private static final double CRITICAL = 0.463;

    /** What differences of values may vary by, in parts of the largest value, and still be the same number rounded. */
    private static final double ROUNDING = 1e-12;

    private Differencing() {}

    /** The polynomial (1 - B)^d (1 - B^m)^D, from its constant term on. */
    static double[] polynomial(ArimaForm form) {
        double[] polynomial = new double[form.lost() + 1];
        polynomial[0] = 1;
        for (int i = 0; i < form.differences(); i++) {
            int lag = i < form.d() ? 1 : form.season();
            for (int j = polynomial.length - 1; j >= lag; j--) {
                polynomial[j] -= polynomial[j - lag];
            }
        }
        return polynomial;
    }

    /** All differences of a form. */
    static double[] of(double[] values, ArimaForm form) {
        double[] seasonal =
                new Differences(Math.max(1, form.season()), form.seasonal().d()).apply(values);
        return new Differences(1, form.d()).apply(seasonal);
    }

    /** How many differences make a series level, at most a number; missing values are left out. */
    static int needed(double[] values, int most) {
        double[] series = Arrays.stream(values).filter(y -> !Double.isNaN(y)).toArray();
        double largest = largest(series);
        int needed = 0;
        while (needed < most && !constant(series, largest) && statistic(series) > CRITICAL) {
            series = new Differences(1, 1).apply(series);
            needed++;
        }
        return needed;
    }

    /** The largest magnitude of values; 0 of none. */
    static double largest(double[] values) {
        return Arrays.stream(values)
                .filter(y -> !Double.isNaN(y))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** Whether values are equal but for rounding, missing ones left out. */
    static boolean constant(double[] values, double largestBefore) {
        double low = Arrays.stream(values).filter(y -> !Double.isNaN(y)).min().orElse(0);
        double high = Arrays.stream(values).filter(y -> !Double.isNaN(y)).max().orElse(0);
        return high - low <= ROUNDING * largestBefore;
    }

    /**
     * The statistic η of Kwiatkowski et al. 1992 (equations 10 and 13): the sum of squared partial sums of the deviations
     * from the mean over n² times their long-run variance, with Bartlett's window of 3 sqrt(n) / 13 lags, which is R's choice.
     */
    static double statistic(double[] series) {
        int length = series.length;
        double mean = Arrays.stream(series).average().orElse(0);
        double[] deviations = Arrays.stream(series).map(y -> y - mean).toArray();
        double partial = 0;
        double squares = 0;
        for (double deviation : deviations) {
            partial += deviation;
            squares += partial * partial;
        }
        int lags = (int) (3 * Math.sqrt(length) / 13);
        double variance = 0;
        for (int lag = 0; lag <= lags; lag++) {
            double sum = 0;
            for (int t = lag; t < length; t++) {
                sum += deviations[t] * deviations[t - lag];
            }
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * sum;
        }
        return squares / length / variance;
    }
}
