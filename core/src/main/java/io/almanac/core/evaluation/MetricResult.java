package io.almanac.core.evaluation;

import io.almanac.core.evaluation.CommonSums.Values;
import java.util.ArrayList;
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
 * @param series  of each channel of each series
 * @param limits  of each label's value over everything
 */
record MetricResult(
        ForecastMetric metric,
        BitSet without,
        Map<MetricTarget, Values> values,
        List<Values> series,
        List<Optional<CoverageLimits>> limits) {

    /** Where no trial came: not one value. */
    static MetricResult nothing(ForecastMetric metric) {
        return new MetricResult(metric, new BitSet(), Map.of(), List.of(), List.of());
    }

    /**
     * The values of what has been added up.
     *
     * @param targets what is put together from channels of series, with their numbers
     */
    static MetricResult of(
            ForecastMetric metric, CommonSums sums, int labels, int cells, Map<MetricTarget, int[]> targets) {
        Map<MetricTarget, Values> values = new LinkedHashMap<>();
        targets.forEach((target, some) -> values.put(target, sums.over(some)));
        for (int i = 0; i < sums.steps(); i++) {
            var target = new MetricTarget.Step(i + 1);
            sums.step(i).ifPresent(value -> values.put(target, value));
        }
        for (int i = 0; i < sums.folds(); i++) {
            var target = new MetricTarget.Fold(i);
            sums.fold(i).ifPresent(value -> values.put(target, value));
        }
        List<Values> series = new ArrayList<>(cells);
        for (int i = 0; i < cells; i++) {
            series.add(sums.over(new int[] {i}));
        }
        return new MetricResult(
                metric,
                sums.without(),
                Collections.unmodifiableMap(values),
                List.copyOf(series),
                IntStream.range(0, labels).mapToObj(sums::limits).toList());
    }

    /** The value of a label; empty where there is no such target. */
    Optional<MetricValue> value(int label, MetricTarget target) {
        return Optional.ofNullable(values.get(target)).map(all -> all.of(label));
    }

    /** The points scored over everything. */
    long points() {
        Values overall = values.get(new MetricTarget.Overall());
        return overall == null ? 0 : overall.points();
    }

    /** The points left out over everything. */
    long left() {
        Values overall = values.get(new MetricTarget.Overall());
        return overall == null ? 0 : overall.left();
    }
}
