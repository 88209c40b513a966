package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;

/**
 * A state before the first value of a history, computed from the history alone: where the search for the best one begins.
 * Indices of the season come from a classical decomposition, level and slope from a line through the first values without
 * them, as in Hyndman et al. 2008, section 2.6.1.
 */
final class EtsStart {

    private static final int FEWEST = 10;
    private static final double LEAST_FACTOR = 0.01;
    private static final double MOST_GROWTH = 2;

    private EtsStart() {}

    /** A state with some smoothing parameters. */
    static EtsState of(EtsForm form, double[] values) {
        double[] filled = filled(values);
        boolean factors = form.season() == Part.MULTIPLIED;
        double[] season = form.seasonal() ? season(filled, form.period(), factors) : new double[1];
        return of(form, adjusted(filled, season, factors), season);
    }

    /** The same where the index of each place is known. */
    static EtsState withSeason(EtsForm form, double[] values, double[] season) {
        return of(form, adjusted(filled(values), season, form.season() == Part.MULTIPLIED), season);
    }

    private static EtsState of(EtsForm form, double[] adjusted, double[] season) {
        int n = Math.min(adjusted.length, Math.max(FEWEST, 2 * form.period()));
        double mean = Arrays.stream(adjusted, 0, n).average().orElseThrow();
        if (!form.trending()) {
            return state(mean, 0, season);
        }
        if (n < 2) {
            return state(mean, neutral(form), season);
        }
        double products = 0;
        double centre = (n - 1) / 2.0;
        for (int t = 0; t < n; t++) {
            products += (t - centre) * adjusted[t];
        }
        double slope = products * 12 / (n * ((double) n * n - 1));
        double level = mean - slope * (centre + 1); // one step before the first value
        if (form.trend() == Part.ADDED) {
            return state(level, slope, season);
        }
        double first = level + slope;
        double ratio = (first + slope) / first;
        return first > 0 && ratio > 1 / MOST_GROWTH && ratio < MOST_GROWTH
                ? state(first / ratio, ratio, season)
                : state(mean, 1, season);
    }

    private static EtsState state(double level, double slope, double[] season) {
        return new EtsState(0.5, 0.1, 0.1, 0.9, level, slope, season);
    }

    private static double neutral(EtsForm form) {
        return form.trend() == Part.MULTIPLIED ? 1 : 0;
    }

    /** A state half way from another to one without slope and season: forecasts of a multiplicative form must stay above 0. */
    static EtsState tamer(EtsForm form, EtsState state, double[] values) {
        double mean =
                Arrays.stream(values).filter(y -> !Double.isNaN(y)).average().orElseThrow();
        double flat = form.season() == Part.MULTIPLIED ? 1 : 0;
        return state(
                (state.level() + mean) / 2,
                form.trending() ? (state.slope() + neutral(form)) / 2 : 0,
                Arrays.stream(state.season()).map(s -> (s + flat) / 2).toArray());
    }

    /** A copy whose missing values lie on lines between their neighbours; after the last observed one they equal that. */
    private static double[] filled(double[] values) {
        double[] filled = values.clone();
        int last = 0; // the first is observed
        for (int t = 1; t < filled.length; t++) {
            if (!Double.isNaN(filled[t])) {
                for (int gap = last + 1; gap < t; gap++) {
                    filled[gap] = filled[last] + (filled[t] - filled[last]) * (gap - last) / (t - last);
                }
                last = t;
            }
        }
        Arrays.fill(filled, last + 1, filled.length, filled[last]);
        return filled;
    }

    private static double[] adjusted(double[] filled, double[] season, boolean factors) {
        double[] adjusted = new double[filled.length];
        for (int t = 0; t < filled.length; t++) {
            double index = season[t % season.length];
            adjusted[t] = factors ? filled[t] / index : filled[t] - index;
        }
        return adjusted;
    }

    /** The mean distance, or ratio, of each place from a centred moving average; from the mean where that is too short. */
    private static double[] season(double[] values, int m, boolean factors) {
        int half = m / 2;
        boolean moving = values.length >= 2 * m + half;
        double mean = Arrays.stream(values).average().orElseThrow();
        double[] sums = new double[m];
        int[] counts = new int[m];
        for (int t = moving ? half : 0; t < values.length - (moving ? half : 0); t++) {
            double base = moving ? centredMean(values, t, m) : mean;
            sums[t % m] += factors ? values[t] / base : values[t] - base;
            counts[t % m]++;
        }
        double neutral = factors ? 1 : 0;
        double[] season = new double[m];
        Arrays.setAll(season, place -> counts[place] == 0 ? neutral : sums[place] / counts[place]);
        if (!factors) {
            double centre = Arrays.stream(season).average().orElseThrow();
            return Arrays.stream(season).map(s -> s - centre).toArray();
        }
        double[] positive =
                Arrays.stream(season).map(s -> Math.max(LEAST_FACTOR, s)).toArray();
        double centre = Arrays.stream(positive).average().orElseThrow();
        return Arrays.stream(positive).map(s -> s / centre).toArray();
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
