package io.almanac.core.comparison;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastMetric;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final StepLosses bySteps;
    private final Map<String, Integer> open = new HashMap<>(); // the numbers of series that are not complete
    private List<String> labels = List.of();
    private double[] losses = {}; // (series, label, fold), with room for more series
    private int series;
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
        Optional<double[]> ofTrial = losses(trial);
        if (tooMany) {
            return;
        }
        if (!labels.isEmpty() && !labels.equals(trial.labels())) {
            throw new IllegalArgumentException("labels were " + labels + ", now " + trial.labels());
        }
        labels = trial.labels();
        int number = open.computeIfAbsent(trial.history().id(), id -> series++);
        if ((long) series * labels.size() * folds > MOST_NUMBERS) {
            tooMany = true;
            series = 0;
            losses = new double[0];
            open.clear();
            return;
        }
        grow(series * labels.size() * folds);
        for (int label = 0; label < labels.size() && ofTrial.isPresent(); label++) {
            losses[place(number, label) + trial.fold()] = ofTrial.get()[label];
        }
    }

    /** Where the losses of a label in a series begin. */
    private int place(int number, int label) {
        return (number * labels.size() + label) * folds;
    }

    private void grow(int size) {
        int before = losses.length;
        if (before < size) {
            losses = Arrays.copyOf(losses, (int) Math.min(MOST_NUMBERS, Math.max(size, before + before / 2L)));
            Arrays.fill(losses, before, losses.length, Double.NaN);
        }
    }

    @Override
    public void complete() {
        open.clear();
    }

    /** The loss of each label over the channels that have a step which all labels forecast; empty if there is none. */
    private Optional<double[]> losses(Trial trial) {
        List<Scored> all = new ArrayList<>();
        for (String label : trial.labels()) {
            Optional<Scored> scored = trial.scored(label);
            if (scored.isEmpty() || !metric.needs().metBy(scored.get())) {
                return Optional.empty();
            }
            all.add(scored.get());
        }
        int channels = trial.history().schema().channels().size();
        double[] means = new double[all.size()];
        int counted = 0;
        for (int channel = 0; channel < channels; channel++) {
            double[] ofChannel = channel(trial, all, channel);
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
    private double[] channel(Trial trial, List<Scored> all, int channel) {
        double[][] sums = new double[all.size()][metric.sums()];
        double[][] terms = new double[all.size()][metric.sums()];
        long points = 0;
        for (int step = 0; step < trial.axis().length(); step++) {
            boolean common = true;
            for (int label = 0; label < terms.length && common; label++) {
                metric.terms(all.get(label), channel, step, terms[label]);
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
        double[] values = new double[points == 0 ? 0 : all.size()];
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

    /**
     * The losses by series, in the order in which they came; empty too if there were too many. Each is made when it is
     * asked for.
     */
    public List<FoldLosses> bySeries() {
        return new AbstractList<>() {
            @Override
            public FoldLosses get(int index) {
                Map<String, double[]> byLabel = new LinkedHashMap<>();
                for (int label = 0; label < labels.size(); label++) {
                    int from = place(Objects.checkIndex(index, series), label);
                    byLabel.put(labels.get(label), Arrays.copyOfRange(losses, from, from + folds));
                }
                return FoldLosses.of(horizon, stride, byLabel);
            }

            @Override
            public int size() {
                return series;
            }
        };
    }
}
