package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;

/**
 * A state before the first value of a history, computed from the history alone: where the search for the best one begins.
 * Indices of the season come from a classical decomposition, level and slope from a line through the first values without
 * them, as in Hyndman et al. 2008, section 2.6.1.
 *
 * @param level  one step before the first value
 * @param slope  of that step: a difference, or a ratio with a multiplicative trend; 0 or 1 without a trend
 * @param season indices by place, counted from the first value; their sum is 0, or their mean 1
 */
@SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
record EtsStart(double level, double slope, double[] season) {

    private static final double LEAST_FACTOR = 0.01;

    static EtsStart of(EtsForm form, double[] values) {
        double[] filled = filled(values);
        double[] season = new double[form.period()];
        if (form.seasonal()) {
            season = season(filled, form.period(), form.season() == Part.MULTIPLIED);
            for (int t = 0; t < filled.length; t++) {
                double index = season[t % season.length];
                filled[t] = form.season() == Part.MULTIPLIED ? filled[t] / index : filled[t] - index;
            }
        }
        return ofAdjusted(form, filled, season);
    }

    /** The same with indices that are known: filled values must be without them. */
    static EtsStart ofAdjusted(EtsForm form, double[] filled, double[] season) {
        int n = Math.min(filled.length, Math.max(10, 2 * form.period()));
        double mean = Arrays.stream(filled, 0, n).average().orElseThrow();
        double neutral = form.trend() == Part.MULTIPLIED ? 1 : 0;
        if (!form.trending() || n < 2) {
            return new EtsStart(mean, neutral, season);
        }
        double products = 0;
        double centre = (n - 1) / 2.0;
        for (int t = 0; t < n; t++) {
            products += (t - centre) * filled[t];
        }
        double slope = products * 12 / (n * ((double) n * n - 1));
        double level = mean - slope * (centre + 1); // one step before the first value
        if (form.trend() == Part.ADDED) {
            return new EtsStart(level, slope, season);
        }
        double first = level + slope;
        double ratio = (first + slope) / first;
        return first > 0 && ratio > 0.5 && ratio < 2
                ? new EtsStart(first / ratio, ratio, season)
                : new EtsStart(mean, neutral, season);
    }

    /** The same level without a trend: what a form falls back to that would forecast values below zero. */
    EtsStart flat(EtsForm form, double level) {
        return new EtsStart(level, form.trend() == Part.MULTIPLIED ? 1 : 0, season);
    }

    /** A copy whose missing values lie on lines between their neighbours; after the last they equal that. */
    static double[] filled(double[] values) {
        double[] filled = values.clone();
        int last = -1;
        for (int t = 0; t < filled.length; t++) {
            if (!Double.isNaN(filled[t])) {
                for (int gap = last + 1; gap < t; gap++) {
                    filled[gap] = last < 0
                            ? filled[t]
                            : filled[last] + (filled[t] - filled[last]) * (gap - last) / (t - last);
                }
                last = t;
            }
        }
        Arrays.fill(filled, last + 1, filled.length, filled[last]);
        return filled;
    }

    /** The mean distance, or ratio, of each place from a centred moving average; from a line where that is too short. */
    private static double[] season(double[] values, int m, boolean factors) {
        double[] sums = new double[m];
        int[] counts = new int[m];
        int half = m / 2;
        boolean moving = values.length >= 2 * m + half;
        double mean = Arrays.stream(values).average().orElseThrow();
        for (int t = 0; t < values.length; t++) {
            if (!moving || t >= half && t < values.length - half) {
                double base = moving ? centredMean(values, t, m) : mean;
                sums[t % m] += factors ? values[t] / base : values[t] - base;
                counts[t % m]++;
            }
        }
        double[] season = new double[m];
        double total = 0;
        for (int place = 0; place < m; place++) {
            double index = counts[place] == 0 ? Double.NaN : sums[place] / counts[place];
            season[place] = factors
                    ? Math.max(LEAST_FACTOR, Double.isNaN(index) ? 1 : index)
                    : Double.isNaN(index) ? 0 : index;
            total += season[place];
        }
        for (int place = 0; place < m; place++) {
            season[place] = factors ? season[place] * m / total : season[place] - total / m;
        }
        return season;
    }

    private static double centredMean(double[] values, int t, int m) {
        int half = m / 2;
        double sum = 0;
        for (int i = t - half; i <= t + half; i++) {
            boolean shared = m % 2 == 0 && Math.abs(i - t) == half;
            sum += shared ? values[i] / 2 : values[i];
        }
        return sum / m;
    }
}
