package io.almanac.core.evaluation;

import io.almanac.core.forecast.PointKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The values of all metrics for all labels and targets, and what stands behind them. Immutable.
 *
 * <p>All labels that have a metric were scored on the same points; so in one target their {@link MetricValue#points}
 * and {@link MetricValue#left} are equal.
 */
public final class ForecastEvaluation {

    private static final MetricTarget OVERALL = new MetricTarget.Overall();

    private final Map<String, MetricResult> results; // by the metric's name
    private final Map<String, LabelCounts> counts;
    private final List<String> labels;
    private final Map<DemandClass, Integer> demand;
    private final int channels;
    private final int series;
    private final boolean history;
    private final List<String> notKept;

    ForecastEvaluation(
            Map<String, MetricResult> results,
            Map<String, LabelCounts> counts,
            Map<DemandClass, Integer> demand,
            int channels,
            int series,
            boolean history,
            List<String> notKept) {
        this.results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        this.counts = new LinkedHashMap<>(counts);
        this.labels = List.copyOf(counts.keySet());
        this.demand = Collections.unmodifiableMap(new LinkedHashMap<>(demand));
        this.channels = channels;
        this.series = series;
        this.history = history;
        this.notKept = List.copyOf(notKept);
    }

    /** All values in a new map, in the order of labels, metrics and targets. */
    public Map<MetricId, MetricValue> asMap() {
        Map<MetricId, MetricValue> all = new LinkedHashMap<>();
        forEach(all::put);
        return Collections.unmodifiableMap(all);
    }

    /** Hands over all values one by one, in the order of labels, metrics and targets. */
    public void forEach(BiConsumer<MetricId, MetricValue> taker) {
        for (int label = 0; label < labels.size(); label++) {
            for (MetricResult result : results.values()) {
                for (Map.Entry<MetricTarget, LabelValues> entry :
                        result.values().entrySet()) {
                    var id = new MetricId(
                            labels.get(label), entry.getKey(), result.metric().name());
                    taker.accept(id, entry.getValue().of(label));
                }
            }
        }
    }

    /** The values over everything, by label, then by metric; those without a value too. */
    public Map<String, Map<String, Double>> overall() {
        Map<String, Map<String, Double>> byLabel = new LinkedHashMap<>();
        for (String label : labels) {
            results.forEach((name, result) -> result.value(labels.indexOf(label), OVERALL)
                    .ifPresent(value -> byLabel.computeIfAbsent(label, key -> new LinkedHashMap<>())
                            .put(name, value.value())));
        }
        return byLabel;
    }

    /** A value and its points; empty if there is none of that id. */
    public Optional<MetricValue> find(MetricId id) {
        MetricResult result = results.get(id.metric());
        int label = labels.indexOf(id.label());
        return result == null || label < 0 ? Optional.empty() : result.value(label, id.target());
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if there is none of that id
     */
    public double get(MetricId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no value of " + id + "; there are the labels "
                        + labels + " and the metrics " + results.keySet()))
                .value();
    }

    /** The value of a metric over everything. */
    public double overall(String label, String metric) {
        return get(new MetricId(label, OVERALL, metric));
    }

    /**
     * Within which limits the true value of a coverage over everything lies. Empty for other metrics, and where there
     * are neither two folds nor two series.
     */
    public Optional<CoverageLimits> limits(String label, String metric) {
        MetricResult result = results.get(metric);
        int index = labels.indexOf(label);
        return result == null || index < 0 || index >= result.limits().size()
                ? Optional.empty()
                : result.limits().get(index);
    }

    /** The labels, in the order of the run. */
    public List<String> labels() {
        return labels;
    }

    /** The metrics, in the order in which they were asked for. */
    public List<ForecastMetric> metrics() {
        return results.values().stream().map(MetricResult::metric).toList();
    }

    /** The targets of one kind, in order. */
    public <T extends MetricTarget> List<T> targets(Class<T> kind) {
        var targets = new LinkedHashSet<T>();
        results.values().stream()
                .flatMap(result -> result.values().keySet().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .forEach(targets::add);
        return List.copyOf(targets);
    }

    /** How many forecasts a label refused: one for each series and fold. */
    public long refusals(String label) {
        return counts.getOrDefault(label, new LabelCounts()).refusals;
    }

    /** At how many of those another forecaster's forecast stands in, and is scored as the label's own. */
    public long standIns(String label) {
        return counts.getOrDefault(label, new LabelCounts()).standIns;
    }

    /** How many channels of series are of each demand class. Those whose history has negative values have none. */
    public Map<DemandClass, Integer> demand() {
        return demand;
    }

    /**
     * The metrics that head a table, the first above all. They have values, no unit, and are means over series and
     * channels. As a rule that is MASE; where most series are intermittent or lumpy, so that 0 is a good median, it is
     * RMSSE, and the scaled pinball losses at 0.5, 0.8 and 0.95 as far as there are any. Of one series of one channel it
     * is whatever comes first, if there is no such metric. Empty if nothing is fit to head a table: an error pooled over
     * channels of different units is not.
     */
    public List<ForecastMetric> headline() {
        List<ForecastMetric> values = results.values().stream()
                .filter(result -> result.points() > 0)
                .map(MetricResult::metric)
                .toList();
        List<ForecastMetric> averages = values.stream()
                .filter(metric -> metric.freeOfUnits() && metric.pooling() == Pooling.MEAN_OF_SERIES)
                .toList();
        if (sporadic()) {
            List<ForecastMetric> fit = averages.stream()
                    .filter(metric -> metric.bestFor().equals(Optional.of(PointKind.MEAN))
                            && metric.needs().history())
                    .limit(1)
                    .toList();
            if (!fit.isEmpty()) {
                Stream<ForecastMetric> pinball = averages.stream()
                        .filter(metric -> metric.needs().history()
                                && metric.needs().quantiles().size() == 1
                                && Metrics.INTERMITTENT.containsAll(
                                        metric.needs().quantiles()));
                return Stream.concat(fit.stream(), pinball).toList();
            }
        }
        List<ForecastMetric> first = averages.stream()
                .filter(metric -> metric.bestFor().isPresent())
                .limit(1)
                .toList();
        return first.isEmpty() && series * channels == 1
                ? values.stream().limit(1).toList()
                : first;
    }

    /** Whether most channels of series are intermittent or lumpy. */
    private boolean sporadic() {
        int sporadic = demand.entrySet().stream()
                .filter(entry -> entry.getKey().sporadic())
                .mapToInt(Map.Entry::getValue)
                .sum();
        return 2L * sporadic > (long) series * channels;
    }

    /** The metrics that have no value for any label, by name, and why. */
    public Map<String, String> notComputed() {
        Map<String, String> reasons = new LinkedHashMap<>();
        results.forEach((name, result) -> {
            if (result.points() == 0) {
                reasons.put(name, reason(result));
            }
        });
        return reasons;
    }

    private String reason(MetricResult result) {
        MetricNeeds needs = result.metric().needs();
        if (series == 0) {
            return "there is no forecast";
        }
        if (needs.history() && !history) {
            return "it needs the history before the cutoff, and there is none";
        }
        if (result.without().cardinality() == labels.size()) {
            return "no forecast has " + needs.ofForecast();
        }
        return "none of " + result.left() + " points could be scored";
    }

    /** What a reader of the numbers should know, a sentence each: see {@link EvaluationWarnings}. */
    public List<String> warnings() {
        List<String> sentences = new ArrayList<>(
                new EvaluationWarnings(labels, counts, List.copyOf(results.values()), series * channels).sentences());
        sentences.addAll(notKept);
        return List.copyOf(sentences);
    }

    /** A metric's values of each channel of each series, for one label; none where series are not kept one by one. */
    double[] ofSeries(String label, String metric) {
        MetricResult result = results.get(metric);
        int index = labels.indexOf(label);
        if (result == null || index < 0) {
            throw new IllegalArgumentException("no value of " + metric + " for " + label + "; there are the labels "
                    + labels + " and the metrics " + results.keySet());
        }
        return result.series().stream()
                .mapToDouble(values -> values.of(index).value())
                .toArray();
    }

    /**
     * A table of values over everything for a terminal, a line a label, the best of each column marked with a star. The
     * {@link #headline} comes first, whether it is asked for or not.
     *
     * @param names of metrics; the columns are in the order of {@link #metrics}
     */
    public String table(List<String> names) {
        return new EvaluationTable(this, headed(metric -> names.contains(metric.name()))).byLabel();
    }

    private List<ForecastMetric> headed(Predicate<ForecastMetric> wanted) {
        Set<ForecastMetric> headed = new LinkedHashSet<>(headline());
        metrics().stream().filter(wanted).forEach(headed::add);
        return List.copyOf(headed);
    }

    /**
     * All metrics that have a value, a line each, the headline first; then why others have none, and the
     * {@link #warnings}.
     */
    @Override
    public String toString() {
        Map<String, String> missing = notComputed();
        List<String> lines = new ArrayList<>();
        lines.add(new EvaluationTable(this, headed(metric -> !missing.containsKey(metric.name()))).byMetric());
        missing.forEach((name, why) -> lines.add(name + " is not computed: " + why + "."));
        lines.addAll(warnings());
        return String.join("\n", lines);
    }
}
