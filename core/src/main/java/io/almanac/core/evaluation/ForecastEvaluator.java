package io.almanac.core.evaluation;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Adds up scored forecasts. Memory grows with labels, metrics, series, steps and folds, never with points. Evaluators
 * of parts merge in any order to the same bits as one evaluator of everything. Mutable, for one thread.
 *
 * <p>Over everything, a series or a channel a metric is put together as its {@link Pooling} says; within one step of
 * the horizon or one fold the points are pooled.
 */
public final class ForecastEvaluator implements BacktestSink {

    /** A series and one of its channels: what MEAN_OF_SERIES averages over. */
    private record Cell(String series, int channel) {}

    private final List<ForecastMetric> metrics;
    private final Map<String, List<Sums>> labels = new LinkedHashMap<>();
    private final Map<String, Long> refusals = new LinkedHashMap<>();
    private List<String> channels = List.of();

    private ForecastEvaluator(List<ForecastMetric> metrics) {
        this.metrics = metrics;
    }

    /**
     * An empty evaluator.
     *
     * @throws IllegalArgumentException if there is no metric or two have one name
     */
    public static ForecastEvaluator of(List<ForecastMetric> metrics) {
        Set<String> names = new HashSet<>();
        for (ForecastMetric metric : metrics) {
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException("two metrics have the name " + metric.name());
            }
        }
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("an evaluator needs at least one metric");
        }
        return new ForecastEvaluator(List.copyOf(metrics));
    }

    @Override
    public void scored(Trial trial) {
        channels(trial.history().schema().channels());
        for (String label : trial.labels()) {
            refusals.putIfAbsent(label, 0L);
            List<Sums> sums = sums(label);
            trial.scored(label).ifPresent(scored -> sums.forEach(one -> one.add(scored)));
        }
    }

    @Override
    public void refused(String label, int fold, Refusal refusal) {
        sums(label); // a label that was refused everywhere has values too: NaN over no points
        refusals.merge(label, 1L, Long::sum);
    }

    private List<Sums> sums(String label) {
        return labels.computeIfAbsent(
                label, name -> metrics.stream().map(Sums::new).toList());
    }

    private void channels(List<String> names) {
        if (channels.isEmpty()) {
            channels = names;
        } else if (!channels.equals(names)) {
            throw new IllegalArgumentException("channels were " + channels + ", now " + names);
        }
    }

    /**
     * Takes in what another evaluator has added up; the other stays as it is.
     *
     * @throws IllegalArgumentException if its metrics or channels differ, or it is this one
     */
    public ForecastEvaluator merge(ForecastEvaluator other) {
        if (other == this) {
            throw new IllegalArgumentException("an evaluator can't be merged with itself");
        }
        List<String> names = metrics.stream().map(ForecastMetric::name).toList();
        List<String> others = other.metrics.stream().map(ForecastMetric::name).toList();
        if (!names.equals(others)) {
            throw new IllegalArgumentException("metrics differ: " + names + ", " + others);
        }
        if (!other.channels.isEmpty()) {
            channels(other.channels);
        }
        other.refusals.forEach((label, count) -> refusals.merge(label, count, Long::sum));
        other.labels.forEach((label, parts) -> {
            List<Sums> mine = sums(label);
            for (int m = 0; m < metrics.size(); m++) {
                mine.get(m).add(parts.get(m));
            }
        });
        return this;
    }

    /** The values of what has been added up so far. */
    public ForecastEvaluation evaluation() {
        Map<MetricId, MetricValue> values = new LinkedHashMap<>();
        labels.forEach((label, byMetric) -> {
            for (Sums sums : byMetric) {
                sums.values(channels)
                        .forEach((target, value) -> values.put(new MetricId(label, target, sums.metric.name()), value));
            }
        });
        return new ForecastEvaluation(metrics, values, refusals);
    }

    /** The sums of one metric for one label. */
    private static final class Sums {

        private final ForecastMetric metric;
        private final double[] terms;
        private final Map<Cell, Sum> cells = new LinkedHashMap<>();
        private final List<Sum> steps = new ArrayList<>();
        private final List<Sum> folds = new ArrayList<>();

        Sums(ForecastMetric metric) {
            this.metric = metric;
            this.terms = new double[metric.sums()];
        }

        void add(Scored scored) {
            String id = scored.history().id();
            Sum fold = at(folds, scored.fold());
            for (int channel = 0; channel < scored.forecast().channels(); channel++) {
                Sum cell = cells.computeIfAbsent(new Cell(id, channel), key -> new Sum(terms.length));
                for (int step = 0; step < scored.forecast().horizon(); step++) {
                    metric.terms(scored, channel, step, terms);
                    cell.add(terms);
                    fold.add(terms);
                    at(steps, step).add(terms);
                }
            }
        }

        void add(Sums other) {
            other.cells.forEach((key, sum) ->
                    cells.computeIfAbsent(key, k -> new Sum(terms.length)).add(sum));
            for (int i = 0; i < other.steps.size(); i++) {
                at(steps, i).add(other.steps.get(i));
            }
            for (int i = 0; i < other.folds.size(); i++) {
                at(folds, i).add(other.folds.get(i));
            }
        }

        private Sum at(List<Sum> list, int index) {
            while (list.size() <= index) {
                list.add(new Sum(terms.length));
            }
            return list.get(index);
        }

        Map<MetricTarget, MetricValue> values(List<String> channels) {
            Map<MetricTarget, MetricValue> values = new LinkedHashMap<>();
            values.put(new MetricTarget.Overall(), over(cell -> true));
            Map<String, List<Sum>> bySeries = new LinkedHashMap<>();
            cells.forEach((cell, sum) -> bySeries.computeIfAbsent(cell.series(), id -> new ArrayList<>())
                    .add(sum));
            bySeries.forEach((id, parts) -> values.put(new MetricTarget.Series(id), over(parts)));
            for (int c = 0; c < channels.size(); c++) {
                int channel = c;
                values.put(new MetricTarget.Channel(channels.get(c)), over(cell -> cell.channel() == channel));
            }
            for (int i = 0; i < steps.size(); i++) {
                values.put(new MetricTarget.Step(i + 1), steps.get(i).value(metric));
            }
            for (int i = 0; i < folds.size(); i++) {
                values.put(new MetricTarget.Fold(i), folds.get(i).value(metric));
            }
            return values;
        }

        private MetricValue over(Predicate<Cell> wanted) {
            return over(cells.entrySet().stream()
                    .filter(entry -> wanted.test(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList());
        }

        private MetricValue over(List<Sum> parts) {
            if (metric.pooling() == Pooling.POINTS) {
                var all = new Sum(terms.length);
                parts.forEach(all::add);
                return all.value(metric);
            }
            var sum = new ExactSum();
            int count = 0;
            long points = 0;
            long left = 0;
            for (Sum part : parts) {
                MetricValue value = part.value(metric);
                points += value.points();
                left += value.left();
                if (value.points() > 0) {
                    sum.add(value.value());
                    count++;
                }
            }
            return new MetricValue(count == 0 ? Double.NaN : sum.value() / count, points, left);
        }
    }

    /** The exact sums of the terms of some points. */
    private static final class Sum {

        private final ExactSum[] sums;
        private long points;
        private long left;

        Sum(int size) {
            sums = new ExactSum[size];
            for (int i = 0; i < size; i++) {
                sums[i] = new ExactSum();
            }
        }

        void add(double[] terms) {
            for (double term : terms) {
                if (Double.isNaN(term)) {
                    left++;
                    return;
                }
            }
            points++;
            for (int i = 0; i < sums.length; i++) {
                sums[i].add(terms[i]);
            }
        }

        void add(Sum other) {
            points += other.points;
            left += other.left;
            for (int i = 0; i < sums.length; i++) {
                sums[i].add(other.sums[i]);
            }
        }

        /** Where the formula gives no value, all points are left out. */
        MetricValue value(ForecastMetric metric) {
            double[] rounded = new double[sums.length];
            for (int i = 0; i < sums.length; i++) {
                rounded[i] = sums[i].value();
            }
            double value = points == 0 ? Double.NaN : metric.value(rounded, points);
            return Double.isNaN(value)
                    ? new MetricValue(Double.NaN, 0, left + points)
                    : new MetricValue(value, points, left);
        }
    }
}
