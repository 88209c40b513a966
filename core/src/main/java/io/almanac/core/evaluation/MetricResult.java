package io.almanac.core.evaluation;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All values of one metric.
 *
 * @param without the labels whose forecasts never had what it needs
 * @param values  by target
 * @param series  of each channel of each series; empty where series are not kept one by one
 * @param unscored how many channels of series have no value
 * @param limits  of each label's value over everything
 */
record MetricResult(
        ForecastMetric metric,
        BitSet without,
        Map<MetricTarget, LabelValues> values,
        List<LabelValues> series,
        long unscored,
        List<Optional<CoverageLimits>> limits) {

    /** Where no trial came: not one value. */
    static MetricResult nothing(ForecastMetric metric) {
        return new MetricResult(metric, new BitSet(), Map.of(), List.of(), 0, List.of());
    }

    /**
     * The values of what has been added up.
     *
     * @param targets what is put together from channels of open series, with their numbers
     * @param closed  what closed series come to, by the target for which that is kept
     */
    static MetricResult of(
            ForecastMetric metric,
            CommonSums sums,
            int labels,
            int cells,
            Map<MetricTarget, int[]> targets,
            Map<MetricTarget, MetricTarget> closed) {
        List<LabelValues> series =
                IntStream.range(0, cells).mapToObj(cell -> sums.over(cell)).toList();
        Map<MetricTarget, LabelValues> values = new LinkedHashMap<>();
        targets.forEach((target, some) -> values.put(target, some.length == 1 ? series.get(some[0]) : sums.over(some)));
        closed.forEach((target, kept) -> sums.overClosed(kept).ifPresent(value -> values.put(target, value)));
        for (int i = 0; i < sums.steps(); i++) {
            var target = new MetricTarget.Step(i + 1);
            sums.step(i).ifPresent(value -> values.put(target, value));
        }
        for (int i = 0; i < sums.folds(); i++) {
            var target = new MetricTarget.Fold(i);
            sums.fold(i).ifPresent(value -> values.put(target, value));
        }
        return new MetricResult(
                metric,
                sums.without(),
                Collections.unmodifiableMap(values),
                series,
                sums.unscored(),
                IntStream.range(0, labels).mapToObj(sums::limits).toList());
    }

    /** The value of a label; empty where there is no such target. */
    Optional<MetricValue> value(int label, MetricTarget target) {
        return Optional.ofNullable(values.get(target)).map(all -> all.of(label));
    }

    /** The points scored over everything. */
    long points() {
        LabelValues overall = values.get(new MetricTarget.Overall());
        return overall == null ? 0 : overall.points();
    }

    /** The points left out over everything. */
    long left() {
        LabelValues overall = values.get(new MetricTarget.Overall());
        return overall == null ? 0 : overall.left();
    }
}
