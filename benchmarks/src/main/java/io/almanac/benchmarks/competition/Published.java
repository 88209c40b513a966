package io.almanac.benchmarks.competition;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers that others published of the same series with the same split, and the targets of this project: two small tables. */
final class Published {

    /** The group of a row that is of all series of a set. */
    static final String ALL = "all";

    /**
     * Errors of one method, with the decimals of the source; a dash where it has none.
     *
     * @param group         name of a group, or {@link #ALL}
     * @param smape         over points
     * @param smapeOfSeries mean over series where that differs
     */
    record Row(
            String set,
            String group,
            String model,
            String smape,
            String smapeOfSeries,
            String mase,
            String owa,
            String source) {}

    /**
     * What is wanted of a measure on a set.
     *
     * @param kind {@code must}, which the measure has to be below, or {@code goal}, which it may reach
     */
    record Target(String set, String measure, String kind, double value) {

        boolean met(double measured) {
            return kind.equals("must") ? measured < value : measured <= value;
        }
    }

    private static final String NONE = "-";

    private final List<Row> rows = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    private Published() {}

    /** The tables that come with the benchmarks. */
    static Published bundled() {
        var published = new Published();
        read(
                "published.csv",
                line -> published.rows.add(new Row(
                        line.getField("set"),
                        line.getField("group"),
                        line.getField("model"),
                        text(line, "smape"),
                        text(line, "smape_series"),
                        text(line, "mase"),
                        text(line, "owa"),
                        line.getField("source"))));
        read(
                "targets.csv",
                line -> published.targets.add(new Target(
                        line.getField("set"),
                        line.getField("measure"),
                        line.getField("kind"),
                        Double.parseDouble(line.getField("value")))));
        return published;
    }

    private static String text(NamedCsvRecord line, String field) {
        String text = line.getField(field);
        return text.isEmpty() ? NONE : text;
    }

    private static void read(String name, Consumer<NamedCsvRecord> line) {
        var in = Objects.requireNonNull(Published.class.getResourceAsStream(name), name);
        try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            csv.forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The methods of a set, in the order of the table. */
    List<String> models(String set) {
        return rows.stream()
                .filter(row -> row.set().equals(set))
                .map(Row::model)
                .distinct()
                .toList();
    }

    Optional<Row> find(String set, String group, String model) {
        return rows.stream()
                .filter(row -> row.set().equals(set)
                        && row.group().equals(group)
                        && row.model().equals(model))
                .findFirst();
    }

    /** Where the numbers of a set are from, each source once with the methods it is of. */
    List<String> sources(String set) {
        List<Row> own = rows.stream().filter(row -> row.set().equals(set)).toList();
        return own.stream()
                .map(Row::source)
                .distinct()
                .map(source -> String.join(
                                ", ",
                                own.stream()
                                        .filter(row -> row.source().equals(source))
                                        .map(Row::model)
                                        .distinct()
                                        .toList())
                        + ": " + source)
                .toList();
    }

    /** The targets of a set, must before goal. */
    List<Target> targets(String set) {
        return targets.stream().filter(target -> target.set().equals(set)).toList();
    }

    /**
     * The overall weighted average of a set: the mean of both errors relative to those that the organisers published of
     * Naive2. Source: Makridakis, Spiliotis and Assimakopoulos 2020, "The M4 Competition: 100,000 time series and 61
     * forecasting methods".
     */
    double owa(String set, String group, double smape, double mase) {
        Row naive2 = find(set, group, "Naive2").orElseThrow();
        return (smape / Double.parseDouble(naive2.smape()) + mase / Double.parseDouble(naive2.mase())) / 2;
    }
}
