package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Levels;
import io.almanac.core.series.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The metrics that come with Almanac. y is the actual value, f the point forecast, e = f - y, a mean is over the
 * scored points. Lower is better for all but bias, best at 0, and coverage, best at its level.
 *
 * <p>Definitions differ between toolkits; each name states which one it is. See Hyndman and Koehler 2006, "Another
 * look at measures of forecast accuracy", for MAE to MASE.
 */
public final class Metrics {

    private Metrics() {}

    /** Mean of |e|, in the unit of the series. */
    public static ForecastMetric mae() {
        return mean("MAE", Pooling.POINTS, (s, c, t) -> Math.abs(s.error(c, t)));
    }

    /** Mean of e², in the squared unit of the series. */
    public static ForecastMetric mse() {
        return mean("MSE", Pooling.POINTS, Metrics::squaredError);
    }

    /** Square root of the mean of e², in the unit of the series. */
    public static ForecastMetric rmse() {
        return new Mean("RMSE", Pooling.POINTS, Metrics::squaredError, Math::sqrt, DoubleUnaryOperator.identity());
    }

    /** Mean of e, in the unit of the series: positive where forecasts are too high on average. */
    public static ForecastMetric bias() {
        return new Mean("bias", Pooling.POINTS, Scored::error, DoubleUnaryOperator.identity(), Math::abs);
    }

    /** Mean of 100 |e| / |y|, in percent. Points with y = 0 are left out. */
    public static ForecastMetric mape() {
        return mean(
                "MAPE (%)",
                Pooling.POINTS, (s, c, t) -> {
                    double y = s.actual(c, t);
                    return y == 0 ? Double.NaN : 100 * Math.abs(s.error(c, t) / y);
                });
    }

    /** Mean of 200 |e| / (|y| + |f|), from 0 to 200; 0 where y = f = 0. As in the M4 competition. */
    public static ForecastMetric smape() {
        return mean("sMAPE (0..200)", Pooling.POINTS, (s, c, t) -> {
            double error = Math.abs(s.error(c, t));
            return error == 0
                    ? 0
                    : 200
                            * error
                            / (Math.abs(s.actual(c, t)) + Math.abs(s.forecast().point(c, t)));
        });
    }

    /** 100 times the sum of |e| over the sum of |y|, in percent, pooled over all points. */
    public static ForecastMetric wape() {
        return new Wape();
    }

    /**
     * Mean of |e| / a, where a is the mean absolute difference of the history at the season: below 1 is better than
     * the seasonal naive forecast was in the history. First within each channel of each series, then their mean. Left
     * out where a is 0 or unknown. Source: Hyndman and Koehler 2006, section 3.
     *
     * @param season of the scale, in steps
     */
    public static ForecastMetric mase(int season) {
        checkSeason(season);
        return mean(
                "MASE (season " + season + ")",
                Pooling.MEAN_OF_SERIES,
                (s, c, t) -> Math.abs(s.error(c, t)) / positive(s.scale(c, season, 1)));
    }

    /**
     * Square root of the mean of e² / b, where b is the mean squared difference of the history at the season. The root
     * is taken within each channel of each series, then their mean. Left out where b is 0 or unknown. Source:
     * Makridakis et al. 2022, "M5 accuracy competition", there with season 1.
     */
    public static ForecastMetric rmsse(int season) {
        checkSeason(season);
        return new Mean(
                "RMSSE (season " + season + ")",
                Pooling.MEAN_OF_SERIES,
                (s, c, t) -> squaredError(s, c, t) / positive(s.scale(c, season, 2)),
                Math::sqrt,
                DoubleUnaryOperator.identity());
    }

    /**
     * Mean of max(p (y - q), (p - 1) (y - q)), where q is the forecast's quantile p; without the factor 2 that some
     * toolkits have. Left out where a forecast has no such quantile. Source: Koenker and Bassett 1978, "Regression
     * Quantiles".
     */
    public static ForecastMetric pinball(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be within (0, 1), was " + p);
        }
        return mean("pinball " + p + " (x1)", Pooling.POINTS, (s, c, t) -> {
            double difference = s.actual(c, t) - quantile(s, p, c, t);
            return Math.max(p * difference, (p - 1) * difference);
        });
    }

    /**
     * Share of actual values within the central interval of a level, its bounds included, in percent. Left out where a
     * forecast has no such interval.
     *
     * @param level in percent
     */
    public static ForecastMetric coverage(int level) {
        double lower = Levels.lower(level);
        double upper = Levels.upper(level);
        return new Mean(
                "coverage " + level + " (%)",
                Pooling.POINTS,
                (s, c, t) -> {
                    double y = s.actual(c, t);
                    double low = quantile(s, lower, c, t);
                    double high = quantile(s, upper, c, t);
                    return Double.isNaN(y + low + high) ? Double.NaN : low <= y && y <= high ? 100 : 0;
                },
                DoubleUnaryOperator.identity(),
                value -> Math.abs(value - level));
    }

    /**
     * What a backtest reports: all metrics above, scaled with the schema's season, pinball for each quantile and
     * coverage for each level.
     */
    public static List<ForecastMetric> standard(Schema schema, List<Double> quantiles) {
        var metrics = new ArrayList<ForecastMetric>(List.of(
                mase(schema.season()), mae(), rmse(), smape(), wape(), rmsse(schema.season()), mape(), mse(), bias()));
        Levels.of(quantiles).forEach(level -> metrics.add(coverage(level)));
        quantiles.forEach(p -> metrics.add(pinball(p)));
        return List.copyOf(metrics);
    }

    private static void checkSeason(int season) {
        if (season < 1) {
            throw new IllegalArgumentException("season must be at least 1, was " + season);
        }
    }

    private static double squaredError(Scored scored, int channel, int step) {
        double error = scored.error(channel, step);
        return error * error;
    }

    /** A scale of 0 leaves the point out, rather than being replaced by something. */
    private static double positive(double scale) {
        return scale > 0 ? scale : Double.NaN;
    }

    private static double quantile(Scored scored, double p, int channel, int step) {
        int index = scored.forecast().quantiles().indexOf(p);
        return index < 0 ? Double.NaN : scored.forecast().quantile(index, channel, step);
    }

    private static ForecastMetric mean(String name, Pooling pooling, Term term) {
        return new Mean(name, pooling, term, DoubleUnaryOperator.identity(), DoubleUnaryOperator.identity());
    }

    /** What one point adds. */
    @FunctionalInterface
    private interface Term {
        double of(Scored scored, int channel, int step);
    }

    /** A function of the mean of one term. */
    private record Mean(
            String name, Pooling pooling, Term term, DoubleUnaryOperator ofMean, DoubleUnaryOperator distance)
            implements ForecastMetric {

        @Override
        public int sums() {
            return 1;
        }

        @Override
        public void terms(Scored scored, int channel, int step, double[] into) {
            into[0] = term.of(scored, channel, step);
        }

        @Override
        public double value(double[] sums, long points) {
            return ofMean.applyAsDouble(sums[0] / points);
        }

        @Override
        public double distanceFromBest(double value) {
            return distance.applyAsDouble(value);
        }
    }

    private record Wape() implements ForecastMetric {

        @Override
        public String name() {
            return "WAPE (%)";
        }

        @Override
        public Pooling pooling() {
            return Pooling.POINTS;
        }

        @Override
        public int sums() {
            return 2;
        }

        @Override
        public void terms(Scored scored, int channel, int step, double[] into) {
            into[0] = Math.abs(scored.error(channel, step));
            into[1] = Math.abs(scored.actual(channel, step));
        }

        @Override
        public double value(double[] sums, long points) {
            return sums[1] == 0 ? Double.NaN : 100 * sums[0] / sums[1];
        }
    }
}
