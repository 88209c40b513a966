package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The sums of one metric for all labels of a run, over the points that those labels have in common.
 *
 * <p>A label supports the metric if any of its forecasts has what the metric needs. A point is common if every label
 * that supports the metric has a value there. Which labels do shows only as the trials come: {@link #without} holds those
 * that have not yet, and each time it loses one, all that was added so far lacked that label and is left out. As it is
 * the intersection of the labels that lack something at each trial, the outcome is the same for trials in any order.
 *
 * <p>Letters: L labels, S sums of the metric. Label l has the sums from l S on.
 */
final class CommonSums {

    /** Exact sums over some common points, and the counts of those points and of the others. */
    private static final class Sums {

        private final ExactSums exact; // (L S), or (L) for a fold's values of series
        private long points;
        private long left;
        private long series; // whose values are added up, for a fold

        Sums(int count) {
            exact = new ExactSums(count);
        }

        void add(Sums other) {
            exact.add(other.exact);
            points += other.points;
            left += other.left;
            series += other.series;
        }

        void leave(Sums other) {
            left += other.points + other.left;
        }

        void leaveAll() {
            left += points;
            points = 0;
            series = 0;
            exact.clear();
        }
    }

    /**
     * The values of all labels for one target.
     *
     * @param byLabel NaN where a label has none
     * @param points  common points that were scored
     * @param left    points that were not
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Values(double[] byLabel, long points, long left) {

        /** Where a label has no value, none of the points were scored for it. */
        MetricValue of(int label) {
            return Double.isNaN(byLabel[label])
                    ? new MetricValue(Double.NaN, 0, points + left)
                    : new MetricValue(byLabel[label], points, left);
        }
    }

    private final ForecastMetric metric;
    private final int labels;
    private final int channels;
    private final int size; // S
    private final boolean bySteps; // and by folds
    private final BitSet without;
    private final List<Sums> cells = new ArrayList<>(); // (series, channel)
    private final List<Sums> steps = new ArrayList<>();
    private final List<Sums> folds = new ArrayList<>();
    private final double[] terms; // (L S)
    private final double[] row; // (S)
    private final Sums trial; // of one channel of one trial
    private int[] supporting = {}; // the labels that are not without

    CommonSums(ForecastMetric metric, int labels, int channels) {
        this.metric = metric;
        this.labels = labels;
        this.channels = channels;
        this.size = metric.sums();
        this.bySteps = metric.pooling() == Pooling.POINTS || metric.pooling() == Pooling.MEAN_OF_SERIES;
        this.without = new BitSet();
        without.set(0, labels);
        this.terms = new double[labels * size];
        this.row = new double[size];
        this.trial = new Sums(labels * size);
    }

    /**
     * Adds a trial.
     *
     * @param series number of its series, from 0
     * @param scored the labels' forecasts, in the order of the labels
     */
    void add(Trial one, int series, List<Optional<Scored>> scored) {
        boolean common = common(one, scored);
        Scored[] ofLabels = common
                ? Arrays.stream(supporting)
                        .mapToObj(label -> scored.get(label).orElseThrow())
                        .toArray(Scored[]::new)
                : new Scored[0];
        int horizon = one.axis().length();
        Sums fold = at(folds, one.fold(), foldSums());
        at(steps, horizon - 1, labels * size);
        for (int channel = 0; channel < channels; channel++) {
            trial.leaveAll();
            trial.left = 0;
            for (int step = 0; step < horizon; step++) {
                boolean scores = common && termsOf(ofLabels, channel, step);
                count(trial, scores);
                if (bySteps) {
                    count(steps.get(step), scores);
                }
            }
            at(cells, series * channels + channel, labels * size).add(trial);
            if (bySteps) {
                addTo(fold);
            }
        }
    }

    /** Whether all labels that support the metric have what it needs here; notes those that show to support it. */
    private boolean common(Trial one, List<Optional<Scored>> scored) {
        var lacking = new BitSet();
        for (int label = 0; label < labels; label++) {
            lacking.set(label, scored.get(label).filter(it -> has(one, it)).isEmpty());
        }
        if (lacking.cardinality() == labels) {
            return false;
        }
        support(lacking);
        return lacking.equals(without);
    }

    /** What stands in for a label must not give it quantiles that it has nowhere else. */
    private boolean has(Trial one, Scored scored) {
        MetricNeeds needs = metric.needs();
        return needs.metBy(scored)
                && (!one.standsIn(scored.label())
                        || one.quantiles(scored.label()).containsAll(needs.quantiles()));
    }

    /** Whether fewer labels are without the metric than before; then nothing added so far was common. */
    private void support(BitSet lacking) {
        int before = without.cardinality();
        without.and(lacking);
        if (without.cardinality() < before) {
            supporting = IntStream.range(0, labels)
                    .filter(label -> !without.get(label))
                    .toArray();
            cells.forEach(Sums::leaveAll);
            steps.forEach(Sums::leaveAll);
            folds.forEach(Sums::leaveAll);
        }
    }

    /** Fills in the terms of a point; false if any label has none. */
    private boolean termsOf(Scored[] ofLabels, int channel, int step) {
        for (int i = 0; i < supporting.length; i++) {
            metric.terms(ofLabels[i], channel, step, row);
            int from = supporting[i] * size;
            for (int k = 0; k < size; k++) {
                if (Double.isNaN(row[k])) {
                    return false;
                }
                terms[from + k] = row[k];
            }
        }
        return true;
    }

    /** Adds the terms of a point that scores; the others are only counted. */
    private void count(Sums sums, boolean scores) {
        if (!scores) {
            sums.left++;
            return;
        }
        sums.points++;
        for (int label : supporting) {
            for (int k = label * size; k < (label + 1) * size; k++) {
                sums.exact.add(k, terms[k]);
            }
        }
    }

    /** A fold has its points' sums, or the sum of its series' values. */
    private int foldSums() {
        return metric.pooling() == Pooling.POINTS ? labels * size : labels;
    }

    private void addTo(Sums fold) {
        if (metric.pooling() == Pooling.POINTS) {
            fold.add(trial);
            return;
        }
        double[] values = values(trial);
        if (trial.points == 0 || !taken(values)) {
            fold.leave(trial);
            return;
        }
        fold.points += trial.points;
        fold.left += trial.left;
        fold.series++;
        for (int label : supporting) {
            fold.exact.add(label, values[label]);
        }
    }

    private static Sums at(List<Sums> list, int index, int sums) {
        while (list.size() <= index) {
            list.add(new Sums(sums));
        }
        return list.get(index);
    }

    /**
     * Takes in the sums of another part of the same run.
     *
     * @param numbers the number that each of the other's series has here
     */
    void add(CommonSums other, int[] numbers) {
        var agreed = (BitSet) without.clone();
        agreed.and(other.without);
        support(agreed);
        boolean common = other.without.equals(without);
        for (int i = 0; i < other.cells.size(); i++) {
            int cell = numbers[i / channels] * channels + i % channels;
            merge(at(cells, cell, labels * size), other.cells.get(i), common);
        }
        for (int i = 0; i < other.steps.size(); i++) {
            merge(at(steps, i, labels * size), other.steps.get(i), common);
        }
        for (int i = 0; i < other.folds.size(); i++) {
            merge(at(folds, i, foldSums()), other.folds.get(i), common);
        }
    }

    private static void merge(Sums mine, Sums other, boolean common) {
        if (common) {
            mine.add(other);
        } else {
            mine.leave(other);
        }
    }

    /** The labels that never had what the metric needs. */
    BitSet without() {
        return (BitSet) without.clone();
    }

    int steps() {
        return steps.size();
    }

    int folds() {
        return folds.size();
    }

    /** The values over some cells, which are numbered by series and channel. */
    Values over(int[] some) {
        if (metric.pooling() == Pooling.POINTS) {
            var all = new Sums(labels * size);
            for (int cell : some) {
                all.add(cells.get(cell));
            }
            return finished(values(all), all.points, all.left);
        }
        double[][] taken = new double[labels][some.length];
        int count = 0;
        long points = 0;
        long left = 0;
        for (int cell : some) {
            Sums sums = cells.get(cell);
            double[] values = values(sums);
            left += sums.left;
            if (sums.points == 0 || !taken(values)) {
                left += sums.points;
                continue;
            }
            points += sums.points;
            for (int label = 0; label < labels; label++) {
                taken[label][count] = values[label];
            }
            count++;
        }
        double[] pooled = nothing();
        if (count > 0) {
            for (int label : supporting) {
                pooled[label] = metric.pooling().pool(Arrays.copyOf(taken[label], count));
            }
        }
        return finished(pooled, points, left);
    }

    /** The values at one step of the horizon, from 0; empty for medians and geometric means. */
    Optional<Values> step(int step) {
        Sums sums = steps.get(step);
        return bySteps ? Optional.of(finished(values(sums), sums.points, sums.left)) : Optional.empty();
    }

    /** The values in one fold; empty for medians and geometric means. */
    Optional<Values> fold(int fold) {
        if (!bySteps) {
            return Optional.empty();
        }
        Sums sums = folds.get(fold);
        if (metric.pooling() == Pooling.POINTS) {
            return Optional.of(finished(values(sums), sums.points, sums.left));
        }
        double[] means = nothing();
        if (sums.series > 0) {
            for (int label : supporting) {
                means[label] = sums.exact.value(label) / sums.series;
            }
        }
        return Optional.of(finished(means, sums.points, sums.left));
    }

    /** The formula's values of sums of points; NaN for labels that do not support the metric. */
    private double[] values(Sums sums) {
        double[] values = nothing();
        if (sums.points > 0) {
            double[] rounded = new double[size];
            for (int label : supporting) {
                sums.exact.values(label * size, rounded);
                values[label] = metric.value(rounded, sums.points);
            }
        }
        return values;
    }

    /** Whether the metric's pooling takes the values of all labels that support it. */
    private boolean taken(double[] values) {
        for (int label : supporting) {
            if (!metric.pooling().takes(values[label])) {
                return false;
            }
        }
        return true;
    }

    private double[] nothing() {
        double[] values = new double[labels];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private Values finished(double[] values, long points, long left) {
        for (int label = 0; label < labels; label++) {
            values[label] = metric.finish(values[label]);
        }
        return new Values(values, points, left);
    }

    /** The confidence limits of a label's share; empty where it has none. */
    Optional<CoverageLimits> limits(int label) {
        if (!metric.share() || without.get(label)) {
            return Optional.empty();
        }
        Optional<CoverageLimits> byFold = limits(label, CoverageLimits.Unit.FOLD, folds, 1);
        return byFold.isPresent() ? byFold : limits(label, CoverageLimits.Unit.SERIES, cells, channels);
    }

    private Optional<CoverageLimits> limits(int label, CoverageLimits.Unit unit, List<Sums> parts, int perUnit) {
        double[] covered = new double[parts.size() / perUnit];
        long[] points = new long[covered.length];
        for (int i = 0; i < parts.size(); i++) {
            covered[i / perUnit] += parts.get(i).exact.value(label * size) / 100;
            points[i / perUnit] += parts.get(i).points;
        }
        return CoverageLimits.of(unit, covered, points);
    }
}
