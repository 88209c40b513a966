package io.almanac.cli;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.comparison.ComparisonOptions;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.SeriesLosses;
import io.almanac.core.comparison.Verdict;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.core.forecast.Forecast;
import io.almanac.datasets.tables.ForecastTableJoin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of a forecasting process adds to the one before it: forecast value added, after Gilliland 2010, "The
 * Business Forecasting Deal". Takes in trials of all steps and looks at two.
 */
final class AddedValue implements BacktestSink {

    private final String before;
    private final String name;
    private final ForecastTableJoin.Summary summary;
    private final ForecastEvaluator evaluator;
    private final List<SeriesLosses> losses;

    AddedValue(String before, String name, List<ForecastMetric> metrics, ForecastTableJoin.Summary summary) {
        this.before = before;
        this.name = name;
        this.summary = summary;
        this.evaluator = ForecastEvaluator.of(metrics);
        this.losses = metrics.stream()
                .map(metric -> SeriesLosses.of(metric, summary.horizon(), summary.stride(), summary.folds()))
                .toList();
    }

    /**
     * What came of it.
     *
     * @param value        of the metric
     * @param skill        1 - value / that of the step before; NaN where that is 0
     * @param skillOnFirst the same against the first step
     * @param worse        how many series the step before forecast better
     * @param series       how many series have a value of both
     * @param verdict      {@code BETTER}, {@code WORSE}, {@code NOT_SHOWN} or {@code NOT_TESTABLE}
     * @param evidence     why
     */
    record Result(
            String name,
            double value,
            double skill,
            double skillOnFirst,
            int worse,
            int series,
            String verdict,
            String evidence) {}

    @Override
    public void scored(Trial trial) {
        Map<String, Forecast> two = new LinkedHashMap<>();
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        for (String label : List.of(before, name)) {
            two.put(label, trial.scored(label).map(Scored::forecast).orElseThrow());
            quantiles.put(label, trial.quantiles(label));
        }
        int steps = trial.axis().length();
        double[][] actual = new double[trial.history().schema().channels().size()][steps];
        for (int channel = 0; channel < actual.length; channel++) {
            for (int step = 0; step < steps; step++) {
                actual[channel][step] = trial.actual(channel, step);
            }
        }
        long first = trial.history().axis().stepOf(trial.axis().tick(0)).orElseThrow();
        int gap = Math.toIntExact(first) - trial.history().length();
        Trial ofTwo = Trial.of(trial.fold(), trial.history(), gap, actual, quantiles, two);
        evaluator.scored(ofTwo);
        losses.forEach(one -> one.scored(ofTwo));
    }

    /** @param everyone the evaluation of all steps */
    Result result(ForecastEvaluation everyone, ForecastMetric metric) {
        ForecastEvaluation evaluation = evaluator.evaluation();
        int worse = 0;
        int series = 0;
        for (MetricTarget target : evaluation.targets(MetricTarget.Series.class)) {
            double own = value(evaluation, name, target, metric);
            double other = value(evaluation, before, target, metric);
            series += Double.isNaN(own - other) ? 0 : 1;
            worse += own > other ? 1 : 0;
        }
        Optional<Evidence> better = evidence(evaluation, before);
        Optional<Evidence> worsened = evidence(evaluation, name);
        boolean shown = better.isPresent() && better.get().verdict(name) == Verdict.SHOWN;
        boolean worseShown = !shown && worsened.isPresent() && worsened.get().verdict(before) == Verdict.SHOWN;
        double value = everyone.overall(name, metric.name());
        return new Result(
                name,
                value,
                skill(value, everyone.overall(before, metric.name())),
                skill(value, everyone.overall(everyone.labels().get(0), metric.name())),
                worse,
                series,
                shown
                        ? "BETTER"
                        : worseShown
                                ? "WORSE"
                                : better.map(one -> one.verdict(name).name()).orElse("NOT_TESTABLE"),
                worseShown
                        ? worsened.get().sentence(before)
                        : better.map(one -> one.sentence(name)).orElse(name + " against " + before + " has no losses"));
    }

    private Optional<Evidence> evidence(ForecastEvaluation evaluation, String baseline) {
        return Evidence.of(
                evaluation,
                baseline,
                summary.horizon(),
                summary.stride(),
                losses,
                summary.oneTimeForAll(),
                ComparisonOptions.defaults());
    }

    private static double skill(double value, double other) {
        return other == 0 ? Double.NaN : 1 - value / other;
    }

    private static double value(
            ForecastEvaluation evaluation, String label, MetricTarget target, ForecastMetric metric) {
        return evaluation
                .find(new MetricId(label, target, metric.name()))
                .map(MetricValue::value)
                .orElse(Double.NaN);
    }
}
