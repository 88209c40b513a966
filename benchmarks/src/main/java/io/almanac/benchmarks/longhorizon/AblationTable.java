package io.almanac.benchmarks.longhorizon;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;
import static io.almanac.benchmarks.ledger.MarkedPart.seconds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Variants beside each other: MSE on each block and its mean, and the difference to the first variant with the standard
 * error of its mean over blocks.
 */
final class AblationTable {

    private AblationTable() {}

    /** One table for each set and horizon. */
    static String text(List<Cell> cells) {
        Map<String, List<Cell>> tables = cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.id().set() + ", horizon " + cell.id().horizon(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var text = new StringBuilder();
        tables.forEach((title, own) -> table(title, own, text));
        return text.toString();
    }

    private static void table(String title, List<Cell> cells, StringBuilder text) {
        Map<String, List<Cell>> variants = cells.stream()
                .collect(Collectors.groupingBy(cell -> cell.id().label(), LinkedHashMap::new, Collectors.toList()));
        String first = variants.keySet().iterator().next();
        SortedMap<String, Scores> base = blocks(cells, first);
        text.append("### ").append(title).append("\n\n");
        text.append("Windows of each block: ")
                .append(cells.stream()
                        .map(cell -> String.format(Locale.ROOT, "%,d", cell.windows()))
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .append(". MSE.\n\n");
        List<String> names = new ArrayList<>(List.of("variant"));
        names.addAll(base.keySet());
        names.addAll(List.of("mean", "less " + first + " ± standard error", "MAE", "seeds", "fit s"));
        text.append(head(names));
        for (String label : variants.keySet()) {
            text.append(line(label, blocks(cells, label), base));
        }
        text.append('\n');
        cells.stream()
                .map(Cell::origin)
                .distinct()
                .forEach(origin -> text.append(origin.line()).append('\n'));
        text.append('\n');
        variants.forEach((label, own) -> text.append("- `")
                .append(label)
                .append("`: ")
                .append(own.get(0).id().forecaster())
                .append(" `")
                .append(own.get(0).id().config())
                .append("`\n"));
        text.append('\n');
    }

    private static String line(String label, SortedMap<String, Scores> own, SortedMap<String, Scores> base) {
        List<String> row = new ArrayList<>(List.of(label));
        for (String block : base.keySet()) {
            Scores scores = own.get(block);
            row.add(scores == null ? "-" : number(scores.mse()));
        }
        boolean whole = own.keySet().equals(base.keySet());
        Scores all = new Scores(
                own.values().stream().flatMap(scores -> scores.cells().stream()).toList());
        row.add(whole ? number(all.mse()) : "-");
        row.add(whole && !own.equals(base) ? difference(own, base) : "-");
        row.add(whole ? number(all.mae()) : "-");
        row.add(all.cells().stream()
                .map(cell -> Long.toString(cell.id().seed()))
                .distinct()
                .collect(Collectors.joining(", ")));
        row.add(seconds(all.mean(cell -> cell.fit().seconds())));
        return row(row);
    }

    /** Mean over blocks of the differences, and the deviation of the differences over the root of their number. */
    private static String difference(SortedMap<String, Scores> own, SortedMap<String, Scores> base) {
        // sorted by block, and both have the same blocks
        double[] differences = own.values().stream().mapToDouble(Scores::mse).toArray();
        double[] bases = base.values().stream().mapToDouble(Scores::mse).toArray();
        Arrays.setAll(differences, block -> differences[block] - bases[block]);
        double mean = 0;
        for (double one : differences) {
            mean += one / differences.length;
        }
        double squares = 0;
        for (double one : differences) {
            squares += (one - mean) * (one - mean);
        }
        double error = Math.sqrt(squares / (differences.length - 1) / differences.length);
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, error);
    }

    /** The scores of a label by block, over its seeds. */
    private static SortedMap<String, Scores> blocks(List<Cell> cells, String label) {
        Map<String, List<Cell>> byBlock = cells.stream()
                .filter(cell -> cell.id().label().equals(label))
                .collect(Collectors.groupingBy(cell -> cell.id().part()));
        var scores = new TreeMap<String, Scores>();
        byBlock.forEach((block, own) -> scores.put(block, new Scores(own)));
        return scores;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
