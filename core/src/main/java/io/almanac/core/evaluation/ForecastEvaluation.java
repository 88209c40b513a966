package io.almanac.core.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values of all metrics for all labels and targets. Immutable; iterates in the order of labels, targets and
 * metrics.
 */
public final class ForecastEvaluation {

    private final List<ForecastMetric> metrics;
    private final Map<MetricId, MetricValue> values;
    private final Map<String, Long> refusals;

    ForecastEvaluation(List<ForecastMetric> metrics, Map<MetricId, MetricValue> values, Map<String, Long> refusals) {
        this.metrics = List.copyOf(metrics);
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
    }

    /** All values. */
    public Map<MetricId, MetricValue> asMap() {
        return values;
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public double get(MetricId id) {
        MetricValue value = values.get(id);
        if (value == null) {
            List<String> names = metrics.stream().map(ForecastMetric::name).toList();
            throw new IllegalArgumentException(
                    "no value of " + id + "; there are the labels " + labels() + " and the metrics " + names);
        }
        return value.value();
    }

    /** The value of a metric over everything. */
    public double overall(String label, String metric) {
        return get(new MetricId(label, new MetricTarget.Overall(), metric));
    }

    /** The labels, in the order of the run. */
    public List<String> labels() {
        var labels = new LinkedHashSet<String>(refusals.keySet());
        values.keySet().forEach(id -> labels.add(id.label()));
        return List.copyOf(labels);
    }

    /** The metrics, in the order in which they were asked for. */
    public List<ForecastMetric> metrics() {
        return metrics;
    }

    /** The targets of one kind, in order. */
    public <T extends MetricTarget> List<T> targets(Class<T> kind) {
        var targets = new LinkedHashSet<T>();
        values.keySet().stream()
                .map(MetricId::target)
                .filter(kind::isInstance)
                .map(kind::cast)
                .forEach(targets::add);
        return List.copyOf(targets);
    }

    /** How many series were refused, over all folds. */
    public long refusals(String label) {
        return refusals.getOrDefault(label, 0L);
    }

    /** A table of the overall values, a line a label, for a terminal. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        int width = Math.max(5, labels().stream().mapToInt(String::length).max().orElse(0));
        text.append(" ".repeat(width));
        metrics.forEach(metric -> text.append("  ").append(String.format(Locale.ROOT, "%10s", metric.name())));
        for (String label : labels()) {
            text.append('\n').append(label).append(" ".repeat(width - label.length()));
            for (ForecastMetric metric : metrics) {
                MetricValue value = values.get(new MetricId(label, new MetricTarget.Overall(), metric.name()));
                int columns = Math.max(10, metric.name().length());
                text.append("  ")
                        .append(String.format(
                                Locale.ROOT, "%" + columns + ".4g", value == null ? Double.NaN : value.value()));
            }
        }
        return text.toString();
    }
}
