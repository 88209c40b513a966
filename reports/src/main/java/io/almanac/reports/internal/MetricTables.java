package io.almanac.reports.internal;

import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.reports.internal.ReportView.Block;
import io.almanac.reports.internal.ReportView.Cell;
import io.almanac.reports.internal.ReportView.Row;
import io.almanac.reports.internal.ReportView.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Metrics of all labels side by side, in tables and over the steps of the horizon. */
final class MetricTables {

    private final Scores scores;

    MetricTables(Scores scores) {
        this.scores = scores;
    }

    /** Whether a metric looks at point forecasts only. */
    static boolean ofPoints(ForecastMetric metric) {
        return metric.needs().quantiles().isEmpty() && metric.needs().paths() == 0;
    }

    /** A table of metrics over everything, a row each; nothing of none. */
    List<Block> overall(String caption, List<ForecastMetric> metrics, boolean folded) {
        if (metrics.isEmpty()) {
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        columns.add("Metric");
        columns.addAll(scores.labels());
        columns.add("points scored");
        columns.add("left out");
        List<Row> rows = new ArrayList<>();
        for (ForecastMetric metric : metrics) {
            List<Cell> cells = new ArrayList<>(row("", Scores.OVERALL, metric).cells());
            MetricValue counts = counts(metric);
            cells.add(new Cell(Numbers.text(counts.points()), false));
            cells.add(new Cell(Numbers.text(counts.left()), false));
            rows.add(new Row(metric.name(), cells));
        }
        return List.of(new Table(caption, columns, rows, folded, false));
    }

    /** What all labels that have the metric were scored on. */
    private MetricValue counts(ForecastMetric metric) {
        return scores.labels().stream()
                .map(label -> scores.at(label, Scores.OVERALL, metric))
                .filter(value -> value.points() > 0)
                .findFirst()
                .orElse(new MetricValue(Double.NaN, 0, 0));
    }

    /** One metric of all labels, the best marked. */
    Row row(String head, MetricTarget target, ForecastMetric metric) {
        Set<String> best = scores.best(target, metric);
        return new Row(
                head,
                scores.labels().stream()
                        .map(label -> new Cell(
                                Numbers.text(scores.at(label, target, metric).value()), best.contains(label)))
                        .toList());
    }

    /** A line for each label that has one. */
    LinePlot bySteps(LinePlot plot, ForecastMetric metric) {
        List<MetricTarget.Step> steps = scores.targets(MetricTarget.Step.class);
        double[] x = steps.stream().mapToDouble(MetricTarget.Step::number).toArray();
        for (int i = 0; i < Math.min(scores.labels().size(), Palette.LINES); i++) {
            String label = scores.labels().get(i);
            double[] y = steps.stream()
                    .mapToDouble(step -> scores.at(label, step, metric).value())
                    .toArray();
            plot.line(label, x, y, Palette.color(i), Palette.stroke(i, 1.8f));
        }
        return plot;
    }
}
