package io.almanac.reports.internal;

import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.Verdict;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a backtest says in one sentence, and what limits it. A loss is told in the same words as a win, and nothing is
 * better without the verdict in the same sentence.
 *
 * @param alerts   what makes the rest worthless: an audit that failed
 * @param sentence the verdict, and averages over everything
 * @param notes    what a sceptic should know, a sentence each
 * @param leader   the label that the sentence is about; empty where no label has a value
 */
record Headline(List<String> alerts, String sentence, List<String> notes, Optional<String> leader) {

    /** Below this a difference in percent would be printed as 0.0. */
    private static final double LEAST_PERCENT = 0.05;

    Headline {
        alerts = List.copyOf(alerts);
        notes = List.copyOf(notes);
    }

    /** The headline of a run. */
    static Headline of(Scores scores, Optional<Evidence> evidence, BacktestSummary summary) {
        String over = " over " + Numbers.count(summary.plan().folds(), "fold", "folds");
        List<String> failed = failed(summary);
        Optional<ForecastMetric> metric = scores.headline();
        List<String> ranked = metric.map(scores::ranked).orElse(List.of());
        Optional<String> leader = ranked.stream()
                .filter(label -> evidence.isEmpty() || evidence.get().labels().contains(label))
                .findFirst();
        List<String> notes = new ArrayList<>(summary.warnings());
        String sentence;
        if (metric.isEmpty() || leader.isEmpty()) {
            sentence = nothing(scores, over);
        } else if (evidence.isPresent()) {
            sentence = compared(scores, evidence.get(), leader.get(), over);
            notes.addAll(behind(scores, evidence.get(), leader.get()));
        } else {
            sentence = untested(scores, metric.get(), ranked, over);
            notes.add(
                    ranked.size() == 1
                            ? "There is nothing to compare it with."
                            : "No baseline was tested against, so this does not say whether a model was worth its effort.");
        }
        List<String> suspects = new ArrayList<>(leader.stream().toList());
        evidence.map(Evidence::baseline).ifPresent(suspects::add);
        suspects.retainAll(failed);
        if (!suspects.isEmpty()) {
            sentence += ", but " + String.join(" and ", suspects) + " failed the leakage audit";
        }
        notes.addAll(scores.evaluation().warnings());
        summary.audit()
                .filter(AuditResult::passed)
                .ifPresent(audit ->
                        notes.add("The leakage audit passed: no change of the data after a cutoff moved a forecast."));
        return new Headline(alerts(summary), sentence + ".", notes, leader);
    }

    private static List<String> failed(BacktestSummary summary) {
        return summary.audit().stream()
                .flatMap(audit -> audit.labels().stream())
                .filter(label -> !label.passed())
                .map(AuditResult.Label::label)
                .toList();
    }

    private static List<String> alerts(BacktestSummary summary) {
        List<String> alerts = new ArrayList<>();
        summary.audit().ifPresent(audit -> {
            for (int i = 0; i < audit.labels().size(); i++) {
                if (!audit.labels().get(i).passed()) {
                    alerts.add("Leakage " + audit.lines().get(i) + ".");
                }
            }
        });
        return alerts;
    }

    private static String nothing(Scores scores, String over) {
        return scores.computed().isEmpty()
                ? "No forecast could be scored" + over
                : "The forecasters are not compared: no metric without a unit that is a mean over series and channels"
                        + " could be computed" + over;
    }

    /** Averages alone, where there is no verdict. */
    private static String untested(Scores scores, ForecastMetric metric, List<String> ranked, String over) {
        String leader = ranked.get(0);
        String value = Numbers.text(scores.overall(leader, metric)) + over;
        if (ranked.size() == 1) {
            return "Only " + leader + (scores.labels().size() > 1 ? " could be scored" : " was run") + ": its "
                    + metric.name() + " is " + value;
        }
        return "Of " + ranked.size() + " forecasters " + leader + " has the best " + metric.name() + ", " + value
                + "; whether that is more than chance was not tested";
    }

    private static String compared(Scores scores, Evidence evidence, String leader, String over) {
        String better = " better than " + evidence.baseline();
        Difference difference = Difference.of(scores, evidence, leader, over);
        return switch (evidence.verdict(leader)) {
                    case SHOWN -> leader + " is shown to be" + better + (difference.lower() ? ": " : ", though ");
                    case NOT_SHOWN -> leader + " is not shown to be" + better + ": ";
                    case NOT_TESTABLE -> "Whether " + leader + " is" + better + " is not testable: ";
                }
                + difference.text();
    }

    /**
     * The averages of two labels side by side.
     *
     * @param lower whether the label's is the better one
     */
    private record Difference(boolean lower, String text) {

        static Difference of(Scores scores, Evidence evidence, String leader, String over) {
            ForecastMetric metric = evidence.metric();
            double mine = scores.distance(leader, metric);
            double theirs = scores.distance(evidence.baseline(), metric);
            String its = "its " + metric.name();
            if (mine == theirs) {
                return new Difference(
                        false, its + " equals " + evidence.baseline() + "'s" + over + " (" + Numbers.text(mine) + ")");
            }
            String both = Numbers.text(mine) + " against " + Numbers.text(theirs);
            if (!(theirs > 0)) {
                return new Difference(mine < theirs, its + " is " + both + over);
            }
            double percent = 100 * Math.abs(mine - theirs) / theirs;
            String size = percent < LEAST_PERCENT ? "less than 0.1 %" : Numbers.percent(percent);
            return new Difference(
                    mine < theirs,
                    its + " is " + size + (mine < theirs ? " lower" : " higher") + over + " (" + both + ")");
        }
    }

    /** What stands behind a verdict, and what speaks against it. */
    private static List<String> behind(Scores scores, Evidence evidence, String leader) {
        ForecastMetric metric = evidence.metric();
        String baseline = evidence.baseline();
        List<String> notes = new ArrayList<>();
        notes.add(evidence.sentence(leader) + ".");
        List<String> others = evidence.labels().stream()
                .filter(label -> !label.equals(leader))
                .toList();
        String shown = others.stream()
                .filter(label -> evidence.verdict(label) == Verdict.SHOWN)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            notes.add("Of " + evidence.labels().size() + " forecasters beside " + baseline + ", " + leader
                    + " has the best " + metric.name() + "; choosing it on these folds flatters it.");
        }
        if (!shown.isEmpty()) {
            notes.add((evidence.verdict(leader) == Verdict.SHOWN ? "Beside " + leader + ", shown" : "Shown")
                    + " to be better than " + baseline + ": " + shown + ".");
        }
        wins(scores, metric, leader, baseline).ifPresent(notes::add);
        sporadic(scores, leader, baseline).ifPresent(notes::add);
        disagreement(scores, metric, leader, baseline).ifPresent(notes::add);
        return notes;
    }

    private static Optional<String> wins(Scores scores, ForecastMetric metric, String leader, String baseline) {
        List<String> parts = new ArrayList<>();
        add(parts, scores.wins(MetricTarget.Fold.class, metric, leader, baseline), "folds");
        add(parts, scores.wins(MetricTarget.Series.class, metric, leader, baseline), "series");
        add(parts, scores.wins(MetricTarget.Channel.class, metric, leader, baseline), "channels");
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(leader + "'s " + metric.name() + " is better than " + baseline + "'s in " + listed(parts)
                        + ".");
    }

    /** {@code a, b and c}. */
    private static String listed(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private static void add(List<String> parts, Scores.Wins wins, String what) {
        if (wins.of() > 1) {
            parts.add(Numbers.text(wins.better()) + " of " + Numbers.text(wins.of()) + " " + what);
        }
    }

    /** Why the headline is not the usual one, and the metrics that belong beside it. */
    private static Optional<String> sporadic(Scores scores, String leader, String baseline) {
        List<ForecastMetric> beside =
                scores.evaluation().headline().stream().skip(1).toList();
        return beside.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Most demand is intermittent or lumpy, where 0 is a good median; so quantiles stand beside "
                                + scores.main().name() + ": "
                                + beside.stream()
                                        .map(metric ->
                                                metric.name() + " " + Numbers.text(scores.overall(leader, metric))
                                                        + " against " + Numbers.text(scores.overall(baseline, metric)))
                                        .collect(Collectors.joining(", "))
                                + " of " + baseline + ".");
    }

    /** Two metrics that do not name the same winner belong in one breath. */
    private static Optional<String> disagreement(Scores scores, ForecastMetric metric, String leader, String baseline) {
        return scores.mae()
                .filter(mae -> (scores.overall(leader, mae) - scores.overall(baseline, mae))
                                * (scores.distance(leader, metric) - scores.distance(baseline, metric))
                        < 0)
                .map(mae -> mae.name() + " says the opposite of " + metric.name()
                        + ": it weighs channels and series by the size of their values.");
    }
}
