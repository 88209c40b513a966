package io.almanac.benchmarks.competition;

import static io.almanac.benchmarks.ledger.MarkedPart.head;
import static io.almanac.benchmarks.ledger.MarkedPart.row;
import static io.almanac.benchmarks.ledger.MarkedPart.seconds;

import io.almanac.benchmarks.competition.CompetitionSet.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/accuracy.md, one section for each set. */
final class CompetitionTables {

    private final List<Cell> cells;
    private final Published published;

    /**
     * Tables of cells.
     *
     * @param cells of one set, group and label the last counts; those of a label with another configuration or seed than
     *              its last on that set don't, so that no mean mixes two
     */
    CompetitionTables(List<Cell> cells, Published published) {
        Map<List<String>, List<Object>> recipes = new LinkedHashMap<>();
        cells.forEach(cell -> recipes.put(List.of(cell.id().set(), cell.id().label()), recipe(cell)));
        Map<List<String>, Cell> places = new LinkedHashMap<>();
        for (Cell cell : cells) {
            CellId id = cell.id();
            if (recipe(cell).equals(recipes.get(List.of(id.set(), id.label())))) {
                places.put(List.of(id.set(), id.group(), id.label()), cell);
            }
        }
        this.cells = List.copyOf(places.values());
        this.published = published;
    }

    private static List<Object> recipe(Cell cell) {
        return List.of(cell.id().forecaster(), cell.id().config(), cell.id().seed());
    }

    /** All sections, and at the end what each label is. */
    String text() {
        var text = new StringBuilder();
        for (CompetitionSet set : CompetitionSet.ALL) {
            List<String> labels = cells.stream()
                    .filter(cell -> cell.id().set().equals(set.name()))
                    .map(cell -> cell.id().label())
                    .distinct()
                    .toList();
            if (!labels.isEmpty()) {
                section(set, labels, text);
            }
        }
        text.append("### Recipes of the competition tables\n\n");
        recipes(text);
        return text.toString();
    }

    private void section(CompetitionSet set, List<String> labels, StringBuilder text) {
        text.append("### ").append(set.name()).append("\n\n");
        text.append("sMAPE/MASE; slanted rows are published.\n\n");
        scores(set, labels, text);
        targets(set, labels, text);
        text.append("Points within the 80/95 % intervals, in percent, refusals and time:\n\n");
        costs(set, labels, text);
        published
                .sources(set.name())
                .forEach(source -> text.append("- ").append(source).append('\n'));
        origins(set, text);
    }

    private static List<String> columns(CompetitionSet set) {
        List<String> columns = new ArrayList<>();
        set.groups()
                .forEach(group ->
                        columns.add(group.name() + " (" + String.format(Locale.ROOT, "%,d", group.series()) + ")"));
        if (set.groups().size() > 1) {
            columns.add("all, mean over series");
            columns.add("sMAPE over points");
        }
        if (set.weighs()) {
            columns.add("OWA");
        }
        return columns;
    }

    private void scores(CompetitionSet set, List<String> labels, StringBuilder text) {
        text.append(head(join(Stream.of("label"), columns(set).stream())));
        for (String label : labels) {
            List<String> fields = new ArrayList<>(List.of(label));
            for (Group group : set.groups()) {
                fields.add(cell(set, group, label)
                        .map(cell -> pair(cell.scores().smape(), cell.scores().mase()))
                        .orElse("-"));
            }
            if (set.groups().size() > 1) {
                Optional<List<Cell>> all = all(set, label);
                fields.add(
                        all.map(some -> pair(smapeOfSeries(some), mase(some))).orElse("-"));
                fields.add(all.map(some -> number(smape(some))).orElse("-"));
            }
            if (set.weighs()) {
                fields.add(owa(set, label).map(CompetitionTables::number).orElse("-"));
            }
            text.append(row(fields));
        }
        for (String model : published.models(set.name())) {
            List<String> fields = new ArrayList<>(List.of("*" + model + "*"));
            for (Group group : set.groups()) {
                fields.add(find(set, group.name(), model, row -> row.smape() + "/" + row.mase()));
            }
            if (set.groups().size() > 1) {
                fields.add(find(set, Published.ALL, model, row -> row.smapeOfSeries() + "/" + row.mase()));
                fields.add(find(set, Published.ALL, model, Published.Row::smape));
            }
            if (set.weighs()) {
                fields.add(find(set, set.groups().get(0).name(), model, Published.Row::owa));
            }
            text.append(row(fields));
        }
        text.append('\n');
    }

    private String find(CompetitionSet set, String group, String model, Function<Published.Row, String> shown) {
        return published
                .find(set.name(), group, model)
                .map(shown)
                .filter(text -> !text.equals("-/-"))
                .orElse("-");
    }

    private void targets(CompetitionSet set, List<String> labels, StringBuilder text) {
        List<Published.Target> targets = published.targets(set.name());
        if (targets.isEmpty()) {
            return;
        }
        text.append("Targets: ")
                .append(targets.stream()
                        .map(target -> target.measure()
                                + (target.kind().equals("must") ? " must be below " : " of at most ")
                                + target.value()
                                + (target.kind().equals("must") ? "" : " is the goal"))
                        .collect(Collectors.joining(", ")))
                .append(".\n\n");
        text.append(head(
                join(Stream.of("label"), targets.stream().map(target -> target.kind() + " " + target.value()))));
        for (String label : labels) {
            Optional<Double> measured =
                    set.weighs() ? owa(set, label) : all(set, label).map(CompetitionTables::smape);
            text.append(row(join(
                    Stream.of(label),
                    targets.stream()
                            .map(target -> measured.map(value -> target.met(value) ? "met" : "not met")
                                    .orElse("-")))));
        }
        text.append('\n');
    }

    private void costs(CompetitionSet set, List<String> labels, StringBuilder text) {
        text.append(head(join(
                Stream.of("label"),
                set.groups().stream().map(Group::name),
                Stream.of("point", "seed", "refused", "parameters", "fit s", "forecast s", "engine threads"))));
        for (String label : labels) {
            List<Cell> own = cells(set, label);
            text.append(row(join(
                    Stream.of(label),
                    set.groups().stream()
                            .map(group -> cell(set, group, label)
                                    .map(Cell::scores)
                                    .map(scores -> String.format(
                                            Locale.ROOT, "%.1f/%.1f", scores.within80(), scores.within95()))
                                    .orElse("-")),
                    Stream.of(
                            distinct(own.stream().map(Cell::point)),
                            Long.toString(own.get(0).id().seed()),
                            Integer.toString(own.stream()
                                    .mapToInt(cell -> cell.scores().refused())
                                    .sum()),
                            distinct(own.stream().map(cell -> cell.fit().parametersText())),
                            seconds(sum(own, cell -> cell.fit().seconds())),
                            seconds(sum(own, Cell::forecastSeconds)),
                            distinct(own.stream()
                                    .map(cell -> Integer.toString(cell.fit().engineThreads())))))));
        }
        text.append('\n');
    }

    private void origins(CompetitionSet set, StringBuilder text) {
        List<Cell> own = cells.stream()
                .filter(cell -> cell.id().set().equals(set.name()))
                .toList();
        text.append("\nHash of the series: ")
                .append(distinct(own.stream()
                        .map(cell -> cell.id().group() + " `" + cell.id().data() + "`")))
                .append(".\n");
        own.stream()
                .map(Cell::origin)
                .distinct()
                .forEach(origin -> text.append(origin.line()).append('\n'));
        text.append('\n');
    }

    private void recipes(StringBuilder text) {
        Map<String, List<Cell>> byLabel = cells.stream()
                .collect(Collectors.groupingBy(cell -> cell.id().label(), LinkedHashMap::new, Collectors.toList()));
        byLabel.forEach((label, own) -> {
            text.append("- `")
                    .append(label)
                    .append("`: ")
                    .append(distinct(own.stream()
                            .map(cell ->
                                    cell.id().forecaster() + " `" + cell.id().config() + "`")))
                    .append('\n');
            own.stream()
                    .filter(cell -> !cell.fit().notes().isEmpty())
                    .map(cell -> "  - " + cell.id().set() + ", " + cell.id().group() + ": "
                            + cell.fit().notes() + "\n")
                    .distinct()
                    .forEach(text::append);
        });
    }

    private List<Cell> cells(CompetitionSet set, String label) {
        return cells.stream()
                .filter(cell ->
                        cell.id().set().equals(set.name()) && cell.id().label().equals(label))
                .toList();
    }

    private Optional<Cell> cell(CompetitionSet set, Group group, String label) {
        return cells(set, label).stream()
                .filter(cell -> cell.id().group().equals(group.name()))
                .findFirst();
    }

    /** The cells of all groups; empty if one is not there. */
    private Optional<List<Cell>> all(CompetitionSet set, String label) {
        List<Cell> own = cells(set, label);
        return own.size() < set.groups().size() ? Optional.empty() : Optional.of(own);
    }

    private Optional<Double> owa(CompetitionSet set, String label) {
        Group group = set.groups().get(0);
        return cell(set, group, label)
                .map(cell -> published.owa(
                        set.name(),
                        group.name(),
                        cell.scores().smape(),
                        cell.scores().mase()));
    }

    private static double smape(List<Cell> some) {
        return mean(some, cell -> cell.scores().smape(), cell -> cell.scores().points());
    }

    private static double smapeOfSeries(List<Cell> some) {
        return mean(
                some,
                cell -> cell.scores().smapeOfSeries(),
                cell -> cell.scores().series());
    }

    private static double mase(List<Cell> some) {
        return mean(
                some,
                cell -> cell.scores().mase(),
                cell -> cell.scores().series() - cell.scores().unscaled());
    }

    private static double mean(List<Cell> some, ToDoubleFunction<Cell> value, ToDoubleFunction<Cell> weight) {
        return sum(some, cell -> value.applyAsDouble(cell) * weight.applyAsDouble(cell)) / sum(some, weight);
    }

    private static double sum(List<Cell> some, ToDoubleFunction<Cell> value) {
        return some.stream().mapToDouble(value).sum();
    }

    private static String distinct(Stream<String> texts) {
        return texts.distinct().sorted(Comparator.naturalOrder()).collect(Collectors.joining(", "));
    }

    @SafeVarargs
    private static List<String> join(Stream<String>... parts) {
        List<String> all = new ArrayList<>();
        for (Stream<String> part : parts) {
            part.forEach(all::add);
        }
        return all;
    }

    private static String pair(double smape, double mase) {
        return number(smape) + "/" + number(mase);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
