package io.almanac.core.evaluation;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes trials from plain arrays: one series at one fold, to which labels are added. */
final class Scorings {

    private final int fold;
    private final TimeSeries series;
    private final TimeSeries history;
    private final TimeAxis axis;
    private final Map<String, List<Double>> quantiles = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Forecast> standIns = new LinkedHashMap<>();

    private Scorings(int fold, TimeSeries series, int known) {
        this.fold = fold;
        this.series = series;
        this.history = series.asOf(known, 0);
        this.axis = series.axis().slice(known, series.length() - known);
    }

    /** Channels c0, c1, …; the arrays are shaped (channel, step). */
    static Scorings of(int fold, String id, double[][] history, double[][] actual, List<Double> statics) {
        double[][] all = new double[history.length][];
        Arrays.setAll(all, c -> join(history[c], actual[c]));
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(1),
                IntStream.range(0, history.length).mapToObj(c -> "c" + c).toList(),
                IntStream.range(0, statics.size())
                        .mapToObj(i -> Covariate.real("static" + i, Covariate.Kind.STATIC))
                        .toList());
        double[][] covariates =
                statics.stream().map(value -> new double[] {value}).toArray(double[][]::new);
        TimeSeries series = TimeSeries.of(id, schema, TimeAxis.integers(0, all[0].length), all, covariates, 0);
        return new Scorings(fold, series, history[0].length);
    }

    /** One channel, no covariates. */
    static Scorings of(int fold, String id, double[] history, double... actual) {
        return of(fold, id, new double[][] {history}, new double[][] {actual}, List.of());
    }

    /** A forecast of means. */
    Scorings label(String label, double... points) {
        return label(label, means(points));
    }

    Scorings label(String label, Forecast forecast) {
        quantiles.put(label, forecast.quantiles());
        outcomes.put(label, forecast);
        return this;
    }

    /** A label that has these quantiles elsewhere, and no forecast here. */
    Scorings refused(String label, Double... its) {
        quantiles.put(label, List.of(its));
        outcomes.put(label, refusal());
        return this;
    }

    Refusal refusal() {
        return new Refusal(series.id(), axis, "too short");
    }

    /** What stands in for a label that was {@link #refused}. */
    Scorings standIn(String label, Forecast forecast) {
        standIns.put(label, forecast);
        return this;
    }

    /** A forecast of one channel, without quantiles. */
    Forecast means(double... points) {
        return forecast(PointKind.MEAN, new double[][] {points}, List.of(), new double[0][][]);
    }

    /** A forecast of this series, shaped (channel, step) and (quantile, channel, step). */
    Forecast forecast(PointKind kind, double[][] points, List<Double> probabilities, double[][][] values) {
        return Forecast.wrap(series.id(), axis, kind, points, probabilities, values);
    }

    /** A forecast of one channel by its quantiles, the first of which is the point too. */
    Forecast forecast(List<Double> probabilities, double[]... values) {
        double[][][] shaped =
                Arrays.stream(values).map(row -> new double[][] {row}).toArray(double[][][]::new);
        return forecast(PointKind.MEDIAN, new double[][] {values[0].clone()}, probabilities, shaped);
    }

    /** A forecast of one channel and one step by sampled paths. */
    Forecast paths(double... values) {
        double[][][] shaped = Arrays.stream(values)
                .mapToObj(value -> new double[][] {{value}})
                .toArray(double[][][]::new);
        return Forecast.wrap(
                series.id(), axis, PointKind.MEAN, new double[][] {{values[0]}}, List.of(), new double[0][][], shaped);
    }

    Trial trial() {
        return Trial.of(fold, series, history, 0, quantiles, outcomes, standIns);
    }

    /** The value over everything of a metric for the first label. */
    MetricValue value(ForecastMetric metric) {
        var evaluator = ForecastEvaluator.of(List.of(metric));
        evaluator.scored(trial());
        String label = quantiles.keySet().iterator().next();
        return evaluator
                .evaluation()
                .find(new MetricId(label, new MetricTarget.Overall(), metric.name()))
                .orElseThrow();
    }

    private static double[] join(double[] head, double[] tail) {
        double[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
