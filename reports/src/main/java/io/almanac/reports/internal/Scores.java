package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.core.evaluation.PointMetrics;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An evaluation as a report asks it: which label is best where, and which metrics there are. */
final class Scores {

    static final MetricTarget OVERALL = new MetricTarget.Overall();

    private static final MetricValue NONE = new MetricValue(Double.NaN, 0, 0);

    private final ForecastEvaluation evaluation;
    private final Map<String, ForecastMetric> computed = new LinkedHashMap<>();

    Scores(ForecastEvaluation evaluation) {
        this.evaluation = evaluation;
        Set<String> missing = evaluation.notComputed().keySet();
        evaluation.metrics().stream()
                .filter(metric -> !missing.contains(metric.name()))
                .forEach(metric -> computed.put(metric.name(), metric));
    }

    ForecastEvaluation evaluation() {
        return evaluation;
    }

    List<String> labels() {
        return evaluation.labels();
    }

    /** The metrics that have a value. */
    List<ForecastMetric> computed() {
        return List.copyOf(computed.values());
    }

    /** The metric that forecasters are compared by: scaled, a mean over series and channels. Empty if there is none. */
    Optional<ForecastMetric> headline() {
        return evaluation.headline().stream().findFirst();
    }

    /** The metric of charts and small tables: the headline, else the first that has a value, else the first. */
    ForecastMetric main() {
        return headline()
                .or(() -> computed.values().stream().findFirst())
                .orElseGet(() -> evaluation.metrics().get(0));
    }

    /** A metric's name without its dialect, for an axis under a title that has it. */
    static String plain(ForecastMetric metric) {
        return metric.name().split(" \\(|, ", 2)[0];
    }

    Optional<ForecastMetric> mae() {
        return Optional.ofNullable(computed.get(PointMetrics.mae().name()));
    }

    <T extends MetricTarget> List<T> targets(Class<T> kind) {
        return evaluation.targets(kind);
    }

    /** A value and its points; NaN and none where there is no value. */
    MetricValue at(String label, MetricTarget target, ForecastMetric metric) {
        return evaluation.find(new MetricId(label, target, metric.name())).orElse(NONE);
    }

    double overall(String label, ForecastMetric metric) {
        return at(label, OVERALL, metric).value();
    }

    /** How far from the best value a label is, over everything. */
    double distance(String label, ForecastMetric metric) {
        return metric.distanceFromBest(overall(label, metric));
    }

    /** The labels that have a value, the best first; those that tie in the order of the run. */
    List<String> ranked(ForecastMetric metric) {
        return labels().stream()
                .filter(label -> !Double.isNaN(overall(label, metric)))
                .sorted(Comparator.comparingDouble(label -> distance(label, metric)))
                .toList();
    }

    /** The labels whose value is best, all that tie; none where fewer than two have a value. */
    Set<String> best(MetricTarget target, ForecastMetric metric) {
        Set<String> best = new LinkedHashSet<>();
        double least = Double.POSITIVE_INFINITY;
        int values = 0;
        for (String label : labels()) {
            double distance = metric.distanceFromBest(at(label, target, metric).value());
            if (Double.isNaN(distance)) {
                continue;
            }
            values++;
            if (distance < least) {
                best.clear();
                least = distance;
            }
            if (distance == least) {
                best.add(label);
            }
        }
        return values < 2 ? Set.of() : best;
    }

    /** In how many targets of a kind one label is better than another, out of those where both have a value. */
    Wins wins(Class<? extends MetricTarget> kind, ForecastMetric metric, String label, String other) {
        int better = 0;
        int both = 0;
        for (MetricTarget target : targets(kind)) {
            double mine = metric.distanceFromBest(at(label, target, metric).value());
            double theirs = metric.distanceFromBest(at(other, target, metric).value());
            if (!Double.isNaN(mine + theirs)) {
                both++;
                better += mine < theirs ? 1 : 0;
            }
        }
        return new Wins(better, both);
    }

    /** So many of so many. */
    record Wins(int better, int of) {}
}
