package io.almanac.cli;

import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.MetricId;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.MetricValue;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.files.RecordJson;
import io.almanac.datasets.DataException;
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
            "Says what each step of a forecasting process adds: every table against the one before it and against the"
                    + " first, on the points that all have.",
            "Points are joined by id, channel, cutoff and time, whatever the order of rows."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "FILE[:LABEL]",
            description = "Tables of forecasts in the order of the process: NAIVE.csv STAT.csv MODEL.csv HUMAN.csv. Each"
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
        ForecastTableReader first = parts.get(0).table();
        if (parts.stream().noneMatch(part -> part.table().hasActual())) {
            throw new DataException("no table has a column of actual values; name it with --target, or give them with"
                    + " --actual DATA");
        }
        ForecastMetric metric =
                forecastOptions.hasHistory() ? ScaledMetrics.mase(first.schema().season()) : PointMetrics.mae();
        ForecastEvaluator evaluator = ForecastEvaluator.of(List.of(metric));
        ForecastTableJoin.Summary summary = ForecastTableJoin.read(parts, evaluator);
        describe(summary, metric, err);
        if (summary.points() == 0) {
            err.println("almanac: the tables have no point in common");
            return CommandLine.ExitCode.USAGE;
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            steps.add(Step.of(
                    evaluation,
                    metric,
                    parts.get(i).name(),
                    parts.get(Math.max(0, i - 1)).name(),
                    parts.get(0).name()));
        }
        PrintWriter to = spec.commandLine().getOut();
        to.println(json ? RecordJson.write(new Steps(metric.name(), summary.points(), steps)) : table(metric, steps));
        return CommandLine.ExitCode.OK;
    }

    private List<ForecastTableJoin.Part> parts(ForecastTableOptions options) throws IOException {
        List<Named> named = files.stream().map(Named::of).toList();
        List<ForecastTableReader> tables = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Named one : named) {
            ForecastTableReader table = ForecastTableReader.open(
                    one.file(), one.label().map(label -> options.withLabels(List.of(label))).orElse(options));
            if (table.labels().size() > 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        one.file() + " has the labels " + String.join(", ", table.labels()) + "; name one: " + one.file()
                                + ":" + table.labels().get(0));
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

    private void describe(ForecastTableJoin.Summary summary, ForecastMetric metric, PrintWriter err) {
        err.println("compare: " + number(summary.points()) + " points that all tables have");
        summary.alone().forEach((name, count) -> {
            if (count > 0) {
                err.println("compare: " + number(count) + " more points of " + name + ", which not all have");
            }
        });
        if (summary.disputed() > 0) {
            err.println("compare: tables disagree about what happened at " + number(summary.disputed())
                    + " points, the first table counts; " + summary.example());
        }
        if (!forecastOptions.hasHistory()) {
            err.println("compare: " + metric.name() + ", for want of a history; series of larger values weigh more."
                    + " --history DATA gives MASE");
        }
    }

    /**
     * What one step of the process does.
     *
     * @param value       of the metric
     * @param skill       1 - value / that of the step before, over everything; NaN for the first
     * @param skillOfAll  the same against the first step
     * @param seriesWorse how many series the step before forecast better
     * @param series      how many series both are scored on
     */
    private record Step(String name, double value, double skill, double skillOfAll, int seriesWorse, int series) {

        static Step of(ForecastEvaluation evaluation, ForecastMetric metric, String name, String before, String first) {
            double value = evaluation.overall(name, metric.name());
            int worse = 0;
            int series = 0;
            for (MetricTarget target : evaluation.targets(MetricTarget.Series.class)) {
                double own = of(evaluation, name, target, metric);
                double other = of(evaluation, before, target, metric);
                series += Double.isNaN(own - other) ? 0 : 1;
                worse += own > other ? 1 : 0;
            }
            boolean alone = name.equals(before);
            return new Step(
                    name,
                    value,
                    alone ? Double.NaN : 1 - value / evaluation.overall(before, metric.name()),
                    alone ? Double.NaN : 1 - value / evaluation.overall(first, metric.name()),
                    worse,
                    series);
        }

        private static double of(
                ForecastEvaluation evaluation, String name, MetricTarget target, ForecastMetric metric) {
            MetricValue value = evaluation.asMap().get(new MetricId(name, target, metric.name()));
            return value == null ? Double.NaN : value.value();
        }
    }

    /** The steps for a program to read. */
    private record Steps(String metric, long points, List<Step> steps) {}

    private static String table(ForecastMetric metric, List<Step> steps) {
        int width = steps.stream().mapToInt(step -> step.name().length()).max().orElse(0);
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%-" + Math.max(1, width) + "s  %18s  %15s  %15s  %s%n", "", metric.name(),
                "skill on before", "skill on first", "series made worse"));
        for (Step step : steps) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + Math.max(1, width) + "s  %18s  %15s  %15s  %s%n",
                    step.name(),
                    String.format(Locale.ROOT, "%.4g", step.value()),
                    percent(step.skill()),
                    percent(step.skillOfAll()),
                    Double.isNaN(step.skill()) ? "" : worse(step)));
        }
        return text.toString().stripTrailing();
    }

    private static String worse(Step step) {
        return String.format(
                Locale.ROOT, "%d of %d (%.0f %%)", step.seriesWorse(), step.series(),
                100.0 * step.seriesWorse() / step.series());
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
