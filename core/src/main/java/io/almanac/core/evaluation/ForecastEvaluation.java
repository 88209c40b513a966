package io.almanac.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

    /**
     * A table of overall values for a terminal, a line a label, the best of each column marked with a star.
     *
     * @param names of metrics, in the order of the columns
     */
    public String table(List<String> names) {
        List<ForecastMetric> columns =
                metrics.stream().filter(metric -> names.contains(metric.name())).toList();
        int first = labels().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        var header = new StringBuilder(" ".repeat(first));
        columns.forEach(metric -> header.append(cell(metric, metric.name(), " ")));
        lines.add(header.toString());
        for (String label : labels()) {
            var line = new StringBuilder(label).append(" ".repeat(first - label.length()));
            for (ForecastMetric metric : columns) {
                double value = overallOrNaN(label, metric);
                boolean best = metric.distanceFromBest(value) == best(metric);
                line.append(cell(metric, String.format(Locale.ROOT, "%.4g", value), best ? "*" : " "));
            }
            lines.add(line.toString());
        }
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private static String cell(ForecastMetric metric, String content, String mark) {
        int width = Math.max(10, metric.name().length());
        return "  " + " ".repeat(Math.max(0, width - content.length())) + content + mark;
    }

    private double best(ForecastMetric metric) {
        return labels().stream()
                .mapToDouble(label -> metric.distanceFromBest(overallOrNaN(label, metric)))
                .filter(distance -> !Double.isNaN(distance))
                .min()
                .orElse(Double.NaN);
    }

    private double overallOrNaN(String label, ForecastMetric metric) {
        MetricValue value = values.get(new MetricId(label, new MetricTarget.Overall(), metric.name()));
        return value == null ? Double.NaN : value.value();
    }

    /** The {@link #table} of all metrics. */
    @Override
    public String toString() {
        return table(metrics.stream().map(ForecastMetric::name).toList());
    }
}
