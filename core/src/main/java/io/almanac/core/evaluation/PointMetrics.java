package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.evaluation.ComposedMetric.Traits;
import io.almanac.core.forecast.PointKind;

/**
 * Metrics of the point forecast that are not scaled by the history. y is the actual value, f the forecast, e = f - y, a
 * mean is over the scored points. Lower is better for all but bias, best at 0. Not for comparing series or channels of
 * different units: for that there are {@link ScaledMetrics}.
 *
 * <p>Definitions: Hyndman and Koehler 2006, "Another look at measures of forecast accuracy". Where toolkits differ, the
 * name says which one it is.
 */
public final class PointMetrics {

    private static final Traits MEDIAN = Traits.PLAIN.bestFor(PointKind.MEDIAN);
    private static final Traits MEAN = Traits.PLAIN.bestFor(PointKind.MEAN);

    private PointMetrics() {}

    /** Mean of |e|, in the unit of the series. Rewards medians. */
    public static ForecastMetric mae() {
        return ComposedMetric.mean("MAE", MEDIAN, (s, c, t) -> Math.abs(s.error(c, t)));
    }

    /** Mean of e², in the squared unit of the series. Rewards means. */
    public static ForecastMetric mse() {
        return ComposedMetric.mean("MSE", MEAN, PointMetrics::squaredError);
    }

    /** Square root of the mean of e², in the unit of the series. Rewards means. */
    public static ForecastMetric rmse() {
        return ComposedMetric.mean("RMSE", MEAN, PointMetrics::squaredError).root();
    }

    /** Mean of e, in the unit of the series: positive where forecasts are too high on average. Rewards means. */
    public static ForecastMetric bias() {
        return ComposedMetric.mean("bias", MEAN, Scored::error).bestAt(0);
    }

    /** Mean of 100 |e| / |y|, in percent. Points with y = 0 are left out. */
    public static ForecastMetric mape() {
        return ComposedMetric.mean(
                "MAPE (%)",
                MEDIAN.withoutUnit(), (s, c, t) -> {
                    double y = s.actual(c, t);
                    return y == 0 ? Double.NaN : 100 * Math.abs(s.error(c, t) / y);
                });
    }

    /** Mean of 200 |e| / (|y| + |f|), from 0 to 200; 0 where y = f = 0. As in the M4 competition and Darts. */
    public static ForecastMetric smape() {
        return smape("sMAPE (0..200)", 200);
    }

    /** Mean of 2 |e| / (|y| + |f|), from 0 to 2; 0 where y = f = 0. As in GluonTS and AutoGluon. */
    public static ForecastMetric smapeUpTo2() {
        return smape("sMAPE (0..2)", 2);
    }

    /** Mean of |e| / (|y| + |f|), from 0 to 1; 0 where y = f = 0. As in utilsforecast. */
    public static ForecastMetric smapeUpTo1() {
        return smape("sMAPE (0..1)", 1);
    }

    private static ForecastMetric smape(String name, double most) {
        return ComposedMetric.mean(name, MEDIAN.withoutUnit(), (s, c, t) -> {
            double error = Math.abs(s.error(c, t));
            double size = Math.abs(s.actual(c, t)) + Math.abs(s.forecast().point(c, t));
            return error == 0 ? 0 : most * error / size;
        });
    }

    /** 100 times the sum of |e| over the sum of |y|, in percent, of all points together. ND in GluonTS. */
    public static ForecastMetric wape() {
        return ComposedMetric.of(
                "WAPE (%, pooled)",
                MEDIAN.withoutUnit(),
                2,
                (s, c, t, into) -> {
                    into[0] = Math.abs(s.error(c, t));
                    into[1] = Math.abs(s.actual(c, t));
                },
                (sums, points) -> sums[1] == 0 ? Double.NaN : 100 * sums[0] / sums[1]);
    }

    /** The same within each series, then their mean, as in utilsforecast. Series of nothing but 0 are left out. */
    public static ForecastMetric wapeMeanOfSeries() {
        return Metrics.pooled("WAPE (%, mean of series)", wape(), Pooling.MEAN_OF_SERIES);
    }

    static double squaredError(Scored scored, int channel, int step) {
        double error = scored.error(channel, step);
        return error * error;
    }
}
