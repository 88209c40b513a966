package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.IntervalMetrics;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An evaluation as a report asks it: which label is best where, and which metrics there are. */
final class Scores {

    private static final MetricValue NONE = new MetricValue(Double.NaN, 0, 0);

    private final ForecastEvaluation evaluation;
    private final Map<String, ForecastMetric> metrics = new LinkedHashMap<>();
    private final List<String> labels;
    private final int season;

    /**
     * The scores of a run.
     *
     * @param season of the schema, which is in the name of MASE
     */
    Scores(ForecastEvaluation evaluation, int season) {
        this.evaluation = evaluation;
        this.labels = evaluation.labels();
        this.season = season;
        evaluation.metrics().forEach(metric -> metrics.put(metric.name(), metric));
    }

    List<String> labels() {
        return labels;
    }

    List<ForecastMetric> metrics() {
        return evaluation.metrics();
    }

    <T extends MetricTarget> List<T> targets(Class<T> kind) {
        return evaluation.targets(kind);
    }

    long refusals(String label) {
        return evaluation.refusals(label);
    }

    /** The metric that a sentence about errors uses: MAE, else MASE, else the first. */
    ForecastMetric plain() {
        return mae().or(this::mase).orElse(evaluation.metrics().get(0));
    }

    /** The metric of charts and small tables: MASE, else MAE, else the first. */
    ForecastMetric scaled() {
        return mase().or(this::mae).orElse(evaluation.metrics().get(0));
    }

    Optional<ForecastMetric> mae() {
        return find(PointMetrics.mae());
    }

    Optional<ForecastMetric> mase() {
        return find(ScaledMetrics.mase(season));
    }

    Optional<ForecastMetric> coverage(int level) {
        return find(IntervalMetrics.coverage(level));
    }

    private Optional<ForecastMetric> find(ForecastMetric like) {
        return Optional.ofNullable(metrics.get(like.name()));
    }

    /** A value and its points; NaN and none where there is no value. */
    MetricValue at(String label, MetricTarget target, ForecastMetric metric) {
        return evaluation.find(new MetricId(label, target, metric.name())).orElse(NONE);
    }

    double overall(String label, ForecastMetric metric) {
        return at(label, new MetricTarget.Overall(), metric).value();
    }

    /** The labels whose value is best, all that tie; none where fewer than two have a value. */
    Set<String> best(MetricTarget target, ForecastMetric metric) {
        Set<String> best = new LinkedHashSet<>();
        double least = Double.POSITIVE_INFINITY;
        int values = 0;
        for (String label : labels) {
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
    Wins wins(Class<? extends MetricTarget> kind, String label, String other) {
        int better = 0;
        int both = 0;
        for (MetricTarget target : targets(kind)) {
            double mine = scaled().distanceFromBest(at(label, target, scaled()).value());
            double theirs =
                    scaled().distanceFromBest(at(other, target, scaled()).value());
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
