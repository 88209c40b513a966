package io.almanac.forecasting.decomposition;

/**
 * The parts of a series, whose sum it is.
 *
 * @param trend     shaped (T)
 * @param seasonal  the part of each season, shaped (S, T); empty if there is none
 * @param remainder shaped (T); NaN where the value was missing
 */
@SuppressWarnings("ArrayRecordComponent") // made once and handed on once
public record Decomposition(double[] trend, double[][] seasonal, double[] remainder) {

    /**
     * How strong a season is: one less the variance of the remainder over that of season and remainder; 0 for no season, 1 for
     * nothing but season. Source: Wang, Smith and Hyndman 2006, "Characteristic-based clustering for time series data",
     * section 3.1, in the form of Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, section 4.3.
     *
     * @param season its place in {@link #seasonal}
     */
    public double strength(int season) {
        return share(seasonal[season]);
    }

    /** How strong the trend is, measured as a season's strength is. */
    public double trendStrength() {
        return share(trend);
    }

    private double share(double[] part) {
        double[] both = new double[part.length];
        for (int t = 0; t < part.length; t++) {
            both[t] = part[t] + remainder[t];
        }
        double whole = variance(both);
        return whole > 0 ? Math.max(0, 1 - variance(remainder) / whole) : 0;
    }

    /** Of what is not missing, up to a factor. */
    private static double variance(double[] values) {
        double sum = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        double mean = sum / known;
        double squares = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return squares;
    }

    /** The series without its seasons: trend and remainder; NaN where the value was missing. */
    public double[] adjusted() {
        double[] adjusted = new double[trend.length];
        for (int t = 0; t < adjusted.length; t++) {
            adjusted[t] = trend[t] + remainder[t];
        }
        return adjusted;
    }
}
