package io.almanac.core.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values over everything as text for a terminal; the best of each metric is marked with a star. */
final class EvaluationTable {

    private static final MetricTarget OVERALL = new MetricTarget.Overall();
    private static final int NARROWEST = 10;

    private final ForecastEvaluation evaluation;
    private final List<ForecastMetric> metrics;

    EvaluationTable(ForecastEvaluation evaluation, List<ForecastMetric> metrics) {
        this.evaluation = evaluation;
        this.metrics = metrics;
    }

    /** A line a label, for a few metrics. */
    String byLabel() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of("")));
        metrics.forEach(metric -> rows.get(0).add(metric.name() + " "));
        for (String label : evaluation.labels()) {
            List<String> row = new ArrayList<>(List.of(label));
            metrics.forEach(metric -> row.add(cell(label, metric)));
            rows.add(row);
        }
        return text(rows);
    }

    /** A line a metric, for a few labels. */
    String byMetric() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of("")));
        evaluation.labels().forEach(label -> rows.get(0).add(label + " "));
        for (ForecastMetric metric : metrics) {
            List<String> row = new ArrayList<>(List.of(metric.name()));
            evaluation.labels().forEach(label -> row.add(cell(label, metric)));
            rows.add(row);
        }
        return text(rows);
    }

    private String cell(String label, ForecastMetric metric) {
        double value = value(label, metric);
        boolean best = metric.distanceFromBest(value) == best(metric);
        return String.format(Locale.ROOT, "%.4g", value) + (best ? "*" : " ");
    }

    private double best(ForecastMetric metric) {
        return evaluation.labels().stream()
                .mapToDouble(label -> metric.distanceFromBest(value(label, metric)))
                .filter(distance -> !Double.isNaN(distance))
                .min()
                .orElse(Double.NaN);
    }

    private double value(String label, ForecastMetric metric) {
        return evaluation
                .find(new MetricId(label, OVERALL, metric.name()))
                .map(MetricValue::value)
                .orElse(Double.NaN);
    }

    /** The first column to the left, the others to the right. */
    static String text(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int at = column;
            int widest =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths.add(column == 0 ? widest : Math.max(NARROWEST + 1, widest));
        }
        return rows.stream()
                .map(row -> {
                    var line = new StringBuilder();
                    for (int column = 0; column < row.size(); column++) {
                        String cell = row.get(column);
                        String space = " ".repeat(widths.get(column) - cell.length());
                        line.append(column == 0 ? cell + space : "  " + space + cell);
                    }
                    return line.toString().stripTrailing();
                })
                .collect(Collectors.joining("\n"));
    }
}
