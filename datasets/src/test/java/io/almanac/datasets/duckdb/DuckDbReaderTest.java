package io.almanac.datasets.duckdb;

import static io.almanac.datasets.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbReaderTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @TempDir
    private Path folder;

    @BeforeEach
    void needsDuckDb() {
        Duck.assumeThere();
    }

    private static Dataset query(String sql, TableOptions options) {
        try {
            return DuckDbReader.query("q", sql, options);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TimeSeries one(String sql, TableOptions options) {
        return query(sql, options).inMemory().get(0);
    }

    private static TimeSeries one(String sql) {
        return one(sql, DEFAULTS);
    }

    private static final List<String> NUMBERS = List.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(6, 2)",
            "DECIMAL(18, 3)",
            "DECIMAL(38, 10)",
            "VARCHAR",
            "BIGNUM");

    @Test
    void numbersOfEachTypeAreValues() {
        TimeSeries series = one("SELECT DATE '2024-01-01' + i::INT AS ds"
                + NUMBERS.stream()
                        .map(type -> ", CASE WHEN i = 1 THEN NULL ELSE i + 5 END::" + type + " AS \"" + type + "\"")
                        .collect(Collectors.joining())
                + " FROM range(3) t(i)");
        assertEquals(NUMBERS, series.schema().channels());
        for (int channel = 0; channel < NUMBERS.size(); channel++) {
            assertEquals(5, series.value(channel, 0));
            assertTrue(Double.isNaN(series.value(channel, 1)));
            assertEquals(7, series.value(channel, 2));
        }
    }

    @Test
    void booleansAreOneAndZero() {
        TimeSeries series = one("SELECT DATE '2024-01-01' + i::INT AS ds, i = 1 AS y FROM range(2) t(i)");
        assertEquals(0, series.value(0, 0));
        assertEquals(1, series.value(0, 1));
    }

    /** A decimal is the double nearest to it, as {@link Double#parseDouble} has it, whatever its digits. */
    @Test
    void decimalsAreTheNearestDoubles() {
        List<String> numbers =
                List.of("0.1", "0.3", "123456789012.345", "12345678901234567.89", "98765432109876543210987.6543210987");
        TimeSeries series = one("SELECT DATE '2024-01-01' + i::INT AS ds"
                + numbers.stream()
                        .map(number -> ", '" + number + "'::DECIMAL(38, " + (number.length() - number.indexOf('.') - 1)
                                + ") AS \"" + number + "\"")
                        .collect(Collectors.joining())
                + ", 123456789.012345::DECIMAL(15, 6) AS short FROM range(2) t(i)");
        for (int channel = 0; channel < numbers.size(); channel++) {
            assertEquals(Double.parseDouble(numbers.get(channel)), series.value(channel, 0));
        }
        assertEquals(123456789.012345, series.value(numbers.size(), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "VARCHAR", "TIMESTAMPTZ"})
    void timesOfEachTypeAreTimes(String type) {
        TimeSeries series = one("SELECT (DATE '2024-01-01' + i::INT)::" + type + " AS ds, i AS y FROM range(3) t(i)");
        assertEquals("2024-01-01", series.axis().text(0));
        assertEquals("D", series.axis().frequency().toString());
    }

    @Test
    void integersAreTimesAsInText() {
        assertEquals(
                "Y",
                one("SELECT 2000 + i AS ds, i AS y FROM range(3) t(i)")
                        .schema()
                        .frequency()
                        .toString());
        assertEquals(
                "step",
                one("SELECT 7 + i AS ds, i AS y FROM range(3) t(i)")
                        .schema()
                        .frequency()
                        .toString());
    }

    @Test
    void timesBefore1970AndWithAZoneAreRight() {
        TimeSeries old = one("SELECT TIMESTAMP '1899-12-31 22:00' + to_hours(i) AS ds, i AS y FROM range(3) t(i)");
        assertEquals("1899-12-31T22:00:00", old.axis().text(0));
        TimeSeries berlin = one(
                "SELECT TIMESTAMPTZ '2024-03-31 00:00:00Z' + to_hours(i) AS ds, i AS y FROM range(3) t(i)",
                DEFAULTS.withZone(ZoneId.of("Europe/Berlin")));
        assertEquals("2024-03-31T01:00:00+01:00", berlin.axis().text(0));
        assertEquals("2024-03-31T03:00:00+02:00", berlin.axis().text(1)); // 02:00 was skipped
    }

    @Test
    void datesThatAQueryMakesOfInstantsAreThoseOfTheZone() {
        String sql = "SELECT date_trunc('day', t)::DATE AS ds, count(*) AS y FROM (SELECT TIMESTAMPTZ"
                + " '2024-01-01 00:00:00Z' + to_hours(i) AS t FROM range(48) r(i)) GROUP BY 1 ORDER BY 1";
        assertEquals(24, one(sql).value(0, 0));
        assertEquals(23, one(sql, DEFAULTS.withZone(ZoneId.of("Europe/Berlin"))).value(0, 0));
    }

    @Test
    void idsOfAnyTypeAreText() {
        for (String id : List.of("9007199254740993::BIGINT", "'9007199254740993'", "9007199254740993::HUGEINT")) {
            assertEquals(
                    "9007199254740993",
                    one("SELECT " + id + " AS unique_id, DATE '2024-01-01' + i::INT AS ds, i AS y FROM range(3) t(i)")
                            .id());
        }
        assertEquals(
                "b",
                one("SELECT 'b'::ENUM('a', 'b') AS unique_id, DATE '2024-01-01' + i::INT AS ds, i AS y FROM range(3) t(i)")
                        .id());
    }

    @Test
    void idsThatTakeTurnsOrAreMissingAreNotMixedUp() {
        var data = query(
                "SELECT CASE i % 2 WHEN 0 THEN 'a' ELSE 'b' END AS unique_id, DATE '2024-01-01' + (i // 2)::INT AS ds, i AS y"
                        + " FROM range(10000) t(i)",
                DEFAULTS);
        assertEquals(
                List.of("a", "b"),
                data.inMemory().asList().stream().map(TimeSeries::id).toList());
        assertEquals(4001, data.inMemory().get(1).value(0, 2000));
        assertRefused(
                DataError.MISSING_ID,
                "q, row 2, column \"unique_id\": the id is missing",
                () -> query(
                        "SELECT CASE i WHEN 1 THEN NULL ELSE 'a' END AS unique_id, DATE '2024-01-01' AS ds, i AS y FROM range(3)"
                                + " t(i)",
                        DEFAULTS));
        assertRefused(
                DataError.MISSING_TIME,
                "q, row 1, column \"ds\": the time is missing",
                () -> query("SELECT NULL::DATE AS ds, 1 AS y", DEFAULTS));
    }

    @Test
    void typesWithoutMeaningAreRefusedUnlessIgnored() {
        String sql = "SELECT DATE '2024-01-01' + i::INT AS ds, i AS y, [i] AS \"my tags\" FROM range(3) t(i)";
        assertRefused(
                DataError.UNSUPPORTED_TYPE,
                "q: column \"my tags\" has the type BIGINT[], which is no number, time or text; ask for it by sql:SELECT …"
                        + " CAST(\"my tags\" AS DOUBLE) or AS VARCHAR, or ignore the column",
                () -> query(sql, DEFAULTS));
        assertEquals(3, one(sql, DEFAULTS.withIgnore(List.of("my tags"))).length());
    }

    @Test
    void fractionsOfASecondAreRefused() {
        for (String type : List.of("TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS")) {
            assertRefused(
                    DataError.BAD_TIME,
                    "q, row 1, column \"ds\": \"2024-01-01T00:00:00.250\" has a fraction of a second, and the finest step is"
                            + " a second",
                    () -> query("SELECT '2024-01-01 00:00:00.25'::" + type + " AS ds, 1 AS y", DEFAULTS));
        }
    }

    /** The driver ends chunks at an error as if there were no more rows. */
    @Test
    void errorsAfterTheFirstChunkAreSeen() {
        assertRefused(
                DataError.QUERY_FAILED,
                "q: DuckDB says: Conversion Error: Could not convert string 'x' to DOUBLE",
                () -> query(
                        "SELECT DATE '2000-01-01' + i::INT AS ds, CASE i WHEN 15000 THEN 'x' ELSE '1' END::DOUBLE AS y"
                                + " FROM range(20000) t(i)",
                        DEFAULTS));
    }

    @Test
    void onlyOneSelectIsAQuery() {
        for (String sql :
                List.of("COPY (SELECT 1) TO 'x.csv'", "INSTALL httpfs", "", "SELEC 1", "SELECT 1; SELECT 2")) {
            DataException refused = assertThrows(DataException.class, () -> query(sql, DEFAULTS));
            assertEquals(DataError.QUERY_FAILED, refused.error(), sql);
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith("q: DuckDB says: Parser Error"),
                    refused.getMessage());
        }
        assertFalse(Files.exists(Path.of("x.csv")));
    }

    @Test
    void nothingIsFetchedFromANetwork() {
        DataException refused = assertThrows(
                DataException.class, () -> query("SELECT * FROM 'http://127.0.0.1:9/x.parquet'", DEFAULTS));
        assertEquals(DataError.QUERY_FAILED, refused.error());
        assertTrue(String.valueOf(refused.getMessage()).contains("httpfs"), refused.getMessage());
    }

    @Test
    void settingsAreLockedAndOnlyTheFilesCanBeRead() throws SQLException, IOException {
        Path open = Files.writeString(folder.resolve("open.csv"), "a\n1\n");
        Path other = Files.writeString(folder.resolve("other.csv"), "a\n1\n");
        try (DuckDb duck = DuckDb.open("q", Optional.empty(), List.of(open), Optional.empty())) {
            assertEquals(
                    List.of(List.of("1")), duck.query("q", DataError.QUERY_FAILED, "SELECT a FROM '" + open + "'"));
            for (String sql : List.of(
                    "SELECT * FROM '" + other + "'", "SET threads = 4", "COPY (SELECT 1) TO '" + folder + "/x.csv'")) {
                assertThrows(DataException.class, () -> duck.query("q", DataError.QUERY_FAILED, sql), sql);
            }
            for (String setting : List.of("autoinstall_known_extensions", "autoload_known_extensions")) {
                assertEquals(
                        List.of(List.of("false")),
                        duck.query("q", DataError.QUERY_FAILED, "SELECT current_setting('" + setting + "')"));
            }
        }
    }

    @Test
    void tablesOfADatabaseAreRead() throws SQLException, IOException {
        Path file = folder.resolve("x.duckdb");
        try (Duck duck = Duck.inMemory()) {
            duck.execute(
                    "ATTACH '" + file + "' AS f",
                    "CREATE TABLE f.\"the sales\" AS SELECT DATE '2024-01-01' + i::INT AS ds, i AS y FROM range(3) t(i)",
                    "DETACH f");
            assertEquals(
                    "the sales",
                    DuckDbReader.database(file, Optional.empty(), DEFAULTS)
                            .inMemory()
                            .get(0)
                            .id());
            duck.execute("ATTACH '" + file + "' AS f", "CREATE VIEW f.v AS SELECT 1 AS ds, 2 AS y", "DETACH f");
        }
        assertEquals(
                3,
                DuckDbReader.database(file, Optional.of("the sales"), DEFAULTS)
                        .inMemory()
                        .get(0)
                        .length());
        assertRefused(
                DataError.NO_SUCH_TABLE,
                file + " has several tables; write one of " + file + "#the sales, " + file + "#v",
                () -> DuckDbReader.database(file, Optional.empty(), DEFAULTS));
        assertRefused(
                DataError.NO_SUCH_TABLE,
                file + ": there is no table \"w\"; write one of " + file + "#the sales, " + file + "#v",
                () -> DuckDbReader.database(file, Optional.of("w"), DEFAULTS));
    }

    @Test
    void damagedParquetFilesAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("x.parquet"), "PAR1 and then nothing that is Parquet, PAR1");
        DataException refused =
                assertThrows(DataException.class, () -> DuckDbReader.parquet("x", folder, List.of(file), DEFAULTS));
        assertEquals(DataError.UNREADABLE, refused.error());
        assertTrue(String.valueOf(refused.getMessage()).startsWith(file + ": DuckDB says: "), refused.getMessage());
    }

    /** What folders are named after is a column, and names of files may have any sign in them. */
    @Test
    void columnsInTheNamesOfFoldersAreRead() throws SQLException, IOException {
        Path file = Files.createDirectories(folder.resolve("unique_id=7")).resolve("a[1] 'b'.parquet");
        try (Duck duck = Duck.inMemory()) {
            duck.execute("COPY (SELECT DATE '2024-01-01' + i::INT AS ds, i AS y FROM range(3) t(i)) TO '"
                    + file.toString().replace("'", "''") + "' (FORMAT parquet)");
        }
        assertEquals(
                "7",
                DuckDbReader.parquet("x", folder, List.of(file), DEFAULTS)
                        .inMemory()
                        .get(0)
                        .id());
    }

    @Test
    void temporaryFilesAreGoneInTheEnd() throws IOException {
        query("SELECT DATE '2000-01-01' + i::INT AS ds, i AS y FROM range(3) t(i) ORDER BY random()", DEFAULTS);
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    0,
                    left.filter(path -> path.getFileName().toString().startsWith("almanac-duckdb-"))
                            .count());
        }
    }

    @Test
    void aMissingJarIsSaidWithWhatToDo() {
        ClassLoader without = ClassLoader.getPlatformClassLoader();
        assertRefused(
                DataError.DUCKDB_MISSING,
                "x.parquet is read by DuckDB, which is not there; add the dependency org.duckdb:duckdb_jdbc:2.0.0.1 (80 MB;"
                        + " Maven: groupId:artifactId:version; Gradle: runtimeOnly(\"org.duckdb:duckdb_jdbc:2.0.0.1\"))",
                () -> DuckDb.open(without, "x.parquet", Optional.empty(), List.of(), Optional.empty(), ""));
        assertRefused(
                DataError.DUCKDB_MISSING,
                "x.parquet is read by DuckDB, which is not there; add it once (80 MB): mvn -N dependency:copy"
                        + " -Dartifact=org.duckdb:duckdb_jdbc:2.0.0.1 -DoutputDirectory=/opt/plugins (in a program: the"
                        + " dependency org.duckdb:duckdb_jdbc:2.0.0.1)",
                () -> DuckDb.open(without, "x.parquet", Optional.empty(), List.of(), Optional.empty(), "/opt/plugins"));
    }

    @Test
    void textsOfValuesAreParsedAsInACsvFile() {
        TimeSeries series = one(
                "SELECT * FROM (VALUES ('2024-01-01', '1,5'), ('2024-01-02', 'NA')) t(ds, y)",
                DEFAULTS.withDecimalComma(true));
        assertArrayEquals(new double[] {1.5, Double.NaN}, new double[] {series.value(0, 0), series.value(0, 1)});
        assertRefused(
                DataError.INFINITE_NUMBER,
                "q, row 1, column \"y\": \"Infinity\" is infinite; leave missing values empty",
                () -> query("SELECT DATE '2024-01-01' AS ds, 'inf'::DOUBLE AS y", DEFAULTS));
    }
}
