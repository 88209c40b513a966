package io.almanac.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataError;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.Refused;
import io.almanac.datasets.arrays.SeriesArrays;
import io.almanac.datasets.duckdb.Duck;
import io.almanac.datasets.jdbc.ResultSetReader;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same table in every format is the same series, to the bit. */
class FormatsTest {

    @TempDir
    private static Path folder;

    private static final TableOptions OPTIONS = TableOptions.defaults()
            .withCovariates(CovariateOptions.none()
                    .with(Covariate.Kind.PAST, List.of("price"))
                    .with(Covariate.Kind.STATIC, List.of("region")));

    /** 30 series of 1 to 60 hours with gaps and missing values, two covariates, in the order of time. */
    @BeforeAll
    static void write() throws IOException, SQLException {
        Duck.assumeThere();
        var random = new Random(7);
        List<String> rows = new ArrayList<>();
        var plain = new ArrayList<String>();
        for (int step = 0; step < 60; step++) {
            for (int series = 0; series < 30; series++) {
                if (random.nextInt(12) == 0 || step > 5 + 3 * series) {
                    continue;
                }
                String y = random.nextInt(15) == 0 ? "" : String.valueOf(random.nextGaussian() * 1e3);
                String key = "s" + series + ","
                        + LocalDateTime.parse("2024-03-30T00:00").plusHours(step) + ":00";
                plain.add(key + "," + y);
                rows.add(key + "," + y + "," + random.nextInt(1000) / 100.0 + "," + "nesw".charAt(series % 4));
            }
        }
        Files.writeString(folder.resolve("all.csv"), "unique_id,ds,y,price,region\n" + String.join("\n", rows) + "\n");
        Files.writeString(folder.resolve("plain.csv"), "unique_id,ds,y\n" + String.join("\n", plain) + "\n");
        Files.createDirectory(folder.resolve("parts"));
        for (int part = 0; part < 3; part++) {
            Files.writeString(
                    folder.resolve("parts").resolve("p" + part + ".csv"),
                    "unique_id,ds,y,price,region\n"
                            + String.join("\n", rows.subList(part * rows.size() / 3, (part + 1) * rows.size() / 3)));
        }
        try (Duck duck = Duck.inMemory()) {
            String table = "(SELECT * FROM read_csv('" + folder + "/all.csv', types = {'y': 'DOUBLE'}))";
            duck.execute(
                    "COPY " + table + " TO '" + folder + "/all.parquet' (FORMAT parquet)",
                    "ATTACH '" + folder + "/all.duckdb' AS file",
                    "CREATE TABLE file.sales AS " + table,
                    "DETACH file");
            for (int part = 0; part < 3; part++) {
                duck.execute("COPY (SELECT * FROM read_csv('" + folder + "/parts/p" + part + ".csv')) TO '" + folder
                        + "/parts/p" + part + ".parquet' (FORMAT parquet)");
            }
        }
    }

    private static String hash(Dataset data) {
        return DataHash.of(data.inMemory());
    }

    private static String hash(String data) {
        return hash(Datasets.open(data, OPTIONS));
    }

    @Test
    void everyFormatGivesTheSeriesOfTheCsvFile() {
        String expected = hash(folder + "/all.csv");
        for (String data : List.of(
                folder + "/all.parquet",
                folder + "/parts/*.csv",
                folder + "/p*s/*.parquet",
                folder + "/all.duckdb",
                folder + "/all.duckdb#sales",
                "sql:SELECT * FROM '" + folder + "/all.parquet';",
                "sql:SELECT * REPLACE (y::DECIMAL(18, 15)::VARCHAR::DOUBLE AS y) FROM '" + folder
                        + "/all.parquet' WHERE false UNION ALL SELECT * FROM '" + folder + "/all.csv'")) {
            assertEquals(expected, hash(data), data);
        }
    }

    @Test
    void rowsOfAnyDatabaseGiveThemToo() throws SQLException, IOException {
        try (Duck duck = Duck.inMemory();
                Statement statement = duck.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM '" + folder + "/all.parquet'")) {
            assertEquals(hash(folder + "/all.csv"), hash(ResultSetReader.read("sales", rows, OPTIONS)));
        }
    }

    @Test
    void arraysGiveThoseWithoutCovariates() throws IOException {
        var arrays = new SeriesArrays();
        for (String line :
                Files.readAllLines(folder.resolve("plain.csv")).stream().skip(1).toList()) {
            String[] fields = line.split(",", -1);
            arrays.add(fields[0], new LocalDateTime[] {LocalDateTime.parse(fields[1])}, new double[] {
                fields[2].isEmpty() ? Double.NaN : Double.parseDouble(fields[2])
            });
        }
        assertEquals(hash(Datasets.open(folder + "/plain.csv", TableOptions.defaults())), hash(arrays.dataset()));
    }

    @Test
    void reportsCountTheSameRowsAndGaps() {
        var csv = Datasets.open(folder + "/all.csv", OPTIONS).report();
        var parquet = Datasets.open(folder + "/all.parquet", OPTIONS).report();
        assertEquals(csv.rows(), parquet.rows());
        assertEquals(csv.inserted(), parquet.inserted());
        assertEquals(csv.missing(), parquet.missing());
        assertEquals(csv.layout(), parquet.layout());
    }

    @Test
    void placesNameTheFileThatTheyAreIn() throws IOException {
        Path parts = Files.createDirectory(folder.resolve("twice"));
        Files.writeString(parts.resolve("a.csv"), "unique_id,ds,y\nx,2024-01-01,1\nx,2024-01-02,2\n");
        Files.writeString(parts.resolve("b.csv"), "unique_id,ds,y\nx,2024-01-03,3\nx,2024-01-02,2\n");
        Refused.assertRefused(
                DataError.REPEATED_TIME,
                parts.resolve("a.csv") + ", line 3 and " + parts.resolve("b.csv")
                        + ", line 3: two rows of series x have the time 2024-01-02…",
                () -> Datasets.open(parts + "/*.csv", TableOptions.defaults()));
        Files.writeString(parts.resolve("b.csv"), "unique_id,ds,y\nx,2024-01-03,3\nx,2024-01-05,z\n");
        Refused.assertRefused(
                DataError.BAD_NUMBER,
                parts.resolve("b.csv") + ", line 3, column \"y\": \"z\" is not a number; leave missing values empty, or"
                        + " ignore the column if it is not to be read",
                () -> Datasets.open(parts + "/*.csv", TableOptions.defaults()));
        try (Duck duck = Duck.inMemory()) {
            duck.execute(
                    "COPY (SELECT 'x' AS unique_id, DATE '2024-01-01' AS ds, 1.0 AS y) TO '" + parts + "/a.parquet'",
                    "COPY (SELECT 'x' AS unique_id, DATE '2024-01-01' AS ds, 1.0 AS y) TO '" + parts + "/b.parquet'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Refused.assertRefused(
                DataError.REPEATED_TIME,
                parts.resolve("a.parquet") + ", row 1 and " + parts.resolve("b.parquet")
                        + ", row 1: two rows of series x have the time 2024-01-01…",
                () -> Datasets.open(
                        parts + "/*.parquet", TableOptions.defaults().withFrequency(Frequency.parse("D"))));
    }

    @Test
    void filesOfWideTablesAreSeriesThatBearTheirNames() throws IOException {
        Path wide = Files.createDirectories(folder.resolve("wide/north"));
        Files.writeString(wide.resolve("b.csv"), "ds,load\n2024-01-01,1\n2024-01-02,2\n");
        Files.writeString(wide.resolveSibling("a.csv"), "ds,load\n2024-01-01,1\n2024-01-02,2\n");
        Dataset data = Datasets.open(folder + "/wide/**/*.csv", TableOptions.defaults());
        assertEquals("wide, 2 series, 1 channel", data.report().layout());
        assertEquals(
                List.of("a", "north/b"),
                data.inMemory().asList().stream().map(one -> one.id()).toList());
    }

    @Test
    void filesThatDifferAreRefused() throws IOException {
        Path mixed = Files.createDirectory(folder.resolve("mixed"));
        Files.writeString(mixed.resolve("a.csv"), "ds,load\n2024-01-01,1\n");
        Files.writeString(mixed.resolve("b.csv"), "ds,demand\n2024-01-01,1\n");
        Refused.assertRefused(
                DataError.FILES_DIFFER,
                mixed.resolve("b.csv")
                        + ", line 1: the columns are ds, demand; in the files before it they are ds, load",
                () -> Datasets.open(mixed + "/*", TableOptions.defaults()));
        Files.writeString(mixed.resolve("b.csv"), "");
        Refused.assertRefused(
                DataError.EMPTY,
                mixed.resolve("b.csv") + " is empty",
                () -> Datasets.open(mixed + "/*", TableOptions.defaults()));
        Files.copy(folder.resolve("all.parquet"), mixed.resolve("c.parquet"));
        Refused.assertRefused(
                DataError.FILES_DIFFER,
                mixed + "/*: files make one table if all are CSV or all are Parquet; " + mixed.resolve("a.csv")
                        + " is CSV, " + mixed.resolve("c.parquet") + " is Parquet",
                () -> Datasets.open(mixed + "/*", TableOptions.defaults()));
        Refused.assertRefused(
                DataError.NO_MATCHING_FILE,
                mixed + "/*.txt: no file matches",
                () -> Datasets.open(mixed + "/*.txt", TableOptions.defaults()));
        Refused.assertRefused(
                DataError.NO_MATCHING_FILE,
                mixed + "/no/*.txt: no file matches, and there is no folder " + mixed + "/no",
                () -> Datasets.open(mixed + "/no/*.txt", TableOptions.defaults()));
        Refused.assertRefused(
                DataError.NO_SUCH_FILE,
                "http://example.org/x.csv: there is no such file; data are a file, a pattern of files such as"
                        + " 'data/*.csv', sql:SELECT …, …",
                () -> Datasets.open("http://example.org/x.csv", TableOptions.defaults()));
    }
}
