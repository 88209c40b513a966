package io.almanac.benchmarks.data;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.almanac.benchmarks.ledger.MarkedPart;
import io.almanac.benchmarks.ledger.Origin;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads one table of 2.2 million rows, 500 series of hours, as CSV (94 MB), gzip and Parquet: into series, and for
 * comparison by FastCSV and by DuckDB alone, which make no series of it. All use one thread. Programs take turns; a ratio
 * is the median of those within a round, so that a machine that is busy for a while slows both sides.
 *
 * <pre>
 * mvn -q -Dquick -DskipTests -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -Xmx1g -cp "benchmarks/target/quick/classes:$(cat benchmarks/target/classpath)" \
 *     io.almanac.benchmarks.data.ReadingSpeed [ROUNDS [PAGE.md]]
 * </pre>
 */
public final class ReadingSpeed {

    private static final int ROWS = 2_200_000;
    private static final int SERIES = 500;
    private static final int WARM_UP = 3;
    private static final String OURS = "CSV into series";
    private static final double TOLERANCE = 1e-9; // of the sum; DuckDB adds in another order

    /** Reads the table and returns the sum of its values. */
    @FunctionalInterface
    private interface Reading {
        double sum() throws IOException, SQLException;
    }

    private final Path folder;
    private double expected;
    private final Map<String, Reading> readings = new LinkedHashMap<>();

    private ReadingSpeed(Path folder) {
        this.folder = folder;
    }

    /** Writes the files. */
    private void prepare() throws IOException, SQLException {
        Path csv = folder.resolve("table.csv");
        expected = write(csv);
        try (InputStream in = Files.newInputStream(csv);
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("table.csv.gz")))) {
            in.transferTo(out);
        }
        duck("COPY (SELECT * FROM '" + csv + "') TO '" + folder + "/table.parquet' (FORMAT parquet, COMPRESSION zstd)");
        readings.put(OURS, () -> series("table.csv"));
        readings.put("CSV, gzip, into series", () -> series("table.csv.gz"));
        readings.put("Parquet into series", () -> series("table.parquet"));
        readings.put("FastCSV alone: records, and the value of each as a double", this::fastCsv);
        readings.put("DuckDB alone, CSV: sum and latest time", () -> duck("SELECT sum(y), max(ds) FROM '" + csv + "'"));
        readings.put(
                "DuckDB alone, CSV: a sorted list for each series",
                () -> duck("SELECT sum(list_sum(l)) FROM (SELECT list(y ORDER BY ds) AS l FROM '" + csv
                        + "' GROUP BY unique_id)"));
        readings.put(
                "DuckDB alone, Parquet: a sorted list for each series",
                () -> duck("SELECT sum(list_sum(l)) FROM (SELECT list(y ORDER BY ds) AS l FROM '" + folder
                        + "/table.parquet' GROUP BY unique_id)"));
    }

    private static double write(Path csv) throws IOException {
        var random = new Random(1);
        var start = LocalDateTime.parse("2000-01-01T00:00");
        double sum = 0;
        try (Writer out = Files.newBufferedWriter(csv)) {
            out.write("unique_id,ds,y\n");
            for (int row = 0; row < ROWS; row++) {
                double value = random.nextInt(100_000_000) / 1e4;
                sum += value;
                int step = row % (ROWS / SERIES);
                out.write("store-" + (100_000 + row / (ROWS / SERIES)) + ',' + start.plusHours(step) + ":00," + value
                        + '\n');
            }
        }
        return sum;
    }

    private double series(String file) {
        double sum = 0;
        try (Stream<TimeSeries> all =
                Datasets.open(folder.resolve(file).toString(), TableOptions.defaults()).series().stream()) {
            for (TimeSeries one : (Iterable<TimeSeries>) all::iterator) {
                for (int step = 0; step < one.length(); step++) {
                    sum += one.value(0, step);
                }
            }
        }
        return sum;
    }

    private double fastCsv() throws IOException {
        double sum = 0;
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(folder.resolve("table.csv"))) {
            boolean header = true;
            for (CsvRecord row : records) {
                sum += header ? 0 : Double.parseDouble(row.getField(2));
                header = false;
            }
        }
        return sum;
    }

    private static double duck(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            if (!statement.execute(sql)) {
                return Double.NaN; // no query
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getDouble(1);
            }
        }
    }

    /** Milliseconds of each reading in each round. */
    private Map<String, double[]> measure(int rounds) throws IOException, SQLException {
        Map<String, double[]> times = new LinkedHashMap<>();
        for (String name : readings.keySet()) {
            times.put(name, new double[rounds]);
        }
        List<Map.Entry<String, Reading>> order = new ArrayList<>(readings.entrySet());
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Reading> one : order) {
                long start = System.nanoTime();
                double sum = one.getValue().sum();
                double millis = (System.nanoTime() - start) / 1e6;
                if (Math.abs(sum - expected) > TOLERANCE * expected) {
                    throw new IllegalStateException(one.getKey() + " has the sum " + sum + ", expected " + expected);
                }
                if (round >= 0) {
                    times.computeIfAbsent(one.getKey(), name -> new double[rounds])[round] = millis;
                }
            }
            order.add(order.remove(0));
        }
        return times;
    }

    private static String table(Map<String, double[]> times, int rounds) {
        double[] ours = Objects.requireNonNull(times.get(OURS));
        var table = new StringBuilder(
                MarkedPart.head(List.of("what", "ms", "million rows a second", "time of CSV into" + " series = 1")));
        times.forEach((name, millis) -> {
            double[] ratios = new double[rounds];
            Arrays.setAll(ratios, round -> millis[round] / ours[round]);
            table.append(MarkedPart.row(List.of(
                    name,
                    String.format(Locale.ROOT, "%.0f", median(millis)),
                    String.format(Locale.ROOT, "%.1f", ROWS / 1e3 / median(millis)),
                    String.format(Locale.ROOT, "%.2f", median(ratios)))));
        });
        return table.toString();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private void deleteFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Measures and prints, or writes the part {@code reading-speed} of a page. */
    public static void main(String[] args) throws IOException, SQLException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
        var speed = new ReadingSpeed(Files.createTempDirectory("almanac-reading-"));
        try {
            speed.prepare();
            String table = table(speed.measure(rounds), rounds);
            if (args.length > 1) {
                String run = "Medians of " + rounds + " rounds. "
                        + Origin.now("ReadingSpeed " + rounds + " " + args[1]).line();
                MarkedPart.replace(Path.of(args[1]), "reading-speed", table + "\n" + run);
            } else {
                System.out.println(table);
            }
        } finally {
            speed.deleteFiles();
        }
    }
}
