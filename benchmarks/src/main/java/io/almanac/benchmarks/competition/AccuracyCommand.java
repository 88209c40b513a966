package io.almanac.benchmarks.competition;

import io.almanac.benchmarks.ledger.Ledger;
import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores every series of the competitions by their own split and definitions. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Scores every series of the competitions by their own split and definitions.")
final class AccuracyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder with m1, m3 and m4; see benchmarks/README.md (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--sets",
            split = ",",
            paramLabel = "SET",
            description = "m3, m1, m4-hourly, m4-weekly (default: ${DEFAULT-VALUE}).")
    private List<String> sets = new ArrayList<>(List.of("m3", "m1", "m4-hourly"));

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "[LABEL=]ID",
            description = "Forecasters, in the order of the tables; none only writes the report.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--set", paramLabel = "LABEL.OPTION=VALUE", description = "An option of a forecaster.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the fits (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "docs/competition.csv",
            description = "The CSV of cells (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Page whose part between <!-- competition: begin --> and its end is written anew from the CSV.")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<CompetitionSet> wanted =
                checked(() -> sets.stream().map(CompetitionSet::find).toList());
        List<Variant> variants = checked(() -> {
            List<Variant> parsed = Variant.parse(models, settings);
            parsed.forEach(Variant::forecaster); // a wrong option is told before anything runs
            return parsed;
        });
        Ledger<Cell> ledger = Ledger.open(out, Cell.FORMAT);
        if (!variants.isEmpty()) {
            var runner =
                    new Runner(ledger, Origin.now(command()), spec.commandLine().getOut());
            for (CompetitionSet set : wanted) {
                for (CompetitionSet.Group group : set.groups()) {
                    SplitSeries series = SplitSeries.read(data, set, group);
                    Runner.check(set, series);
                    for (Variant variant : variants) {
                        runner.run(set, series, variant, seed);
                    }
                }
            }
        }
        if (report.isPresent()) {
            String text = new CompetitionTables(ledger.results(), Published.bundled()).text();
            MarkedPart.replace(report.get(), "competition", text);
            spec.commandLine().getOut().println(report.get() + ": competition written");
        }
        return 0;
    }

    /** What was asked for, without the folders of this machine. */
    private String command() {
        String settingTexts =
                settings.stream().map(setting -> " --set " + setting).collect(Collectors.joining());
        return spec.name() + " --data DATA --sets " + String.join(",", sets) + " --models " + String.join(",", models)
                + settingTexts + " --seed " + seed;
    }

    /** Wrong arguments, as the command line tells them. */
    private <T> T checked(Supplier<T> arguments) {
        try {
            return arguments.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
