package io.almanac.cli;

import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.comparison.Verdict;
import io.almanac.core.evaluation.IntervalMetrics;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.Schema;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.forecasting.neural.NativeEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code almanac backtest}. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Forecasts from past cutoffs and compares with what happened.",
            "Writes report.html, forecasts.csv, metrics.csv and provenance.json."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, but a gate that was asked for failed, such as --audit",
            "2:wrong arguments or data",
            "3:a failure of the program"
        })
final class BacktestCommand implements Callable<Integer> {

    private static final int REFUSALS_SHOWN = 10;
    private static final int GATE_CLOSED = 1;
    private static final String DEFAULT_DATA = "bundled:co2-weekly";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATA",
            defaultValue = DEFAULT_DATA,
            description = DataOptions.DATA + " (default: ${DEFAULT-VALUE}).")
    private String data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder of the results (default: ${DEFAULT-VALUE}). A run that was killed goes on there.")
    private Path out;

    @Option(
            names = "--require-better-than",
            paramLabel = "LABEL",
            description = "End with exit code 1 unless each other model is shown to be better than this one.")
    private @Nullable String gate;

    @Option(names = "--json", description = "Print the metrics as JSON.")
    private boolean json;

    @Option(
            names = "--audit",
            description = {
                "Then change what came after the cutoffs and demand the same forecasts, bit by bit.",
                "Fits each model about 16 times more."
            })
    private boolean audit;

    @Mixin
    private PlanOptions planOptions;

    @Mixin
    private RepairOptions repairOptions;

    @Mixin
    private ModelOptions modelOptions;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<Integer> levels = modelOptions.levels();
        Optional<ReadingFile> readingFile = dataOptions.file(data);
        Dataset read = dataOptions.seenThrough(repairOptions.repair()).read(data, readingFile, err);
        Schema schema = read.series().schema();
        BacktestPlan plan = planOptions.plan(schema, read.report().longest());
        Map<String, Forecaster> forecasters = modelOptions.forecasters(defaultModels(schema));
        if (gate != null && (!forecasters.containsKey(gate) || forecasters.size() < 2)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--require-better-than wants one of several labels, was " + gate + "; there are "
                            + List.copyOf(forecasters.keySet()));
        }
        BacktestSetup setup = setup(plan, levels, readingFile);
        err.println(PlanText.of(plan, schema));
        if (!modelOptions.given()) {
            NativeEngine.missing().ifPresent(reason -> err.println("models: without the transformer; " + reason));
        }
        String command = "almanac "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
        BacktestRun.Result result =
                new BacktestRun(setup, forecasters, read, Optional.ofNullable(gate), audit).into(out, command, err);
        BacktestSummary summary = result.summary();
        print(result, levels, schema);
        PrintWriter to = json ? err : spec.commandLine().getOut();
        summary.audit().ifPresent(found -> found.lines().forEach(to::println));
        summary.refused().stream()
                .limit(REFUSALS_SHOWN)
                .forEach(one -> err.println("no forecast of " + one.refusal().id() + " by " + one.label() + " in fold "
                        + (one.fold() + 1) + ": " + one.refusal().reason()));
        if (summary.refusedInAll() > REFUSALS_SHOWN) {
            err.println("… and " + (summary.refusedInAll() - REFUSALS_SHOWN) + " more, see provenance.json");
        }
        err.println("written to " + out + ": report.html, forecasts.csv, metrics.csv, provenance.json");
        if (summary.scored() == 0) {
            err.println("almanac: nothing could be forecast");
            return CommandLine.ExitCode.USAGE;
        }
        boolean audited = summary.audit().map(AuditResult::passed).orElse(true);
        int compared = gate == null ? CommandLine.ExitCode.OK : gate(result, forecasters.keySet());
        return audited ? compared : GATE_CLOSED;
    }

    /** One sentence where the gate is closed. */
    private int gate(BacktestRun.Result result, Set<String> labels) {
        Optional<String> reason = labels.stream()
                .filter(label -> !label.equals(gate))
                .flatMap(label -> lacking(result.evidence(), label).stream())
                .findFirst();
        reason.ifPresent(text -> spec.commandLine().getErr().println("almanac: gate: " + text));
        return reason.isPresent() ? GATE_CLOSED : CommandLine.ExitCode.OK;
    }

    /** Why a label does not pass the gate, if so. */
    private static Optional<String> lacking(Optional<Evidence> evidence, String label) {
        if (evidence.isEmpty() || !evidence.get().labels().contains(label)) {
            return Optional.of("there is no score of " + label + " to compare");
        }
        return evidence.get().verdict(label) == Verdict.SHOWN
                ? Optional.empty()
                : Optional.of(evidence.get().sentence(label));
    }

    private BacktestSetup setup(BacktestPlan plan, List<Integer> levels, Optional<ReadingFile> readingFile) {
        try {
            return new BacktestSetup(
                    data,
                    dataOptions.given(readingFile),
                    plan,
                    levels,
                    modelOptions.seed(),
                    modelOptions.device(),
                    repairOptions.fill(),
                    repairOptions.cap(),
                    planOptions.fallback());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The Transformer, where there is an engine for it, and the baseline that it must beat. */
    private static List<String> defaultModels(Schema schema) {
        String baseline = schema.season() > 1 ? "seasonal-naive" : "naive";
        return NativeEngine.missing().isPresent() ? List.of(baseline) : List.of("transformer", baseline);
    }

    private void print(BacktestRun.Result result, List<Integer> levels, Schema schema) {
        List<String> names = new ArrayList<>(List.of(
                ScaledMetrics.mase(schema.season()).name(),
                PointMetrics.mae().name(),
                PointMetrics.rmse().name(),
                PointMetrics.smape().name()));
        levels.forEach(level -> names.add(IntervalMetrics.coverage(level).name()));
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            to.println(RecordJson.write(ResultJson.of(result)));
            return;
        }
        to.println(result.evaluation().table(names));
        result.evaluation().warnings().forEach(to::println);
        result.evidence()
                .ifPresent(evidence -> evidence.labels().forEach(label -> to.println(evidence.sentence(label) + ".")));
    }
}
