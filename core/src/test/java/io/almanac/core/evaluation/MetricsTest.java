package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Schema MONTHLY = Schema.univariate(Frequency.parse("M"));

    @Test
    void theStandardMetricsFollowTheSchemaAndTheQuantiles() {
        assertEquals(
                List.of(
                        "MASE (season 12)",
                        "MAE",
                        "RMSE",
                        "sMAPE (0..200)",
                        "WAPE (%, pooled)",
                        "WAPE (%, mean of series)",
                        "RMSSE (season 12, root per series)",
                        "MAPE (%)",
                        "MSE",
                        "bias",
                        "MASE (season 12), median of series",
                        "coverage 80 (%)",
                        "interval score 80",
                        "MSIS 80 (season 12)",
                        "SQL (x2, season 12, 3 quantiles 0.1..0.9)",
                        "wQL (x2, pooled, 3 quantiles 0.1..0.9)",
                        "CRPS (3 quantiles 0.1..0.9 by gaps)",
                        "calibration error (%, 3 quantiles 0.1..0.9)",
                        "pinball 0.1 (x1)",
                        "coverage below 0.1 (%)",
                        "pinball 0.5 (x1)",
                        "coverage below 0.5 (%)",
                        "pinball 0.9 (x1)",
                        "coverage below 0.9 (%)",
                        "scaled pinball 0.5 (x1, season 12)"),
                names(Metrics.standard(MONTHLY, List.of(0.1, 0.5, 0.9))));
        assertEquals(11, Metrics.standard(MONTHLY, List.of()).size());
    }

    @Test
    void pointsWithoutAnActualValueAreLeftOutByEveryMetric() {
        Scorings scorings = Scorings.of(0, "s", new double[] {1, 3, 2, 5}, Double.NaN, 24, Double.NaN);
        scorings.label(
                "a",
                scorings.forecast(
                        List.of(0.1, 0.5, 0.9), new double[] {1, 22, 22}, new double[] {2, 25, 24}, new double[] {
                            3, 27, 27
                        }));
        for (ForecastMetric metric : Metrics.standard(MONTHLY.withSeasons(List.of(1)), List.of(0.1, 0.5, 0.9))) {
            MetricValue value = scorings.value(metric);
            assertEquals(1, value.points(), metric.name());
            assertEquals(2, value.left(), metric.name());
            assertTrue(Double.isFinite(value.value()), metric.name());
        }
    }

    @Test
    void aMetricIsPutTogetherOverSeriesInOtherWays() {
        // |e| 1 and 1 of s, 4 of t, 16 of u: pooled 22 / 4, mean 7, median 4, geometric mean 4.
        List<ForecastMetric> metrics = List.of(
                PointMetrics.mae(),
                Metrics.meanOfSeries(PointMetrics.mae()),
                Metrics.medianOfSeries(PointMetrics.mae()),
                Metrics.geometricMeanOfSeries(PointMetrics.mae()));
        var evaluator = ForecastEvaluator.of(metrics);
        evaluator.scored(
                Scorings.of(0, "s", new double[] {1}, 0, 0).label("a", 1, 1).trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {1}, 0).label("a", 4).trial());
        evaluator.scored(Scorings.of(0, "u", new double[] {1}, 0).label("a", 16).trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(5.5, evaluation.overall("a", "MAE"));
        assertEquals(7, evaluation.overall("a", "MAE, mean of series"));
        assertEquals(4, evaluation.overall("a", "MAE, median of series"));
        assertEquals(4, evaluation.overall("a", "MAE, geometric mean of series"), 1e-15);
    }

    @Test
    void anotherPoolingChangesNothingElse() {
        ForecastMetric median = Metrics.medianOfSeries(IntervalMetrics.coverage(80));
        assertEquals(IntervalMetrics.coverage(80).needs(), median.needs());
        assertEquals(5, median.distanceFromBest(75));
        assertEquals(
                Optional.of(PointKind.MEAN),
                Metrics.meanOfSeries(PointMetrics.rmse()).bestFor());
        // Limits are of a share of points; a median of shares is none.
        assertTrue(!median.share());
    }

    private static List<String> names(List<ForecastMetric> metrics) {
        return metrics.stream().map(ForecastMetric::name).toList();
    }
}
