package io.almanac.cli;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.files.RecordJson;
import io.almanac.datasets.tables.ForecastTableJoin;
import io.almanac.datasets.tables.ForecastTableOptions;
import io.almanac.datasets.tables.ForecastTableReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Says what each table of forecasts adds to the one before it.",
            "Forecast value added, step by step of a process, on the points that all tables have. They are joined by id,"
                    + " channel, cutoff and time, whatever the order of rows."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "FILE[:LABEL]",
            description =
                    "Tables of forecasts in the order of the process: NAIVE.csv STAT.csv MODEL.csv HUMAN.csv. Each"
                            + " has one label, or LABEL says which.")
    private List<String> files = new ArrayList<>();

    @Mixin
    private ForecastOptions forecastOptions;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private DataOptions dataOptions;

    /** A table on the command line. */
    private record Named(Path file, Optional<String> label) {

        static Named of(String text) {
            int colon = text.lastIndexOf(':');
            return colon < 1 || Files.exists(Path.of(text))
                    ? new Named(Path.of(text), Optional.empty())
                    : new Named(Path.of(text.substring(0, colon)), Optional.of(text.substring(colon + 1)));
        }

        String stem() {
            return String.valueOf(file.getFileName()).replaceFirst("(\\.(csv|tsv|txt))?(\\.gz)?$", "");
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<ForecastTableJoin.Part> parts = parts(forecastOptions.read(dataOptions, err));
        ForecastTableReader.requireActual(
                parts.stream().map(ForecastTableJoin.Part::table).toList());
        var join = ForecastTableJoin.of(parts);
        describe(join.summary(), err);
        List<ForecastMetric> metrics = metrics(parts.get(0).table());
        var everyone = ForecastEvaluator.of(metrics);
        List<AddedValue> steps = new ArrayList<>();
        for (int i = 1; i < parts.size(); i++) {
            steps.add(new AddedValue(parts.get(i - 1).name(), parts.get(i).name(), metrics, join.summary()));
        }
        List<BacktestSink> sinks = new ArrayList<>(steps);
        sinks.add(everyone);
        join.read(BacktestSink.of(sinks.toArray(BacktestSink[]::new)));
        ForecastEvaluation evaluation = everyone.evaluation();
        Optional<ForecastMetric> metric = evaluation.headline().stream().findFirst();
        if (metric.isEmpty()) {
            err.println("almanac: the tables have no point in common that can be scored");
            return CommandLine.ExitCode.USAGE;
        }
        print(
                evaluation,
                metric.get(),
                steps.stream()
                        .map(step -> step.result(evaluation, metric.get()))
                        .toList());
        return CommandLine.ExitCode.OK;
    }

    /** What may head the comparison: scaled if there is a history, else free of units if there are several series. */
    private List<ForecastMetric> metrics(ForecastTableReader first) {
        int season = first.schema().season();
        if (forecastOptions.hasHistory()) {
            return List.of(ScaledMetrics.mase(season), ScaledMetrics.rmsse(season));
        }
        boolean single = first.series() == 1 && first.schema().channels().size() == 1;
        return List.of(single ? PointMetrics.mae() : PointMetrics.wapeMeanOfSeries());
    }

    private List<ForecastTableJoin.Part> parts(ForecastTableOptions options) throws IOException {
        List<Named> named = files.stream().map(Named::of).toList();
        List<ForecastTableReader> tables = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Named one : named) {
            ForecastTableReader table = ForecastTableReader.open(
                    one.file(),
                    one.label().map(label -> options.withLabels(List.of(label))).orElse(options));
            if (table.labels().size() > 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        one.file() + " has the labels " + String.join(", ", table.labels()) + "; name one: "
                                + one.file() + ":" + table.labels().get(0));
            }
            tables.add(table);
            labels.add(table.labels().get(0));
        }
        boolean distinct = new HashSet<>(labels).size() == labels.size();
        List<ForecastTableJoin.Part> parts = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            String name = distinct ? labels.get(i) : named.get(i).stem();
            boolean taken = parts.stream().anyMatch(part -> part.name().equals(name));
            parts.add(new ForecastTableJoin.Part(
                    tables.get(i), labels.get(i), taken ? name + " (" + (i + 1) + ")" : name));
        }
        return parts;
    }

    private void describe(ForecastTableJoin.Summary summary, PrintWriter err) {
        err.println("compare: " + number(summary.points()) + " points that all tables have, " + summary.folds()
                + (summary.folds() == 1 ? " fold" : " folds"));
        summary.alone().forEach((name, count) -> {
            if (count > 0) {
                err.println("compare: " + number(count) + " more points of " + name + ", which not all have");
            }
        });
        if (summary.disputed() > 0) {
            err.println("compare: the tables disagree about what happened at " + number(summary.disputed())
                    + " points, and the first counts; " + summary.example());
        }
        if (!forecastOptions.hasHistory()) {
            err.println("compare: without a history errors are not scaled; --history DATA gives MASE");
        }
    }

    private void print(ForecastEvaluation evaluation, ForecastMetric metric, List<AddedValue.Result> steps) {
        PrintWriter to = spec.commandLine().getOut();
        String first = evaluation.labels().get(0);
        double start = evaluation.overall(first, metric.name());
        if (json) {
            to.println(RecordJson.write(new CompareJson(metric.name(), first, start, steps)));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", metric.name(), "skill on the one before", "on the first", "series made worse"));
        rows.add(List.of(first, decimal(start), "", "", ""));
        for (AddedValue.Result step : steps) {
            rows.add(List.of(
                    step.name(),
                    decimal(step.value()),
                    percent(step.skill()),
                    percent(step.skillOnFirst()),
                    String.format(
                            Locale.ROOT,
                            "%d of %d (%.0f %%)",
                            step.worse(),
                            step.series(),
                            100.0 * step.worse() / step.series())));
        }
        to.println(text(rows));
        steps.forEach(step -> to.println(step.evidence() + "."));
        evaluation.warnings().forEach(to::println);
    }

    /** The first column to the left, the others to the right. */
    private static String text(List<List<String>> rows) {
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(one -> one.get(at).length())
                        .max()
                        .orElse(0);
                String space = " ".repeat(width - row.get(column).length());
                line.append(column == 0 ? row.get(column) + space : "  " + space + row.get(column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** The comparison for a program to read. */
    private record CompareJson(String metric, String first, double value, List<AddedValue.Result> steps) {}

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
