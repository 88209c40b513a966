package io.almanac.cli;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.GroupSums;
import io.almanac.core.evaluation.Cost;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.ForecastMetric;
import io.almanac.core.evaluation.IntervalMetrics;
import io.almanac.core.evaluation.Metrics;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.RelativeScores;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.ConformalScores;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Levels;
import io.almanac.datasets.tables.ForecastTableOptions;
import io.almanac.datasets.tables.ForecastTableReader;
import io.almanac.datasets.tables.ForecastTableSummary;
import io.almanac.datasets.tables.MetricsTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Scores a table of forecasts, whoever made it.",
            "Its columns are unique_id[,channel],ds[,cutoff][,y],<label>,<label>-lo-80,<label>-hi-80,<label>-q-0.1,…;"
                    + " a column step may stand for ds. Rows of one id and cutoff stand together."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final String SERIES = "series";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FORECASTS.csv", description = "The table, plain or gzip.")
    private Path file;

    @Mixin
    private ForecastOptions forecastOptions;

    @Option(
            names = "--labels",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "A,B",
            description = "The labels to score (default: all).")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--baselines",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "[LABEL=]ID,…",
            description = "Labels to add, forecast from the history: naive, seasonal-naive, drift, …")
    private List<String> baselines = new ArrayList<>();

    @Option(
            names = "--relative-to",
            paramLabel = "LABEL",
            description = "Also print skill, ratios and OWA against this label; with naive2, the M4's OWA.")
    private @Nullable String relativeTo;

    @Option(
            names = "--group",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "COLUMN,…",
            description =
                    "Columns of the table that make up a hierarchy, the highest first: forecasts are also summed up"
                            + " and scored at each level and in total.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--cost",
            paramLabel = "UNDER:OVER",
            description = "What a unit too low and a unit too high cost, such as 3:1. Scores the quantile"
                    + " under/(under+over), or the point where there is none.")
    private @Nullable String cost;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for metrics.csv.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the metrics as JSON.")
    private boolean json;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Optional<Cost> costs = costs();
        Map<String, Forecaster> forecasters = forecasters();
        ForecastTableOptions options =
                forecastOptions.read(dataOptions, err).withLabels(labels).withGroups(groups);
        if (!forecasters.isEmpty()) {
            if (options.history().isEmpty()) {
                throw wrong("--baselines needs --history");
            }
            options = options.withBaselines(forecasters);
        }
        ForecastTableReader reader = ForecastTableReader.open(file, options);
        ForecastTableReader.requireActual(List.of(reader));
        if (relativeTo != null && !reader.labels().contains(relativeTo)) {
            throw wrong("--relative-to wants one of the labels " + reader.labels() + ", was " + relativeTo);
        }
        Map<String, GroupSums> sums = new LinkedHashMap<>();
        Map<String, ForecastEvaluator> evaluators = levels(reader, costs, sums);
        var refusals = new FirstRefusals();
        List<BacktestSink> sinks = new ArrayList<>(sums.values());
        sinks.add(evaluators.get(SERIES));
        sinks.add(refusals);
        ForecastTableSummary summary = reader.read(BacktestSink.of(sinks.toArray(BacktestSink[]::new)));
        describe(reader, summary, err);
        if (!sums.isEmpty()) {
            err.println("sums: points are added, quantiles are not; intervals of sums come from their errors at earlier"
                    + " cutoffs, " + (reader.folds() - 1) + " at most; level 80 needs " + ConformalScores.needed(0.8)
                    + ", 95 needs " + ConformalScores.needed(0.95));
        }
        sums.forEach((level, sum) -> {
            int incomplete = sum.finish();
            if (incomplete > 0) {
                err.println("forecasts: " + incomplete + " sums at level " + level
                        + " are left out, because a series is missing at that cutoff or has other steps");
            }
        });
        refusals.print(err);
        if (summary.trials() == 0) {
            err.println("almanac: nothing could be scored");
            return CommandLine.ExitCode.USAGE;
        }
        costs.ifPresent(one -> explain(one, reader, err));
        Map<String, ForecastEvaluation> evaluations = new LinkedHashMap<>();
        evaluators.forEach((level, evaluator) -> evaluations.put(level, evaluator.evaluation()));
        print(evaluations, sums, reader, costs);
        write(evaluations, err);
        return CommandLine.ExitCode.OK;
    }

    private Optional<Cost> costs() {
        if (cost == null) {
            return Optional.empty();
        }
        try {
            int colon = cost.indexOf(':');
            return Optional.of(new Cost(
                    Double.parseDouble(cost.substring(0, Math.max(0, colon))),
                    Double.parseDouble(cost.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--cost wants two numbers above 0, such as 3:1, was \"" + cost + "\"", e);
        }
    }

    private Map<String, Forecaster> forecasters() {
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        for (String baseline : baselines) {
            int equals = baseline.indexOf('=');
            String id = baseline.substring(equals + 1).strip();
            String label = equals < 0 ? id : baseline.substring(0, equals).strip();
            try {
                if (forecasters.put(label, Forecasters.create(id)) != null) {
                    throw wrong("--baselines: " + label + " stands twice");
                }
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--baselines: " + e.getMessage(), e);
            }
        }
        return forecasters;
    }

    /** An evaluator for each level, the highest first; levels of sums are fed by a sink of their own. */
    private static Map<String, ForecastEvaluator> levels(
            ForecastTableReader reader, Optional<Cost> cost, Map<String, GroupSums> sums) {
        Map<String, ForecastEvaluator> evaluators = new LinkedHashMap<>();
        Map<String, List<String>> paths = reader.groups();
        int depth = paths.values().stream().mapToInt(List::size).findFirst().orElse(-1);
        for (int level = 0; level <= depth; level++) {
            int names = level;
            Map<String, String> groups = new LinkedHashMap<>();
            paths.forEach((id, path) ->
                    groups.put(id, names == 0 ? "total" : String.join(" / ", path.subList(0, names))));
            List<Integer> levels = levelsOfSums(reader);
            List<Double> bounds = Levels.quantiles(levels).stream()
                    .filter(p -> p != 0.5) // points that are added are no median of the sum
                    .toList();
            var evaluator = ForecastEvaluator.of(metrics(reader, bounds, cost));
            var sum = new GroupSums(groups, reader.histories(), levels, evaluator);
            String name = level == 0
                    ? "total"
                    : "by " + String.join(" / ", reader.groupColumns().subList(0, level));
            sums.put(name, sum);
            evaluators.put(name, evaluator);
        }
        evaluators.put(SERIES, ForecastEvaluator.of(metrics(reader, reader.quantiles(), cost)));
        return evaluators;
    }

    /** The default levels for which earlier cutoffs can be enough. */
    private static List<Integer> levelsOfSums(ForecastTableReader reader) {
        return Levels.DEFAULT.stream()
                .filter(level -> ConformalScores.needed(level / 100.0) < reader.folds())
                .toList();
    }

    private static List<ForecastMetric> metrics(
            ForecastTableReader reader, List<Double> quantiles, Optional<Cost> cost) {
        List<ForecastMetric> metrics = new ArrayList<>(Metrics.standard(reader.schema(), quantiles));
        cost.ifPresent(metrics::add);
        return metrics;
    }

    private void describe(ForecastTableReader reader, ForecastTableSummary summary, PrintWriter err) {
        err.println("forecasts: " + file + ", " + number(summary.rows()) + " rows, " + summary.series()
                + " series, " + summary.folds() + (summary.folds() == 1 ? " fold" : " folds")
                + (summary.oneTimeForAll() ? "" : " at different times in different series") + ", horizon up to "
                + summary.horizon() + " steps of " + reader.schema().frequency() + ", season "
                + reader.schema().season());
        summary.notes().forEach(note -> err.println("forecasts: " + note));
    }

    private static void explain(Cost cost, ForecastTableReader reader, PrintWriter err) {
        Map<Boolean, List<String>> having = reader.labels().stream()
                .collect(Collectors.partitioningBy(
                        label -> cost.index(reader.quantiles(label)).isPresent()));
        String name = cost.name() + ": ";
        if (!having.getOrDefault(true, List.of()).isEmpty()) {
            err.println(name + "the quantile " + cost.quantile() + " of "
                    + String.join(", ", having.getOrDefault(true, List.of())));
        }
        if (!having.getOrDefault(false, List.of()).isEmpty()) {
            err.println(name + "the point of " + String.join(", ", having.getOrDefault(false, List.of()))
                    + ", for want of the quantile " + cost.quantile());
        }
    }

    private void print(
            Map<String, ForecastEvaluation> evaluations,
            Map<String, GroupSums> sums,
            ForecastTableReader reader,
            Optional<Cost> cost) {
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            Map<String, Map<String, Map<String, Double>>> ofSums = new LinkedHashMap<>();
            evaluations.forEach((level, evaluation) -> ofSums.put(level, evaluation.overall()));
            ofSums.remove(SERIES);
            ForecastEvaluation ofSeries = Objects.requireNonNull(evaluations.get(SERIES));
            to.println(RecordJson.write(
                    new EvaluateJson(ofSeries.overall(), ofSums, ofSeries.notComputed(), ofSeries.warnings())));
            return;
        }
        Set<String> names = new LinkedHashSet<>(List.of(
                ScaledMetrics.mase(reader.schema().season()).name(),
                PointMetrics.mae().name(),
                PointMetrics.rmse().name(),
                PointMetrics.smape().name()));
        Levels.of(reader.quantiles())
                .forEach(level -> names.add(IntervalMetrics.coverage(level).name()));
        cost.ifPresent(one -> names.add(one.name()));
        evaluations.forEach((level, evaluation) -> {
            if (evaluations.size() > 1) {
                to.println(level + ": "
                        + (sums.containsKey(level)
                                ? sums.get(level).size()
                                : reader.groups().size()) + " series");
            }
            Map<String, String> missing = evaluation.notComputed();
            to.println(evaluation.table(
                    names.stream().filter(name -> !missing.containsKey(name)).toList()));
            missing(missing).forEach(to::println);
            if (relativeTo != null) {
                relative(evaluation, relativeTo, reader.schema().season()).ifPresent(to::println);
            }
            if (!sums.containsKey(level)) {
                evaluation.warnings().forEach(to::println);
            }
            if (evaluations.size() > 1) {
                to.println();
            }
        });
    }

    /** Scores against one label in the headline metric; empty where nothing heads the table. */
    private static Optional<String> relative(ForecastEvaluation evaluation, String baseline, int season) {
        return evaluation.labels().contains(baseline)
                ? evaluation.headline().stream()
                        .findFirst()
                        .map(metric -> RelativeScores.to(baseline, evaluation).table(metric, season))
                : Optional.empty();
    }

    /** A sentence for each reason why metrics have no value. */
    private static List<String> missing(Map<String, String> reasons) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        reasons.forEach((name, why) ->
                byReason.computeIfAbsent(why, key -> new ArrayList<>()).add(name));
        List<String> sentences = new ArrayList<>();
        byReason.forEach(
                (why, names) -> sentences.add("Not computed, because " + why + ": " + String.join("; ", names) + "."));
        return sentences;
    }

    /**
     * The evaluation for a program to read.
     *
     * @param overall     values over everything, by label, then by metric
     * @param sums        the same by level of the hierarchy
     * @param notComputed why a metric has no value
     */
    private record EvaluateJson(
            Map<String, Map<String, Double>> overall,
            Map<String, Map<String, Map<String, Double>>> sums,
            Map<String, String> notComputed,
            List<String> warnings) {}

    private void write(Map<String, ForecastEvaluation> evaluations, PrintWriter err) throws IOException {
        if (out == null) {
            return;
        }
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, ForecastEvaluation> one : evaluations.entrySet()) {
            String name = one.getKey().equals(SERIES)
                    ? "metrics.csv"
                    : "metrics-" + one.getKey().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ".csv";
            MetricsTable.write(out.resolve(name), one.getValue());
            files.add(name);
        }
        err.println("written to " + out + ": " + String.join(", ", files));
    }

    private static String number(long value) {
        return String.format(java.util.Locale.ROOT, "%,d", value);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
