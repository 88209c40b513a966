package io.almanac.core.comparison;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the losses of each series by label and fold, for {@link AcrossSeries}, and of each step of the horizon: a
 * metric over the steps that all labels forecast, within each channel, and their mean. Keeps one number for each series,
 * label and fold, up to {@link #MOST_NUMBERS}; with more there is no comparison across series. Mutable, for one thread.
 */
public final class SeriesLosses implements BacktestSink {

    /** 32 MB of numbers. */
    static final long MOST_NUMBERS = 4_000_000;

    private final ForecastMetric metric;
    private final int horizon;
    private final int stride;
    private final int folds;
    private final Map<String, Map<String, double[]>> bySeries = new LinkedHashMap<>();
    private final StepLosses bySteps;
    private boolean tooMany;

    private SeriesLosses(ForecastMetric metric, int horizon, int stride, int folds) {
        this.metric = metric;
        this.horizon = horizon;
        this.stride = stride;
        this.folds = folds;
        this.bySteps = new StepLosses(folds);
    }

    /** An empty collection for one run. */
    public static SeriesLosses of(ForecastMetric metric, BacktestPlan plan) {
        return of(metric, plan.gap() + plan.horizon(), plan.stride(), plan.folds());
    }

    /**
     * The same where there is no plan.
     *
     * @param horizon steps from a cutoff to the last that is scored
     */
    public static SeriesLosses of(ForecastMetric metric, int horizon, int stride, int folds) {
        return new SeriesLosses(metric, horizon, stride, folds);
    }

    @Override
    public void scored(Trial trial) {
        Optional<double[]> losses = losses(trial);
        if (tooMany) {
            return;
        }
        Map<String, double[]> series = bySeries.computeIfAbsent(trial.history().id(), id -> new LinkedHashMap<>());
        for (int label = 0; label < trial.labels().size(); label++) {
            double[] byFold = series.computeIfAbsent(trial.labels().get(label), name -> {
                double[] none = new double[folds];
                Arrays.fill(none, Double.NaN);
                return none;
            });
            byFold[trial.fold()] = losses.isPresent() ? losses.get()[label] : Double.NaN;
        }
        if ((long) bySeries.size() * trial.labels().size() * folds > MOST_NUMBERS) {
            tooMany = true;
            bySeries.clear();
        }
    }

    /** The loss of each label over the channels that have a step which all labels forecast; empty if there is none. */
    private Optional<double[]> losses(Trial trial) {
        List<Scored> labels = new ArrayList<>();
        for (String label : trial.labels()) {
            Optional<Scored> scored = trial.scored(label);
            if (scored.isEmpty() || !metric.needs().metBy(scored.get())) {
                return Optional.empty();
            }
            labels.add(scored.get());
        }
        int channels = trial.history().schema().channels().size();
        double[] means = new double[labels.size()];
        int counted = 0;
        for (int channel = 0; channel < channels; channel++) {
            double[] ofChannel = channel(trial, labels, channel);
            if (ofChannel.length > 0) {
                counted++;
                for (int label = 0; label < means.length; label++) {
                    means[label] += ofChannel[label];
                }
            }
        }
        for (int label = 0; label < means.length; label++) {
            means[label] /= counted;
        }
        return counted == 0 ? Optional.empty() : Optional.of(means);
    }

    /** The metric's value of each label in one channel; nothing if there is none. */
    private double[] channel(Trial trial, List<Scored> labels, int channel) {
        double[][] sums = new double[labels.size()][metric.sums()];
        double[][] terms = new double[labels.size()][metric.sums()];
        long points = 0;
        for (int step = 0; step < trial.axis().length(); step++) {
            boolean common = true;
            for (int label = 0; label < terms.length && common; label++) {
                metric.terms(labels.get(label), channel, step, terms[label]);
                common = Arrays.stream(terms[label]).noneMatch(Double::isNaN);
            }
            if (common) {
                points++;
                double[] ofStep = Arrays.stream(terms)
                        .mapToDouble(one -> metric.finish(metric.value(one, 1)))
                        .toArray();
                bySteps.add(trial.labels(), trial.fold(), step, ofStep);
                for (int label = 0; label < terms.length; label++) {
                    for (int i = 0; i < terms[label].length; i++) {
                        sums[label][i] += terms[label][i];
                    }
                }
            }
        }
        double[] values = new double[points == 0 ? 0 : labels.size()];
        for (int label = 0; label < values.length; label++) {
            values[label] = metric.finish(metric.value(sums[label], points));
        }
        return Arrays.stream(values).anyMatch(Double::isNaN) ? new double[0] : values;
    }

    /** The metric that is the loss. */
    public ForecastMetric metric() {
        return metric;
    }

    /** The losses by step of the horizon, of all series. */
    List<FoldLosses> bySteps() {
        int steps = bySteps.size();
        return bySteps.bySteps(horizon - steps + 1, stride);
    }

    /** The losses by series, in the order in which they came; empty too if there were too many. */
    public Map<String, FoldLosses> bySeries() {
        Map<String, FoldLosses> all = new LinkedHashMap<>();
        bySeries.forEach((id, byLabel) -> all.put(id, FoldLosses.of(horizon, stride, byLabel)));
        return all;
    }
}
