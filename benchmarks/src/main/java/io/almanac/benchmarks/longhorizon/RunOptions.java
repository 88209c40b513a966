package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all three commands share. */
final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder with ett, exchange_rate, illness and weather; see benchmarks/README.md (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "SET",
            description = "ETTh1, ETTh2, ETTm1, weather, illness, exchange_rate (default: all).")
    private List<String> sets =
            new ArrayList<>(BenchmarkSet.ALL.stream().map(BenchmarkSet::name).toList());

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "[LABEL=]ID",
            description = "Forecasters, in the order of the tables; none only writes the report.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--set", paramLabel = "LABEL.OPTION=VALUE", description = "An option of a forecaster.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds of forecasters with a native engine; others get the first (default: 1).")
    private List<Long> seeds = new ArrayList<>(List.of(1L));

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "out/long-horizon",
            description = "Losses by window are kept here (default: ${DEFAULT-VALUE}).")
    private Path work;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Page whose marked part is written anew from the CSV.")
    private Path report;

    /** The sets by name. */
    List<BenchmarkSet> sets() {
        return checked(() -> sets.stream().map(BenchmarkSet::find).toList());
    }

    List<Variant> variants() {
        return checked(() -> {
            List<Variant> variants = Variant.parse(models, settings);
            variants.forEach(Variant::forecaster); // a wrong option is told before anything runs
            return variants;
        });
    }

    List<Long> seeds() {
        return seeds;
    }

    LossFiles losses() {
        return new LossFiles(work);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Runner runner(CellTable table, String more) throws IOException {
        return new Runner(table, losses(), Origin.now(command() + more), out());
    }

    /** Reads the sets that a run needs. */
    List<ScaledSet> read(List<BenchmarkSet> wanted) throws IOException {
        List<ScaledSet> all = new ArrayList<>();
        for (BenchmarkSet set : wanted) {
            all.add(ScaledSet.read(data, set));
        }
        return all;
    }

    /** Writes a part of the page, if one was named. */
    void report(String part, String text) throws IOException {
        if (report != null) {
            MarkedPart.replace(report, part, text);
            out().println(report + ": " + part + " written");
        }
    }

    boolean reports() {
        return report != null;
    }

    /** What was asked for, without the folders of this machine. */
    private String command() {
        String settingTexts =
                settings.stream().map(setting -> " --set " + setting).collect(Collectors.joining());
        return spec.name() + " --data DATA --sets " + String.join(",", sets) + " --models " + String.join(",", models)
                + settingTexts + " --seeds "
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Wrong arguments, as the command line tells them. */
    <T> T checked(Supplier<T> arguments) {
        try {
            return arguments.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
