package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Charts;
import io.almanac.reports.internal.ReportView.Figure;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Section;
import io.almanac.reports.internal.ReportView.Sentences;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of a report that show errors of points: tables, and the error by step. */
final class MetricSections {

    private static final int MOST_ROWS = 100;
    private static final int MOST_OPEN = 12;

    private final Scores scores;
    private final MetricTables tables;
    private final List<String> labels;

    MetricSections(Scores scores) {
        this.scores = scores;
        this.tables = new MetricTables(scores);
        this.labels = scores.labels();
    }

    /** The metrics of points over everything, then the main one by channel, group, series and fold. */
    Section metrics() {
        Set<ForecastMetric> scaled = new LinkedHashSet<>(scores.evaluation().headline());
        List<ForecastMetric> plain = new ArrayList<>();
        for (ForecastMetric metric : scores.computed()) {
            if (MetricTables.ofPoints(metric)) {
                if (metric.needs().history()) {
                    scaled.add(metric);
                } else if (!scaled.contains(metric)) {
                    plain.add(metric);
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        int channels = scores.targets(MetricTarget.Channel.class).size();
        String unit = channels > 1
                ? "Errors of points; what is in the unit of the data mixes the channels"
                : "Errors of points";
        blocks.addAll(tables.overall("Scaled errors, the headline first", List.copyOf(scaled), false));
        blocks.addAll(tables.overall(unit, plain, false));
        blocks.add(
                new Paragraph("All labels are scored on the same points. Lower is better, except for bias (best at 0)."
                        + " A point is left out where the actual value is missing, a label has no forecast or the metric is not"
                        + " defined."));
        List<String> missing = scores.evaluation().notComputed().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + ".")
                .toList();
        if (!missing.isEmpty()) {
            blocks.add(new Sentences(
                    Numbers.count(missing.size(), "metric", "metrics") + " could not be computed", missing));
        }
        blocks.addAll(by(
                "channel",
                scores.targets(MetricTarget.Channel.class),
                MetricTarget.Channel::name,
                channels > MOST_OPEN));
        scores.targets(MetricTarget.Group.class).stream()
                .collect(Collectors.groupingBy(MetricTarget.Group::by, LinkedHashMap::new, Collectors.toList()))
                .forEach((by, groups) ->
                        blocks.addAll(by(by, groups, MetricTarget.Group::value, groups.size() > MOST_OPEN)));
        blocks.addAll(by("series", scores.targets(MetricTarget.Series.class), MetricTarget.Series::id, true));
        blocks.addAll(
                by("fold", scores.targets(MetricTarget.Fold.class), fold -> Integer.toString(fold.number() + 1), true));
        ForecastMetric main = scores.main();
        Set<String> best = scores.best(Scores.OVERALL, main);
        String heading = best.isEmpty()
                ? main.name() + " and the others, over everything"
                : "Lowest average " + main.name() + ": "
                        + best.stream()
                                .map(label -> label + ", " + Numbers.text(scores.overall(label, main)))
                                .collect(Collectors.joining("; "));
        return new Section("metrics", "Metrics", heading, blocks);
    }

    private <T extends MetricTarget> List<Block> by(
            String what, List<T> targets, Function<T, String> name, boolean folded) {
        if (targets.size() < 2) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(labels);
        columns.add(0, Numbers.capital(what));
        String some =
                targets.size() > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + Numbers.text(targets.size()) : "";
        return List.of(new Table(
                scores.main().name() + " by " + what + some,
                columns,
                targets.stream()
                        .limit(MOST_ROWS)
                        .map(target -> tables.row(name.apply(target), target, scores.main()))
                        .toList(),
                folded,
                false));
    }

    /** The main metric at each step of the horizon; empty where there is only one step. */
    Optional<Section> steps(String axis) {
        List<MetricTarget.Step> steps = scores.targets(MetricTarget.Step.class);
        if (steps.size() < 2 || labels.isEmpty()) {
            return Optional.empty();
        }
        ForecastMetric metric = scores.main();
        String title = metric.name() + " by step of the horizon";
        LinePlot plot = LinePlot.over(axis, Scores.plain(metric)).fromZero();
        String svg = SvgChart.draw(tables.bySteps(plot, metric), "steps", title);
        return Optional.of(new Section(
                "steps",
                "Error by step",
                stepsFinding(steps, metric),
                List.of(new Charts(
                        Palette.keys(labels), List.of(new Figure(title + ", points of a step pooled", svg))))));
    }

    private String stepsFinding(List<MetricTarget.Step> steps, ForecastMetric metric) {
        String label = scores.ranked(metric).stream().findFirst().orElse(labels.get(0));
        MetricTarget.Step last = steps.get(steps.size() - 1);
        return label + "'s " + metric.name() + " is "
                + Numbers.text(scores.at(label, steps.get(0), metric).value()) + " at step 1 and "
                + Numbers.text(scores.at(label, last, metric).value()) + " at step " + last.number();
    }
}
