package io.almanac.benchmarks.longhorizon;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Numbers that others published under the same protocol, and the targets of this project: two small tables. */
final class Published {

    /** One published cell; every test window scored. */
    record Row(String set, int horizon, String model, double mse, double mae, String source) {}

    /**
     * An average over the four horizons that is wanted of a set. What is compared with it is rounded to its decimals.
     *
     * @param kind must or goal
     */
    record Target(String set, String kind, BigDecimal mse, BigDecimal mae) {

        boolean met(double averageMse, double averageMae) {
            return atMost(averageMse, mse) && atMost(averageMae, mae);
        }

        private static boolean atMost(double value, BigDecimal limit) {
            return BigDecimal.valueOf(value)
                            .setScale(limit.scale(), RoundingMode.HALF_UP)
                            .compareTo(limit)
                    <= 0;
        }
    }

    private final List<Row> rows;
    private final List<Target> targets;

    private Published(List<Row> rows, List<Target> targets) {
        this.rows = rows;
        this.targets = targets;
    }

    /** The tables that come with the benchmarks. */
    static Published bundled() {
        List<Row> rows = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        read(
                "published.csv",
                line -> rows.add(new Row(
                        line.getField("set"),
                        Integer.parseInt(line.getField("horizon")),
                        line.getField("model"),
                        Double.parseDouble(line.getField("mse")),
                        Double.parseDouble(line.getField("mae")),
                        line.getField("source"))));
        read(
                "targets.csv",
                line -> targets.add(new Target(
                        line.getField("set"),
                        line.getField("kind"),
                        new BigDecimal(line.getField("mse")),
                        new BigDecimal(line.getField("mae")))));
        return new Published(List.copyOf(rows), List.copyOf(targets));
    }

    private static void read(String name, Consumer<NamedCsvRecord> line) {
        var in = Objects.requireNonNull(Published.class.getResourceAsStream(name), name);
        try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            csv.forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** All models, in the order of the table. */
    List<String> models() {
        return rows.stream().map(Row::model).distinct().toList();
    }

    /** The sources of models, each once: {@code DUET: …}. */
    List<String> sources() {
        return rows.stream()
                .map(row -> row.model() + ": " + row.source())
                .distinct()
                .toList();
    }

    Optional<Row> find(String set, int horizon, String model) {
        return rows.stream()
                .filter(row -> row.set().equals(set)
                        && row.horizon() == horizon
                        && row.model().equals(model))
                .findFirst();
    }

    /** The targets of a set, must before goal. */
    List<Target> targets(String set) {
        return targets.stream().filter(target -> target.set().equals(set)).toList();
    }
}
