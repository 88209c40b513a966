package io.almanac.core.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What series come to in one metric that are not kept one by one: their pools by target, and counts. In memory that does
 * not grow with the series, but for one number a label and series where the metric is a median.
 */
final class ClosedSeries {

    private final ForecastMetric metric;
    private final int labels;
    private final Map<MetricTarget, Pool> pools = new HashMap<>();
    private List<CoveredUnits> units = List.of(); // by label, where the metric is a share
    private long cells;
    private long unscored;

    ClosedSeries(ForecastMetric metric, int labels) {
        this.metric = metric;
        this.labels = labels;
    }

    /** Whether there are no such series. */
    boolean isEmpty() {
        return cells == 0;
    }

    /**
     * Closes some series.
     *
     * @param open       what their channels have, series by series
     * @param channels   of each series
     * @param targets    what is put together from which of {@code open}
     * @param supporting the labels that support the metric
     */
    void close(List<Sums> open, int channels, Map<MetricTarget, int[]> targets, int[] supporting) {
        targets.forEach((target, some) -> {
            if (keeps(target)) {
                Pool pool = pool(target);
                for (int cell : some) {
                    pool.add(open.get(cell), supporting);
                }
            }
        });
        if (metric.share()) {
            units = units();
            for (int from = 0; from < open.size(); from += channels) {
                addUnit(open.subList(from, from + channels));
            }
        }
        cells += open.size();
        unscored += unscored(open, supporting);
    }

    /** The median of a group would need all its numbers once more. */
    private boolean keeps(MetricTarget target) {
        return metric.pooling() != Pooling.MEDIAN_OF_SERIES || !(target instanceof MetricTarget.Group);
    }

    private Pool pool(MetricTarget target) {
        return pools.computeIfAbsent(target, key -> new Pool(metric, labels));
    }

    private List<CoveredUnits> units() {
        return units.isEmpty()
                ? Stream.generate(CoveredUnits::new).limit(labels).toList()
                : units;
    }

    private void addUnit(List<Sums> ofSeries) {
        long points = ofSeries.stream().mapToLong(cell -> cell.points).sum();
        for (int label = 0; label < labels; label++) {
            int sum = label * metric.sums();
            double percent =
                    ofSeries.stream().mapToDouble(cell -> cell.exact.value(sum)).sum();
            units.get(label).add(Math.round(percent / 100), points);
        }
    }

    /** How many of some cells have no value. */
    long unscored(List<Sums> some, int[] supporting) {
        return some.stream()
                .filter(cell -> {
                    var alone = new Pool(metric, labels);
                    alone.add(cell, supporting);
                    return alone.sums().points == 0;
                })
                .count();
    }

    /** How many have no value. */
    long unscored() {
        return unscored;
    }

    /** Leaves out all points. */
    void leaveAll() {
        pools.values().forEach(Pool::leaveAll);
        units = List.of();
        unscored = cells;
    }

    /** Takes in others, none of which is among these; counts their points as left out if they are not common. */
    void add(ClosedSeries other, boolean common) {
        other.pools.forEach((target, pool) -> {
            if (common) {
                pool(target).add(pool);
            } else {
                pool(target).leave(pool);
            }
        });
        if (common && !other.units.isEmpty()) {
            units = units();
            for (int label = 0; label < labels; label++) {
                units.get(label).add(other.units.get(label));
            }
        }
        cells += other.cells;
        unscored += common ? other.unscored : other.cells;
    }

    /** Forgets targets. */
    void forget(Predicate<MetricTarget> targets) {
        pools.keySet().removeIf(targets);
    }

    /** The values of a target; empty where nothing is kept for it. */
    Optional<LabelValues> over(MetricTarget target, int[] supporting) {
        return Optional.ofNullable(pools.get(target)).map(pool -> pool.values(supporting));
    }

    /** The confidence limits of a label's share, with series as units. */
    Optional<CoverageLimits> limits(int label) {
        return units.isEmpty() ? Optional.empty() : units.get(label).limits(CoverageLimits.Unit.SERIES);
    }
}
