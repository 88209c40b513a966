package io.almanac.cli;

import io.almanac.core.files.Folder;
import io.almanac.core.provenance.Environment;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.tables.TableDifference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** {@code almanac replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Runs a backtest again and says whether the numbers are the same.",
            "Prints 'identical', or which numbers differ and by how much."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:identical, or equal within the tolerance where Java or the engine are other ones",
            "1:some numbers differ",
            "2:wrong arguments, or the data are not the same",
            "3:a failure of the program"
        })
final class ReplayCommand implements Callable<Integer> {

    /** Engines of other versions or processors round the same training differently: seen in the seventh digit. */
    private static final double TOLERANCE = 1e-3;

    private static final int DIFFERENT = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PROVENANCE.json", description = "What a backtest wrote.")
    private Path file;

    @Option(names = "--data", paramLabel = "DATA", description = "Where the data are now (default: where they were).")
    private @Nullable String data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keep the results of the replay there; one that was killed goes on there"
                    + " (default: they are deleted).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RunProvenance.Recorded recorded = recorded();
        BacktestSetup setup = recorded.setup();
        Dataset read =
                reader(setup.reading()).seenThrough(setup.repair()).read(data == null ? setup.data() : data, err);
        var run = new BacktestRun(setup, recorded.forecasters(), read, Optional.empty(), false);
        if (!run.dataHash().equals(recorded.dataHash())) {
            throw wrong("the data have the hash " + run.dataHash() + ", the backtest had " + recorded.dataHash()
                    + "; a replay needs the same data and options (--data says where they are)");
        }
        for (String table : List.of(BacktestRun.FORECASTS, BacktestRun.METRICS)) {
            if (!Files.exists(file.resolveSibling(table))) {
                throw wrong("there is no " + table + " beside " + file + " to compare with");
            }
        }
        err.println(PlanText.of(setup.plan(), read.series().schema()));
        Path folder = out == null ? Files.createTempDirectory("almanac-replay-") : out;
        try {
            run.into(folder, "almanac replay " + file, err);
            return compare(recorded, folder);
        } finally {
            if (out == null) {
                Folder.delete(folder);
            }
        }
    }

    private RunProvenance.Recorded recorded() throws IOException {
        try {
            return RunProvenance.read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw wrong(file + " can't be replayed: " + e.getMessage());
        }
    }

    private DataOptions reader(List<String> reading) {
        var holder = new Reading();
        try {
            new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(reading.toArray(String[]::new));
        } catch (ParameterException e) {
            throw wrong(file + " can't be replayed: " + e.getMessage());
        }
        return holder.options;
    }

    /** Takes the options of reading alone. */
    @Command(name = "replay")
    private static final class Reading {
        @Mixin
        private DataOptions options;
    }

    private int compare(RunProvenance.Recorded recorded, Path folder) throws IOException {
        PrintWriter to = spec.commandLine().getOut();
        TableDifference forecasts = difference(folder, BacktestRun.FORECASTS);
        TableDifference metrics = difference(folder, BacktestRun.METRICS);
        if (forecasts.none() && metrics.none()) {
            to.println("identical");
            return CommandLine.ExitCode.OK;
        }
        RunProvenance.Recorded now = RunProvenance.read(Files.readString(folder.resolve(BacktestRun.PROVENANCE)));
        List<String> other = changes(recorded.environments(), now.environments());
        other.forEach(to::println);
        double largest = Math.max(forecasts.largestRelative(), metrics.largestRelative());
        if (!other.isEmpty() && largest <= TOLERANCE) {
            to.println(String.format(
                    Locale.ROOT,
                    "equal within a relative %.1e; %.0e is tolerated where Java or the engine are other ones",
                    largest,
                    TOLERANCE));
            return CommandLine.ExitCode.OK;
        }
        forecasts.lines().forEach(line -> to.println(BacktestRun.FORECASTS + ": " + line));
        metrics.lines().forEach(line -> to.println(BacktestRun.METRICS + ": " + line));
        return DIFFERENT;
    }

    private TableDifference difference(Path folder, String table) throws IOException {
        return TableDifference.of(file.resolveSibling(table), folder.resolve(table));
    }

    /** What the two runs do not have in common. */
    private static List<String> changes(List<Environment> then, List<Environment> now) {
        List<String> changes = new ArrayList<>();
        then.stream().filter(one -> !now.contains(one)).forEach(one -> changes.add("then: " + text(one)));
        now.stream().filter(one -> !then.contains(one)).forEach(one -> changes.add("now:  " + text(one)));
        return changes;
    }

    private static String text(Environment environment) {
        return "almanac " + environment.almanac() + ", " + environment.java() + ", " + environment.os()
                + (environment.engine().isEmpty() ? "" : ", " + environment.engine());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
