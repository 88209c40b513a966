package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores every test window of the sets at all their horizons. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Scores every test window of the sets at all their horizons.")
final class AccuracyCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "docs/accuracy.csv",
            description = "The CSV of cells (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--separate",
            description =
                    "One fit for each horizon, rather than one at the longest that serves all. Give it labels of its own.")
    private boolean separate;

    @Option(
            names = "--compare",
            split = ",",
            paramLabel = "LABEL:OTHER",
            description = "Pairs whose difference gets an interval in the report (default: ${DEFAULT-VALUE}).")
    private List<String> pairs = new ArrayList<>(List.of("transformer:ridge"));

    @Override
    public Integer call() throws IOException {
        List<BenchmarkSet> sets = run.sets();
        List<Variant> variants = run.variants();
        List<AccuracyTables.Pair> compared =
                run.checked(() -> pairs.stream().map(AccuracyTables.Pair::parse).toList());
        CellTable table = CellTable.open(out);
        if (!variants.isEmpty()) {
            List<ScaledSet> data = run.read(sets);
            data.forEach(this::describe);
            Runner runner = run.runner(table, separate ? " --separate" : "");
            for (long seed : run.seeds()) { // seeds outermost: the table is whole after the first
                for (ScaledSet set : data) {
                    for (Variant variant : variants) {
                        for (Runner.Task task : tasks(set, variant)) {
                            runner.run(task, run.seeds().get(0), seed);
                        }
                    }
                }
            }
        }
        if (run.reports()) {
            run.report(
                    "accuracy", new AccuracyTables(table.newest(), run.losses(), Published.bundled(), compared).text());
        }
        return 0;
    }

    private List<Runner.Task> tasks(ScaledSet data, Variant variant) {
        BenchmarkSet set = data.set();
        Part part = data.borders().testPart();
        return separate
                ? set.horizons().stream()
                        .map(horizon -> new Runner.Task(data, part, variant, horizon, List.of(horizon)))
                        .toList()
                : List.of(new Runner.Task(data, part, variant, set.longest(), set.horizons()));
    }

    private void describe(ScaledSet data) {
        Borders borders = data.borders();
        run.out()
                .println(data.set().name() + ": rows 0 to " + (borders.training() - 1) + " train, to "
                        + (borders.validation() - 1) + " validate, to " + (borders.test() - 1)
                        + " test; windows of test "
                        + data.set().windows() + " at " + data.set().horizons() + ", as the protocol has them; sha256 "
                        + data.sha256());
    }
}
