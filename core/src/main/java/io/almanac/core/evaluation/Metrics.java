package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets of metrics, and ways to put one together over series. The metrics themselves are in {@link PointMetrics},
 * {@link ScaledMetrics}, {@link QuantileMetrics} and {@link IntervalMetrics}; what compares two labels is in
 * {@link RelativeScores}. {@code docs/metrics.md} has a table of all with formulas and sources.
 */
public final class Metrics {

    /**
     * The quantiles at which scaled pinball loss stands beside RMSSE where demand is intermittent
     * ({@link DemandClass.Balance#mostlySporadic}): there 0 is often the best median, and stocks are planned by high quantiles.
     */
    public static final List<Double> INTERMITTENT = List.of(0.5, 0.8, 0.95);

    private Metrics() {}

    /**
     * What a backtest reports: the metrics of points, scaled with the schema's season, and those of the quantiles and of
     * the levels whose bounds are among them. Metrics of sampled paths are not among these.
     */
    public static List<ForecastMetric> standard(Schema schema, List<Double> quantiles) {
        int season = schema.season();
        var metrics = new ArrayList<ForecastMetric>(List.of(
                ScaledMetrics.mase(season),
                PointMetrics.mae(),
                PointMetrics.rmse(),
                PointMetrics.smape(),
                PointMetrics.wape(),
                PointMetrics.wapeMeanOfSeries(),
                ScaledMetrics.rmsse(season),
                PointMetrics.mape(),
                PointMetrics.mse(),
                PointMetrics.bias(),
                medianOfSeries(ScaledMetrics.mase(season))));
        for (int level : Levels.of(quantiles)) {
            metrics.add(IntervalMetrics.coverage(level));
            metrics.add(IntervalMetrics.intervalScore(level));
            metrics.add(IntervalMetrics.msis(level, season));
        }
        if (!quantiles.isEmpty()) {
            metrics.add(QuantileMetrics.scaledQuantileLoss(season, quantiles));
            metrics.add(QuantileMetrics.weightedQuantileLoss(quantiles));
            metrics.add(QuantileMetrics.crps(quantiles));
            metrics.add(QuantileMetrics.calibrationError(quantiles));
        }
        for (double p : quantiles) {
            metrics.add(QuantileMetrics.pinball(p));
            metrics.add(IntervalMetrics.coverageBelow(p));
        }
        INTERMITTENT.stream()
                .filter(quantiles::contains)
                .forEach(p -> metrics.add(QuantileMetrics.scaledPinball(p, season)));
        return List.copyOf(metrics);
    }

    /** A metric computed within each channel of each series, then the mean of those. */
    public static ForecastMetric meanOfSeries(ForecastMetric metric) {
        return pooled(metric.name() + ", mean of series", metric, Pooling.MEAN_OF_SERIES);
    }

    /** A metric computed within each channel of each series, then the median of those. */
    public static ForecastMetric medianOfSeries(ForecastMetric metric) {
        return pooled(metric.name() + ", median of series", metric, Pooling.MEDIAN_OF_SERIES);
    }

    /**
     * A metric computed within each channel of each series, then the geometric mean of those. Series in which it is not
     * positive are left out and counted.
     */
    public static ForecastMetric geometricMeanOfSeries(ForecastMetric metric) {
        return pooled(metric.name() + ", geometric mean of series", metric, Pooling.GEOMETRIC_MEAN_OF_SERIES);
    }

    static ForecastMetric pooled(String name, ForecastMetric metric, Pooling pooling) {
        return new Pooled(name, metric, pooling);
    }

    /** Another metric's sums and formula, put together over series in another way. */
    private record Pooled(String name, ForecastMetric metric, Pooling pooling) implements ForecastMetric {

        @Override
        public int sums() {
            return metric.sums();
        }

        @Override
        public void terms(Scored scored, int channel, int step, double[] into) {
            metric.terms(scored, channel, step, into);
        }

        @Override
        public double value(double[] sums, long points) {
            return metric.finish(metric.value(sums, points));
        }

        @Override
        public MetricNeeds needs() {
            return metric.needs();
        }

        @Override
        public Optional<PointKind> bestFor() {
            return metric.bestFor();
        }

        @Override
        public boolean freeOfUnits() {
            return metric.freeOfUnits();
        }

        @Override
        public double distanceFromBest(double value) {
            return metric.distanceFromBest(value);
        }
    }
}
