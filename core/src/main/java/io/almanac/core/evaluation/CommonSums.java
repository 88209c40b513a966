package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    private final ForecastMetric metric;
    private final int labels;
    private final int channels;
    private final int size; // S
    private final boolean bySteps; // and by folds
    private final BitSet without;
    private final List<Sums> cells = new ArrayList<>(); // (series, channel), of series that are open
    private final ClosedSeries closed;
    private final List<Sums> steps = new ArrayList<>();
    private final List<Pool> folds = new ArrayList<>();
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
        this.closed = new ClosedSeries(metric, labels);
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
        Pool fold = at(folds, one.fold(), this::pool);
        at(steps, horizon - 1, this::sums);
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
            at(cells, series * channels + channel, this::sums).add(trial);
            if (bySteps) {
                fold.add(trial, supporting);
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
            folds.forEach(Pool::leaveAll);
            closed.leaveAll();
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

    private Sums sums() {
        return new Sums(labels * size);
    }

    private Pool pool() {
        return new Pool(metric, labels);
    }

    private static <T> T at(List<T> list, int index, Supplier<T> empty) {
        while (list.size() <= index) {
            list.add(empty.get());
        }
        return list.get(index);
    }

    /**
     * Closes all series: what they have is put together and then forgotten. What comes after is of other series, whose
     * numbers begin with 0 again.
     *
     * @param targets what is put together, with the numbers of channels of series
     */
    void close(Map<MetricTarget, int[]> targets) {
        closed.close(cells, channels, targets, supporting);
        cells.clear();
    }

    /** What closed series come to. */
    ClosedSeries closed() {
        return closed;
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
            merge(at(cells, cell, this::sums), other.cells.get(i), common);
        }
        for (int i = 0; i < other.steps.size(); i++) {
            merge(at(steps, i, this::sums), other.steps.get(i), common);
        }
        for (int i = 0; i < other.folds.size(); i++) {
            Pool fold = at(folds, i, this::pool);
            if (common) {
                fold.add(other.folds.get(i));
            } else {
                fold.leave(other.folds.get(i));
            }
        }
        closed.add(other.closed, common);
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

    /** The values over some open cells, which are numbered by series and channel. */
    LabelValues over(int... some) {
        Pool all = pool();
        for (int cell : some) {
            all.add(cells.get(cell), supporting);
        }
        return all.values(supporting);
    }

    /** The values over closed series; empty where nothing is kept of them. */
    Optional<LabelValues> overClosed(MetricTarget target) {
        return closed.over(target, supporting);
    }

    /** How many channels of series have no value. */
    long unscored() {
        return closed.unscored() + closed.unscored(cells, supporting);
    }

    /** The values at one step of the horizon, from 0; empty for medians and geometric means. */
    Optional<LabelValues> step(int step) {
        Sums sums = steps.get(step);
        return bySteps ? Optional.of(sums.finished(metric, sums.values(metric, labels, supporting))) : Optional.empty();
    }

    /** The values in one fold; empty for medians and geometric means. */
    Optional<LabelValues> fold(int fold) {
        return bySteps ? Optional.of(folds.get(fold).values(supporting)) : Optional.empty();
    }

    /** The confidence limits of a label's share; empty where it has none. */
    Optional<CoverageLimits> limits(int label) {
        if (!metric.share() || without.get(label)) {
            return Optional.empty();
        }
        List<Sums> ofFolds = folds.stream().map(Pool::sums).toList();
        Optional<CoverageLimits> byFold = limits(label, CoverageLimits.Unit.FOLD, ofFolds, 1);
        if (byFold.isPresent()) {
            return byFold;
        }
        return closed.isEmpty() ? limits(label, CoverageLimits.Unit.SERIES, cells, channels) : closed.limits(label);
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
