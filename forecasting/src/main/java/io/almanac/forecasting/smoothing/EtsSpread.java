package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import io.almanac.forecasting.smoothing.EtsForm.Part;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * What a form forecasts from a state, and how far off that may be. Immutable.
 *
 * <p>Points are those without any further error, as in R's {@code ets}; under a multiplicative trend, and beyond the first
 * season under a multiplicative one, the mean is a little above. Deviations come from the formulas of Hyndman et al. 2008,
 * sections 6.2 to 6.4, and quantiles are those of a
 * normal distribution. Under a multiplicative trend there is no formula: both come from sampled paths, always the same.
 *
 * @param state    after the last observed value
 * @param variance of the errors one step ahead, of the relative ones where they are multiplicative
 */
record EtsSpread(EtsForm form, EtsState state, double variance) {

    private static final int PATHS = 5000;
    private static final int SEED = 20080619;

    /** Beyond that nothing is said, but numbers stay finite. In the unit of the values, which is of magnitude 1. */
    private static final double LARGEST = 1e100;

    /** The level of each step ahead without its place in the season (H). */
    double[] levels(int horizon) {
        boolean powers = form.trend() == Part.MULTIPLIED;
        double[] levels = new double[horizon];
        double l = state.level();
        double b = state.slope();
        for (int h = 0; h < horizon; h++) {
            b = powers ? Math.pow(b, state.phi()) : state.phi() * b;
            l = powers ? l * b : l + b;
            levels[h] = Math.max(-LARGEST, Math.min(LARGEST, l));
        }
        return levels;
    }

    /** The points (H). */
    double[] points(int horizon) {
        double[] points = levels(horizon);
        double[] season = state.season();
        for (int h = 0; h < horizon; h++) {
            double s = season[h % season.length];
            points[h] = form.season() == Part.MULTIPLIED ? points[h] * s : points[h] + s;
        }
        return points;
    }

    /** A forecast of the steps after some that were not observed. */
    LocalForecast forecast(int skipped, int horizon, Probabilities asked) {
        int steps = skipped + horizon;
        double[] points = Arrays.copyOfRange(points(steps), skipped, steps);
        if (form.trend() == Part.MULTIPLIED) {
            return sampled(points, skipped, asked);
        }
        return LocalForecast.normal(points, Arrays.copyOfRange(deviations(steps), skipped, steps), asked);
    }

    /** The deviations (H) of a form without a multiplicative trend. */
    double[] deviations(int horizon) {
        double[] variances = form.season() == Part.MULTIPLIED
                ? seasonal(horizon)
                : form.relative() ? relative(horizon) : additive(effects(horizon));
        return Arrays.stream(variances)
                .map(v -> v < LARGEST * LARGEST ? Math.sqrt(Math.max(0, v)) : LARGEST)
                .toArray();
    }

    /** What an error of 1 adds to the mean j steps later, at place j (H); that at place 0 is 1, for the step itself. */
    private double[] effects(int horizon) {
        double[] effects = new double[horizon];
        double faded = 0;
        double power = 1;
        boolean places = form.season() == Part.ADDED;
        effects[0] = 1;
        for (int j = 1; j < horizon; j++) {
            power *= state.phi();
            faded += power;
            effects[j] = state.alpha() + state.beta() * faded + (places && j % form.period() == 0 ? state.gamma() : 0);
        }
        return effects;
    }

    /** variance (c(0)² + … + c(h - 1)²). */
    private double[] additive(double[] effects) {
        double[] variances = new double[effects.length];
        double sum = 0;
        for (int h = 0; h < effects.length; h++) {
            sum += effects[h] * effects[h];
            variances[h] = variance * sum;
        }
        return variances;
    }

    /** Errors in proportion to what is forecast: theta is the mean of the square of the forecast one step before. */
    private double[] relative(int horizon) {
        double[] means = points(horizon);
        double[] effects = effects(horizon);
        double[] theta = new double[means.length];
        double[] variances = new double[means.length];
        for (int h = 0; h < means.length; h++) {
            theta[h] = means[h] * means[h];
            for (int j = 1; j <= h; j++) {
                theta[h] += variance * effects[j] * effects[j] * theta[h - j];
            }
            variances[h] = (1 + variance) * theta[h] - means[h] * means[h];
        }
        return variances;
    }

    /**
     * The same where the level ahead is multiplied by an index that the errors of each season renew: the mean of the square
     * of their product. With state x = (l, b), transition F + g e and weight 1 + gamma e where a step renews the index, the matrix
     * of second moments P goes to the mean of (F + g e) P (F + g e)' (1 + gamma e)², e being normal.
     */
    private double[] seasonal(int horizon) {
        double[] points = points(horizon);
        double[] variances = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double ll = state.level() * state.level();
            double lb = state.level() * state.slope();
            double bb = state.slope() * state.slope();
            for (int j = 0; j < h; j++) {
                double gamma = (h - j) % form.period() == 0 ? state.gamma() : 0;
                double one = 1 + gamma * gamma * variance;
                double error = 2 * gamma * variance;
                double square = variance + 3 * gamma * gamma * variance * variance;
                // F x = (q, phi b) with q = l + phi b; an error adds (alpha, beta) q.
                double qq = ll + 2 * state.phi() * lb + state.phi() * state.phi() * bb;
                double qb = state.phi() * (lb + state.phi() * bb);
                double a = state.alpha();
                double b = state.beta();
                bb = one * state.phi() * state.phi() * bb + 2 * error * b * qb + square * b * b * qq;
                lb = one * qb + error * (a * qb + b * qq) + square * a * b * qq;
                ll = qq * (one + 2 * error * a + square * a * a);
            }
            double s = state.season()[h % form.period()];
            double ahead = ll + 2 * state.phi() * lb + state.phi() * state.phi() * bb;
            variances[h] = s * s * ahead * (1 + variance) - points[h] * points[h];
        }
        return variances;
    }

    private LocalForecast sampled(double[] points, int skipped, Probabilities asked) {
        double[][] paths = new double[points.length][PATHS];
        RandomGenerator random = new Well19937c(SEED);
        double[] season = new double[form.period()];
        double deviation = Math.sqrt(variance);
        for (int path = 0; path < PATHS; path++) {
            double l = state.level();
            double b = state.slope();
            System.arraycopy(state.season(), 0, season, 0, season.length);
            for (int h = 0; h < skipped + points.length; h++) {
                int place = h % season.length;
                double e = Math.max(-1, deviation * random.nextGaussian()); // values don't fall below 0
                double c = Math.pow(b, state.phi());
                double q = Math.min(LARGEST, l * c);
                if (h >= skipped) {
                    paths[h - skipped][path] = q * (1 + e) * (form.seasonal() ? season[place] : 1);
                }
                b = Math.min(LARGEST, c * (1 + state.beta() * e));
                l = q * (1 + state.alpha() * e);
                season[place] *= 1 + state.gamma() * e;
            }
        }
        double[] deviations = new double[points.length];
        double[][] quantiles = new double[asked.size()][points.length];
        for (int h = 0; h < points.length; h++) {
            double mean = Arrays.stream(paths[h]).average().orElseThrow();
            deviations[h] = Math.sqrt(Arrays.stream(paths[h])
                    .map(y -> (y - mean) * (y - mean) / PATHS)
                    .sum());
            Arrays.sort(paths[h]);
            for (int q = 0; q < quantiles.length; q++) {
                double at = asked.probability(q) * (PATHS - 1);
                int below = (int) at;
                double above = paths[h][Math.min(PATHS - 1, below + 1)];
                quantiles[q][h] = paths[h][below] + (at - below) * (above - paths[h][below]);
            }
        }
        return new LocalForecast(points, deviations, quantiles);
    }

    /**
     * Whether positive values may have come from it: its level, and where errors are multiplicative its forecasts, stay above 0
     * for two seasons, and 24 steps at least; and the deviation one season ahead, 6 steps at least, is no more than the point.
     */
    boolean plausible() {
        int far = Math.max(24, 2 * form.period());
        if (Arrays.stream(levels(far)).anyMatch(l -> l <= 0)) {
            return false;
        }
        if (!form.relative()) {
            return true;
        }
        double[] points = points(far);
        int near = Math.max(6, form.period()) - 1;
        return Arrays.stream(points).allMatch(y -> y > 0)
                && (form.trend() == Part.MULTIPLIED || deviations(near + 1)[near] <= points[near]);
    }
}
