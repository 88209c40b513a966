package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Charts;
import io.almanac.reports.internal.ReportView.Figure;
import io.almanac.reports.internal.ReportView.LegendItem;
import io.almanac.reports.internal.ReportView.Paragraph;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Section;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of a report that show metrics: tables, error by step, coverage. */
final class ScoreSections {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 250;
    private static final int MOST_ROWS = 50;
    private static final MetricTarget OVERALL = new MetricTarget.Overall();

    private final Scores scores;
    private final List<String> labels;

    ScoreSections(Scores scores) {
        this.scores = scores;
        this.labels = scores.labels();
    }

    /** All metrics over everything, then the headline metric by channel, series and fold. */
    Section metrics() {
        List<String> columns = new ArrayList<>();
        columns.add("Metric");
        columns.addAll(labels);
        columns.add("points scored");
        columns.add("left out");
        List<Row> rows = new ArrayList<>();
        for (ForecastMetric metric : scores.metrics()) {
            List<Cell> cells = values(OVERALL, metric);
            cells.add(counts(metric, MetricValue::points));
            cells.add(counts(metric, MetricValue::left));
            rows.add(new Row(metric.name(), cells));
        }
        if (labels.stream().anyMatch(label -> scores.refusals(label) > 0)) {
            List<Cell> refusals = new ArrayList<>();
            labels.forEach(label -> refusals.add(new Cell(Numbers.text(scores.refusals(label)), false)));
            refusals.add(new Cell("", false));
            refusals.add(new Cell("", false));
            rows.add(new Row("forecasts refused", refusals));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table("Over all series, folds and steps", columns, rows, false, false));
        blocks.add(new Paragraph("Lower is better, except for bias (best at 0) and coverage (best at its level)."
                + " A point is left out where the actual value is missing or the metric is not defined."));
        blocks.addAll(small("channel", scores.targets(MetricTarget.Channel.class), MetricTarget.Channel::name, false));
        blocks.addAll(small("series", scores.targets(MetricTarget.Series.class), MetricTarget.Series::id, true));
        blocks.addAll(small(
                "fold", scores.targets(MetricTarget.Fold.class), fold -> Integer.toString(fold.number() + 1), true));
        ForecastMetric first = scores.scaled();
        Set<String> best = scores.best(OVERALL, first);
        String heading = best.isEmpty()
                ? first.name() + " and the others, over everything"
                : "Best " + first.name() + ": "
                        + best.stream()
                                .map(label -> label + ", " + Numbers.text(scores.overall(label, first)))
                                .collect(Collectors.joining("; "));
        return new Section("metrics", "Metrics", heading, blocks);
    }

    private List<Cell> values(MetricTarget target, ForecastMetric metric) {
        Set<String> best = scores.best(target, metric);
        List<Cell> cells = new ArrayList<>();
        for (String label : labels) {
            cells.add(new Cell(Numbers.text(scores.at(label, target, metric).value()), best.contains(label)));
        }
        return cells;
    }

    /** One number where it is the same for all labels, else one each. */
    private Cell counts(ForecastMetric metric, Function<MetricValue, Long> count) {
        List<Long> counts = labels.stream()
                .map(label -> count.apply(scores.at(label, OVERALL, metric)))
                .toList();
        List<Long> shown = counts.stream().distinct().count() == 1 ? counts.subList(0, 1) : counts;
        return new Cell(shown.stream().map(Numbers::text).collect(Collectors.joining(" / ")), false);
    }

    private <T extends MetricTarget> List<Block> small(
            String what, List<T> targets, Function<T, String> name, boolean folded) {
        if (targets.size() < 2) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(labels);
        columns.add(0, what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1));
        List<Row> rows = targets.stream()
                .limit(MOST_ROWS)
                .map(target -> new Row(name.apply(target), values(target, scores.scaled())))
                .toList();
        String some =
                targets.size() > MOST_ROWS ? ", the first " + MOST_ROWS + " of " + Numbers.text(targets.size()) : "";
        return List.of(new Table(scores.scaled().name() + " by " + what + some, columns, rows, folded, false));
    }

    /** The headline metric at each step of the horizon; empty where there is only one step. */
    Optional<Section> steps(String axis) {
        List<MetricTarget.Step> steps = scores.targets(MetricTarget.Step.class);
        if (steps.size() < 2 || labels.isEmpty()) {
            return Optional.empty();
        }
        ForecastMetric metric = scores.scaled();
        double[] x = steps.stream().mapToDouble(MetricTarget.Step::number).toArray();
        LinePlot plot = LinePlot.over(axis, metric.name()).fromZero();
        List<LegendItem> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(labels.size(), Palette.LINES); i++) {
            String label = labels.get(i);
            double[] y = steps.stream()
                    .mapToDouble(step -> scores.at(label, step, metric).value())
                    .toArray();
            plot.line(label, x, y, Palette.color(i), Palette.stroke(i, 1.8f));
            keys.add(lineKey(label, i));
        }
        String title = metric.name() + " by step of the horizon";
        String svg = SvgChart.draw(plot.chart(false), WIDTH, HEIGHT, "steps", title, Palette::themed);
        List<Figure> figures = new ArrayList<>(List.of(new Figure(title + ", points of a step pooled", svg)));
        return Optional.of(
                new Section("steps", "Error by step", stepsFinding(steps, metric), List.of(new Charts(keys, figures))));
    }

    private String stepsFinding(List<MetricTarget.Step> steps, ForecastMetric metric) {
        String label = scores.best(OVERALL, metric).stream().findFirst().orElse(labels.get(0));
        MetricTarget.Step last = steps.get(steps.size() - 1);
        return label + "'s " + metric.name() + " is "
                + Numbers.text(scores.at(label, steps.get(0), metric).value()) + " at step 1 and "
                + Numbers.text(scores.at(label, last, metric).value()) + " at step " + last.number();
    }

    /** Level against coverage; empty where no interval was scored. */
    Optional<Section> coverage(Optional<String> leader) {
        List<Integer> levels = IntStream.range(1, 100)
                .filter(level -> labels.stream().anyMatch(label -> !Double.isNaN(covered(label, level))))
                .boxed()
                .toList();
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = new ArrayList<>(List.of("Label"));
        levels.forEach(level -> columns.addAll(List.of("within " + level + " %", "off by")));
        List<Row> rows = new ArrayList<>();
        for (String label : labels) {
            List<Cell> cells = new ArrayList<>();
            for (int level : levels) {
                double covered = covered(label, level);
                cells.add(new Cell(Double.isNaN(covered) ? "n/a" : Numbers.percent(covered), false));
                cells.add(new Cell(
                        Double.isNaN(covered) ? "n/a" : String.format(Locale.ROOT, "%+.1f", covered - level), false));
            }
            rows.add(new Row(label, cells));
        }
        int widest = levels.get(levels.size() - 1);
        String heading = leader.filter(label -> !Double.isNaN(covered(label, widest)))
                .map(label -> label + "'s " + widest + " % intervals hold " + Numbers.percent(covered(label, widest))
                        + " of what happened")
                .orElse("How often what happened lay within the intervals");
        return Optional.of(new Section(
                "coverage",
                "Interval coverage",
                heading,
                List.of(
                        new Table("Share of actual values within the interval", columns, rows, false, false),
                        new Paragraph("Off by is in percentage points. Below 0 the intervals are too narrow, above 0"
                                + " too wide. A wide interval is easily right; the pinball rows of the metrics weigh"
                                + " both."))));
    }

    private double covered(String label, int level) {
        return scores.coverage(level)
                .map(metric -> scores.overall(label, metric))
                .orElse(Double.NaN);
    }

    static LegendItem lineKey(String label, int line) {
        return new LegendItem(label, "line", Palette.themed(Palette.hex(Palette.color(line))), Palette.dashes(line));
    }
}
