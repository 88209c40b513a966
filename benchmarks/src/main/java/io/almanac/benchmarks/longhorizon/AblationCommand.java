package io.almanac.benchmarks.longhorizon;

import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares variants on blocks of validation: what choices rest on. Test rows are not touched. */
@Command(
        name = "ablation",
        mixinStandardHelpOptions = true,
        description =
                "Compares variants on disjoint blocks of training and validation rows. Test rows are not touched.")
final class AblationCommand implements Callable<Integer> {

    private static final int BLOCKS = 3;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "docs/ablation.csv",
            description = "The CSV of cells (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--horizon", paramLabel = "STEPS", description = "Default: the shortest of each set.")
    private Optional<Integer> horizon = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<BenchmarkSet> sets = run.sets();
        List<Variant> variants = run.variants();
        CellTable table = CellTable.open(out);
        if (!variants.isEmpty()) {
            Runner runner = run.runner(
                    table, horizon.map(steps -> " --horizon " + steps).orElse(""));
            for (ScaledSet set : run.read(sets)) {
                for (Variant variant : variants) {
                    for (Part block : set.borders().blocks(BLOCKS)) {
                        int steps = horizon.orElse(set.set().horizons().get(0));
                        runner.run(new Runner.Task(set, block, variant, steps, List.of(steps)), run.seeds());
                    }
                }
            }
        }
        if (run.reports()) {
            run.report("ablation", AblationTable.text(table.newest()));
        }
        return 0;
    }
}
