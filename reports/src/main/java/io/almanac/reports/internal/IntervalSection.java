package io.almanac.reports.internal;

import io.almanac.core.evaluation.CoverageLimits;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.IntervalMetrics;
import io.almanac.core.evaluation.MetricTarget;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The part of a report about intervals and quantiles: how often they hold what they say, and at what width. */
final class IntervalSection {

    private final Scores scores;
    private final String axis;
    private final MetricTables tables;
    private final Map<Integer, ForecastMetric> coverage = new LinkedHashMap<>(); // by level

    /** @param axis what the steps of the horizon are called */
    IntervalSection(Scores scores, String axis) {
        this.scores = scores;
        this.axis = axis;
        this.tables = new MetricTables(scores);
        IntStream.range(1, 100)
                .forEach(level -> scores.computed().stream()
                        .filter(metric -> metric.name()
                                .equals(IntervalMetrics.coverage(level).name()))
                        .findFirst()
                        .ifPresent(metric -> coverage.put(level, metric)));
    }

    /** Coverage and what else is computed of quantiles; empty where nothing was. */
    Optional<Section> section(Optional<String> leader) {
        List<ForecastMetric> whole = new ArrayList<>();
        List<ForecastMetric> single = new ArrayList<>();
        List<ForecastMetric> headline = scores.evaluation().headline(); // has its own table
        for (ForecastMetric metric : scores.computed()) {
            if (!MetricTables.ofPoints(metric) && !coverage.containsValue(metric) && !headline.contains(metric)) {
                (metric.needs().quantiles().size() == 1 ? single : whole).add(metric);
            }
        }
        if (coverage.isEmpty() && whole.isEmpty() && single.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        if (!coverage.isEmpty()) {
            blocks.add(coverage());
            blocks.add(new Paragraph("Off by is in percentage points: below 0 the intervals are too narrow, above 0 too"
                    + " wide. " + limits() + " What held in these folds need not hold in the next."));
            byStep().ifPresent(blocks::add);
        }
        blocks.addAll(tables.overall("Intervals and quantiles, width and misses together", whole, false));
        blocks.addAll(tables.overall("Quantile by quantile", single, true));
        return Optional.of(new Section("coverage", "Intervals", heading(leader), blocks));
    }

    private String heading(Optional<String> leader) {
        if (leader.isPresent() && !coverage.isEmpty()) {
            List<String> parts = new ArrayList<>();
            coverage.forEach((level, metric) -> {
                double covered = scores.overall(leader.get(), metric);
                if (!Double.isNaN(covered)) {
                    parts.add(Numbers.percent(covered) + " within " + level + " %");
                }
            });
            if (!parts.isEmpty()) {
                return "What happened against " + leader.get() + "'s intervals: " + String.join(", ", parts);
            }
        }
        return "How often what happened lay within the intervals";
    }

    private Table coverage() {
        List<String> columns = new ArrayList<>(List.of("Label"));
        coverage.keySet().forEach(level -> columns.addAll(List.of("within " + level + " %", "limits", "off by")));
        List<Row> rows = new ArrayList<>();
        for (String label : scores.labels()) {
            List<Cell> cells = new ArrayList<>();
            coverage.forEach((level, metric) -> {
                double covered = scores.overall(label, metric);
                boolean none = Double.isNaN(covered);
                cells.add(new Cell(none ? "n/a" : Numbers.percent(covered), false));
                cells.add(new Cell(
                        scores.evaluation()
                                .limits(label, metric.name())
                                .map(limits ->
                                        String.format(Locale.ROOT, "%.1f to %.1f", limits.lower(), limits.upper()))
                                .orElse("n/a"),
                        false));
                cells.add(new Cell(none ? "n/a" : Numbers.signed(covered - level), false));
            });
            rows.add(new Row(label, cells));
        }
        return new Table("Share of actual values within the interval, in percent", columns, rows, false, false);
    }

    /** What the limits rest on. */
    private String limits() {
        Optional<CoverageLimits> some = coverage.values().stream()
                .flatMap(metric -> scores.labels().stream()
                        .flatMap(label -> scores.evaluation().limits(label, metric.name()).stream()))
                .findFirst();
        return some.map(limits -> "The limits hold the true share with 95 % confidence if the "
                        + Numbers.count(
                                limits.units(),
                                limits.unit() == CoverageLimits.Unit.FOLD ? "fold" : "series",
                                limits.unit() == CoverageLimits.Unit.FOLD ? "folds" : "series")
                        + " are independent of each other; the points within one are not taken to be. Folds that"
                        + " overlap, and series of one calendar, make them too close.")
                .orElse("With one fold of one series there are no limits.");
    }

    /** One chart a level, one line a label; empty where there is only one step. */
    private Optional<Block> byStep() {
        List<MetricTarget.Step> steps = scores.targets(MetricTarget.Step.class);
        if (steps.size() < 2) {
            return Optional.empty();
        }
        double[] ends = {1, steps.get(steps.size() - 1).number()};
        List<Figure> figures = new ArrayList<>();
        coverage.forEach((level, metric) -> {
            LinePlot plot = LinePlot.over(axis, "within, in percent")
                    .line("level", ends, new double[] {level, level}, Palette.FAINT, Palette.stroke(0, 1));
            String title = "Share within the " + level + " % interval by step of the horizon";
            figures.add(new Figure(title, SvgChart.draw(tables.bySteps(plot, metric), "coverage" + level, title)));
        });
        List<LegendItem> keys = new ArrayList<>(Palette.keys(scores.labels()));
        keys.add(new LegendItem("the level", "line", Palette.themed(Palette.hex(Palette.FAINT)), ""));
        return Optional.of(new Charts(keys, figures));
    }
}
