package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backtest says in one sentence, and what limits it. A loss is told in the same words as a win.
 *
 * @param sentence computed from averages over everything
 * @param notes    what a sceptic should know, a sentence each
 * @param leader   the label that the sentence is about; empty where no label has a value
 */
record Headline(String sentence, List<String> notes, Optional<String> leader) {

    private static final String NO_TEST = "This compares averages; it is no test of significance.";

    /** Below this a difference in percent would be printed as 0.0. */
    private static final double LEAST_PERCENT = 0.05;

    Headline {
        notes = List.copyOf(notes);
    }

    /**
     * The headline of a run.
     *
     * @param forecasters ids by label
     */
    static Headline of(Scores scores, Map<String, String> forecasters, int folds) {
        ForecastMetric metric = scores.plain();
        Optional<String> baseline = baseline(scores, forecasters);
        List<String> others = scores.labels().stream()
                .filter(label -> !baseline.equals(Optional.of(label)))
                .filter(label -> !Double.isNaN(scores.overall(label, metric)))
                .sorted(Comparator.comparingDouble(label -> metric.distanceFromBest(scores.overall(label, metric))))
                .toList();
        String over = " over " + Numbers.count(folds, "fold", "folds");
        if (others.isEmpty()) {
            return alone(scores, metric, baseline, over);
        }
        String leader = others.get(0);
        if (baseline.isEmpty()) {
            return withoutBaseline(scores, metric, others, over);
        }
        String sentence = compare(scores, metric, leader, baseline.get(), over);
        List<String> notes = new ArrayList<>();
        notes.add(NO_TEST);
        if (others.size() > 1) {
            notes.add("Of " + others.size() + " forecasters beside " + baseline.get() + ", " + leader + " has the best "
                    + metric.name() + "; choosing it on these folds flatters it.");
        }
        wins(scores, leader, baseline.get()).ifPresent(notes::add);
        disagreement(scores, leader, baseline.get()).ifPresent(notes::add);
        notes.addAll(unequal(scores, metric));
        return new Headline(sentence, notes, Optional.of(leader));
    }

    /** The label of seasonal naive, else of naive: the least that a forecast must beat. */
    static Optional<String> baseline(Scores scores, Map<String, String> forecasters) {
        for (String id : List.of("seasonal-naive", "naive")) {
            for (String label : scores.labels()) {
                if (id.equals(forecasters.get(label)) && !Double.isNaN(scores.overall(label, scores.plain()))) {
                    return Optional.of(label);
                }
            }
        }
        return Optional.empty();
    }

    private static Headline alone(Scores scores, ForecastMetric metric, Optional<String> baseline, String over) {
        if (baseline.isEmpty()) {
            return new Headline(
                    "No " + metric.name() + " could be computed: no forecast could be scored" + over + ".",
                    List.of(),
                    Optional.empty());
        }
        String label = baseline.get();
        String why = scores.labels().size() > 1 ? "Only " + label + " could be scored" : "Only " + label + " was run";
        return new Headline(
                why + ": its " + metric.name() + " is " + Numbers.text(scores.overall(label, metric)) + over
                        + scaledValue(scores, metric, label) + ".",
                List.of("There is nothing to compare it with."),
                baseline);
    }

    private static Headline withoutBaseline(Scores scores, ForecastMetric metric, List<String> labels, String over) {
        String leader = labels.get(0);
        String value = Numbers.text(scores.overall(leader, metric));
        String sentence = labels.size() == 1
                ? leader + "'s " + metric.name() + " is " + value + over + scaledValue(scores, metric, leader) + "."
                : "Of " + labels.size() + " forecasters " + leader + " has the best " + metric.name() + ", " + value
                        + over + scaledValue(scores, metric, leader) + ".";
        List<String> notes = new ArrayList<>();
        if (labels.size() > 1) {
            notes.add(NO_TEST);
        }
        notes.add("No naive forecaster was scored, so this does not say whether a model was worth its effort.");
        notes.addAll(unequal(scores, metric));
        return new Headline(sentence, notes, Optional.of(leader));
    }

    private static String compare(Scores scores, ForecastMetric metric, String leader, String baseline, String over) {
        double mine = metric.distanceFromBest(scores.overall(leader, metric));
        double theirs = metric.distanceFromBest(scores.overall(baseline, metric));
        String name = metric.name();
        String both = scores.mase()
                .filter(mase -> !mase.name().equals(name))
                .map(mase -> " (MASE " + Numbers.text(scores.overall(leader, mase)) + " against "
                        + Numbers.text(scores.overall(baseline, mase)) + ")")
                .orElse("");
        if (mine == theirs) {
            return leader + "'s " + name + " equals " + baseline + "'s" + over + both + ".";
        }
        if (!(theirs > 0)) {
            return leader + " is not better than " + baseline + ": its " + name + " is " + Numbers.text(mine)
                    + " against " + Numbers.text(theirs) + over + both + ".";
        }
        double percent = 100 * Math.abs(mine - theirs) / theirs;
        String size = percent < LEAST_PERCENT ? "less than 0.1 %" : Numbers.percent(percent);
        return mine < theirs
                ? leader + "'s " + name + " is " + size + " below " + baseline + "'s" + over + both + "."
                : leader + " is not better than " + baseline + ": its " + name + " is " + size + " higher" + over + both
                        + ".";
    }

    private static String scaledValue(Scores scores, ForecastMetric metric, String label) {
        return scores.mase()
                .filter(mase -> !mase.name().equals(metric.name()))
                .map(mase -> " (MASE " + Numbers.text(scores.overall(label, mase)) + ")")
                .orElse("");
    }

    private static Optional<String> wins(Scores scores, String leader, String baseline) {
        Scores.Wins wins = scores.wins(MetricTarget.Fold.class, leader, baseline);
        return wins.of() < 2
                ? Optional.empty()
                : Optional.of(
                        "Fold by fold, " + leader + "'s " + scores.scaled().name() + " is better than " + baseline
                                + "'s in " + wins.better() + " of " + wins.of() + ".");
    }

    /** Two metrics that do not name the same winner belong in one breath. */
    private static Optional<String> disagreement(Scores scores, String leader, String baseline) {
        if (scores.mae().isEmpty() || scores.mase().isEmpty()) {
            return Optional.empty();
        }
        ForecastMetric mae = scores.mae().get();
        ForecastMetric mase = scores.mase().get();
        double byMae = scores.overall(leader, mae) - scores.overall(baseline, mae);
        double byMase = scores.overall(leader, mase) - scores.overall(baseline, mase);
        return byMae * byMase < 0
                ? Optional.of("MAE and MASE disagree: MAE weighs channels and series by the size of their values,"
                        + " MASE weighs each the same.")
                : Optional.empty();
    }

    /** Averages over different points are not fair to compare. */
    private static List<String> unequal(Scores scores, ForecastMetric metric) {
        List<String> points = new ArrayList<>();
        boolean differ = false;
        long first = -1;
        for (String label : scores.labels()) {
            MetricValue value = scores.at(label, new MetricTarget.Overall(), metric);
            first = first < 0 ? value.points() : first;
            differ |= value.points() != first;
            points.add(label + " " + Numbers.text(value.points()));
        }
        return differ
                ? List.of("The labels were not scored on the same points (" + String.join(", ", points)
                        + "), so their averages are not strictly comparable.")
                : List.of();
    }
}
