package io.almanac.benchmarks.competition;

import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.IntervalMetrics;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.Map;

/**
 * The errors of one label on one group.
 *
 * @param series   that were scored
 * @param unscaled of these, how many are left out of MASE because their training part does not change at the season
 * @param refused  of these, for how many the stand-in was scored
 * @param points   that were scored
 * @param smape    mean over all points of 200 |y - f| / (|y| + |f|)
 * @param smapeOfSeries mean over series of their own; the same where all have as many points
 * @param mase     mean over series of the mean absolute error divided by that of the seasonal naive forecast one season
 *                 ahead in the training part
 * @param within80 percentage of the points within the 80 % interval
 * @param within95 percentage of the points within the 95 % interval
 */
record GroupScores(
        int series,
        long unscaled,
        int refused,
        long points,
        double smape,
        double smapeOfSeries,
        double mase,
        double within80,
        double within95) {

    private static final String LABEL = "scored";

    /**
     * Scores the outcomes of a group.
     *
     * @param outcomes one for each series, in order
     * @param standIns likewise, scored where an outcome is a refusal; empty if none is
     */
    static GroupScores of(SplitSeries data, List<Outcome> outcomes, List<Outcome> standIns) {
        ForecastMetric smape = PointMetrics.smape();
        ForecastMetric ofSeries = Metrics.meanOfSeries(smape);
        ForecastMetric mase = ScaledMetrics.mase(data.group().season());
        ForecastMetric within80 = IntervalMetrics.coverage(80);
        ForecastMetric within95 = IntervalMetrics.coverage(95);
        var evaluator = ForecastEvaluator.of(List.of(smape, ofSeries, mase, within80, within95));
        List<Double> quantiles = quantiles(outcomes);
        int refused = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            TimeSeries whole = data.whole().get(i);
            boolean own = outcomes.get(i) instanceof Forecast;
            refused += own ? 0 : 1;
            evaluator.scored(Trial.of(
                    0,
                    whole,
                    data.history(whole),
                    0,
                    Map.of(LABEL, quantiles),
                    Map.of(LABEL, outcomes.get(i)),
                    own ? Map.of() : Map.of(LABEL, (Forecast) standIns.get(i))));
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        MetricValue scaled = overall(evaluation, mase);
        return new GroupScores(
                outcomes.size(),
                scaled.left() / data.group().horizon(),
                refused,
                overall(evaluation, smape).points(),
                overall(evaluation, smape).value(),
                overall(evaluation, ofSeries).value(),
                scaled.value(),
                overall(evaluation, within80).value(),
                overall(evaluation, within95).value());
    }

    /** Those of the first forecast; none if all outcomes are refusals. */
    private static List<Double> quantiles(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Forecast.class::isInstance)
                .map(outcome -> ((Forecast) outcome).quantiles())
                .findFirst()
                .orElse(List.of());
    }

    private static MetricValue overall(ForecastEvaluation evaluation, ForecastMetric metric) {
        return evaluation
                .find(new MetricId(LABEL, new MetricTarget.Overall(), metric.name()))
                .orElseThrow();
    }
}
