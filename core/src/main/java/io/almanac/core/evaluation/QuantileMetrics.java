package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.evaluation.ComposedMetric.Traits;
import io.almanac.core.forecast.Forecast;
import java.util.Arrays;
import java.util.List;

/**
 * Metrics of quantiles and sampled paths. y is the actual value, q the forecast's quantile p, and the pinball loss is
 * max(p (y - q), (p - 1) (y - q)): Koenker and Bassett 1978, "Regression Quantiles". Lower is better for all. A label
 * whose forecasts lack a quantile, or paths, has no value.
 */
public final class QuantileMetrics {

    private QuantileMetrics() {}

    /** Mean pinball loss of a quantile, x1, in the unit of the series. */
    public static ForecastMetric pinball(double p) {
        return pinball(p, PinballFactor.X1);
    }

    /** Mean pinball loss of a quantile. */
    public static ForecastMetric pinball(double p, PinballFactor factor) {
        return ComposedMetric.mean(
                "pinball " + p + " (" + factor + ")",
                Traits.PLAIN.needs(quantile(p)),
                (s, c, t) -> factor.times() * loss(s, p, c, t));
    }

    /**
     * Mean of the pinball loss over a, the mean absolute difference of the history at the season; without unit, a mean
     * over series and channels. Source: Makridakis et al. 2022, "The M5 uncertainty competition", SPL, there with
     * season 1.
     */
    public static ForecastMetric scaledPinball(double p, int season) {
        ScaledMetrics.checkSeason(season);
        return ComposedMetric.mean(
                "scaled pinball " + p + " (x1, season " + season + ")",
                Traits.SCALED.needs(quantile(p)),
                (s, c, t) -> loss(s, p, c, t) / ScaledMetrics.scale(s, c, season, 1));
    }

    /** Scaled quantile loss: the mean over some quantiles of twice the scaled pinball loss. SQL in AutoGluon and fev. */
    public static ForecastMetric scaledQuantileLoss(int season, List<Double> quantiles) {
        return scaledQuantileLoss(season, quantiles, PinballFactor.X2);
    }

    /** Scaled quantile loss; x1 is {@code scaled_mqloss} in utilsforecast. */
    public static ForecastMetric scaledQuantileLoss(int season, List<Double> quantiles, PinballFactor factor) {
        ScaledMetrics.checkSeason(season);
        double[] p = array(quantiles);
        return ComposedMetric.mean(
                "SQL (" + factor + ", season " + season + ", " + text(quantiles) + ")",
                Traits.SCALED.needs(MetricNeeds.quantiles(quantiles)),
                (s, c, t) -> factor.times() * meanLoss(s, p, c, t) / ScaledMetrics.scale(s, c, season, 1));
    }

    /**
     * Weighted quantile loss: the sum of twice the mean pinball loss over the sum of |y|, of all points together; without
     * unit. For one quantile {@code wQuantileLoss} in GluonTS, for several {@code mean_wQuantileLoss}, and WQL in
     * AutoGluon and fev.
     */
    public static ForecastMetric weightedQuantileLoss(List<Double> quantiles) {
        double[] p = array(quantiles);
        return ComposedMetric.of(
                "wQL (x2, pooled, " + text(quantiles) + ")",
                Traits.PLAIN.withoutUnit().needs(MetricNeeds.quantiles(quantiles)),
                2,
                (s, c, t, into) -> {
                    into[0] = 2 * meanLoss(s, p, c, t);
                    into[1] = Math.abs(s.actual(c, t));
                },
                (sums, points) -> sums[1] == 0 ? Double.NaN : sums[0] / sums[1]);
    }

    /** The same within each series, then their mean: {@code scaled_crps} in utilsforecast. */
    public static ForecastMetric weightedQuantileLossMeanOfSeries(List<Double> quantiles) {
        return Metrics.pooled(
                "wQL (x2, mean of series, " + text(quantiles) + ")",
                weightedQuantileLoss(quantiles),
                Pooling.MEAN_OF_SERIES);
    }

    /**
     * The continuous ranked probability score, approximated by quantiles, in the unit of the series: twice the integral
     * of the pinball loss over all probabilities (Gneiting and Ranjan 2011, "Comparing Density Forecasts Using Threshold-
     * and Quantile-Weighted Scoring Rules"), where each quantile stands for the probabilities that are closer to it than
     * to another one. So quantiles need not be evenly spaced.
     */
    public static ForecastMetric crps(List<Double> quantiles) {
        double[] p = array(quantiles);
        double[] weights = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            double from = i == 0 ? 0 : (p[i - 1] + p[i]) / 2;
            double to = i == p.length - 1 ? 1 : (p[i] + p[i + 1]) / 2;
            weights[i] = to - from;
        }
        return ComposedMetric.mean(
                "CRPS (" + text(quantiles) + " by gaps)",
                Traits.PLAIN.needs(MetricNeeds.quantiles(quantiles)),
                (s, c, t) -> {
                    double sum = 0;
                    for (int i = 0; i < p.length; i++) {
                        sum += weights[i] * loss(s, p[i], c, t);
                    }
                    return 2 * sum;
                });
    }

    /** The same where each quantile weighs the same, as in scoringrules: only for evenly spaced ones. */
    public static ForecastMetric crpsPlainMean(List<Double> quantiles) {
        double[] p = array(quantiles);
        return ComposedMetric.mean(
                "CRPS (" + text(quantiles) + " plain mean)",
                Traits.PLAIN.needs(MetricNeeds.quantiles(quantiles)),
                (s, c, t) -> 2 * meanLoss(s, p, c, t));
    }

    /**
     * The continuous ranked probability score of N sampled paths x, in the unit of the series: the mean of |x - y| minus
     * the sum of |x - x'| over all ordered pairs divided by 2 N (N - 1). Unbiased for the distribution that the paths are
     * drawn from, so that forecasts with few and with many paths compare; single values may be negative. Source: Ferro
     * 2014, "Fair scores for ensemble forecasts". Needs two paths.
     */
    public static ForecastMetric crpsOfPaths() {
        return ComposedMetric.mean(
                "CRPS (paths, fair)", Traits.PLAIN.needs(MetricNeeds.paths(2)), (s, c, t) -> ofPaths(s, c, t, 1));
    }

    /** The same with 2 N² as the divisor, which charges a forecast for having few paths. As in Darts. */
    public static ForecastMetric crpsOfPathsNotFair() {
        return ComposedMetric.mean(
                "CRPS (paths, 1/(2N^2))", Traits.PLAIN.needs(MetricNeeds.paths(1)), (s, c, t) -> ofPaths(s, c, t, 0));
    }

    /**
     * Calibration error: the mean over some quantiles of |share of y at or below the quantile - p|, in percentage points.
     * 0 is best.
     */
    public static ForecastMetric calibrationError(List<Double> quantiles) {
        double[] p = array(quantiles);
        return ComposedMetric.of(
                "calibration error (%, " + text(quantiles) + ")",
                Traits.PLAIN.withoutUnit().needs(MetricNeeds.quantiles(quantiles)),
                p.length,
                (s, c, t, into) -> {
                    double y = s.actual(c, t);
                    for (int i = 0; i < p.length; i++) {
                        into[i] = Double.isNaN(y) ? Double.NaN : y <= value(s, p[i], c, t) ? 1 : 0;
                    }
                },
                (sums, points) -> {
                    double off = 0;
                    for (int i = 0; i < p.length; i++) {
                        off += Math.abs(sums[i] / points - p[i]);
                    }
                    return 100 * off / p.length;
                });
    }

    static MetricNeeds quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be within (0, 1), was " + p);
        }
        return MetricNeeds.quantiles(List.of(p));
    }

    /** The forecast's quantile p. */
    static double value(Scored scored, double p, int channel, int step) {
        Forecast forecast = scored.forecast();
        List<Double> quantiles = forecast.quantiles();
        for (int i = 0; i < quantiles.size(); i++) {
            if (quantiles.get(i) == p) {
                return forecast.quantile(i, channel, step);
            }
        }
        return Double.NaN;
    }

    private static double loss(Scored scored, double p, int channel, int step) {
        double difference = scored.actual(channel, step) - value(scored, p, channel, step);
        return Math.max(p * difference, (p - 1) * difference);
    }

    private static double meanLoss(Scored scored, double[] p, int channel, int step) {
        double sum = 0;
        for (double one : p) {
            sum += loss(scored, one, channel, step);
        }
        return sum / p.length;
    }

    /** @param fair 1 to divide by N (N - 1) instead of N² */
    private static double ofPaths(Scored scored, int channel, int step, int fair) {
        Forecast forecast = scored.forecast();
        double y = scored.actual(channel, step);
        int n = forecast.paths();
        double[] x = new double[n];
        double distance = 0;
        for (int i = 0; i < n; i++) {
            x[i] = forecast.path(i, channel, step);
            distance += Math.abs(x[i] - y);
        }
        Arrays.sort(x);
        // Of ordered pairs, the i-th smallest is the larger one in 2 i and the smaller one in 2 (n - 1 - i).
        double spread = 0;
        for (int i = 0; i < n; i++) {
            spread += 2 * x[i] * (2 * i - n + 1);
        }
        return distance / n - spread / (2.0 * n * (n - fair));
    }

    private static double[] array(List<Double> quantiles) {
        if (quantiles.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one quantile");
        }
        double previous = 0;
        for (double p : quantiles) {
            if (!(p > previous && p < 1)) {
                throw new IllegalArgumentException("quantiles must ascend within (0, 1), were " + quantiles);
            }
            previous = p;
        }
        return quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String text(List<Double> quantiles) {
        int last = quantiles.size() - 1;
        return last == 0
                ? "quantile " + quantiles.get(0)
                : quantiles.size() + " quantiles " + quantiles.get(0) + ".." + quantiles.get(last);
    }
}
