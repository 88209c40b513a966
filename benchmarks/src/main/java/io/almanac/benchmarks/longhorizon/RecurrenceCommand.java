package io.almanac.benchmarks.longhorizon;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;
import static io.almanac.benchmarks.ledger.MarkedPart.seconds;

import io.almanac.benchmarks.ledger.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Transformer against LSTM: time of an epoch and accuracy on the same test windows. */
@Command(
        name = "recurrence",
        mixinStandardHelpOptions = true,
        description =
                "Time of an epoch and accuracy of forecasters on the same test windows, for Transformer against LSTM."
                        + " Their parameters should be about as many.")
final class RecurrenceCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "docs/recurrence.csv",
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
                int steps = horizon.orElse(set.set().horizons().get(0));
                for (Variant variant : variants) {
                    Part part = set.borders().testPart();
                    runner.run(new Runner.Task(set, part, variant, steps, List.of(steps)), run.seeds());
                }
            }
        }
        if (run.reports()) {
            run.report("recurrence", text(table.newest()));
        }
        return 0;
    }

    /** One line for each set, horizon and label. */
    static String text(List<Cell> cells) {
        Map<List<Object>, List<Cell>> lines = cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> List.of(
                                cell.id().set(), cell.id().horizon(), cell.id().label()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var text = new StringBuilder(head(List.of(
                "set", "horizon", "label", "parameters", "epochs", "seconds an epoch", "fit s", "MSE/MAE", "seeds")));
        lines.values().stream().map(Scores::new).forEach(scores -> {
            Cell one = scores.cells().get(0);
            text.append(row(List.of(
                    one.id().set(),
                    Integer.toString(one.id().horizon()),
                    one.id().label(),
                    one.fit().parametersText(),
                    String.format(
                            Locale.ROOT, "%.0f", scores.mean(cell -> cell.fit().epochs())),
                    seconds(scores.mean(cell -> cell.fit().epochSeconds())),
                    seconds(scores.mean(cell -> cell.fit().seconds())),
                    scores.text(),
                    Integer.toString(scores.cells().size()))));
        });
        text.append('\n');
        cells.stream()
                .map(Cell::origin)
                .distinct()
                .forEach(origin -> text.append(origin.line()).append('\n'));
        return text.toString();
    }
}
