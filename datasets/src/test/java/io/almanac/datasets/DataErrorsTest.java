package io.almanac.datasets;

import static io.almanac.datasets.DataError.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.datasets.calendar.CalendarCovariates;
import io.almanac.datasets.catalog.CatalogErrors;
import io.almanac.datasets.catalog.Datasets;
import io.almanac.datasets.csv.CsvReader;
import io.almanac.datasets.csv.CsvRows;
import io.almanac.datasets.duckdb.Duck;
import io.almanac.datasets.jdbc.ResultSetReader;
import io.almanac.datasets.jdbc.Rows;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.FullDisk;
import io.almanac.datasets.rows.ReadingFile;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.synthetic.SyntheticOptions;
import io.almanac.datasets.tables.ForecastTableOptions;
import io.almanac.datasets.tables.ForecastTableReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Date;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Raises each {@link DataError} once and compares the message with the example in {@code docs/errors.md}. A new constant
 * needs a case in its group here and an entry in the page.
 */
class DataErrorsTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();
    private static final String DAY_1 = "2024-05-01";
    private static final String DAY_2 = "2024-05-02";
    private static final Map<DataError, Executable> CASES = new EnumMap<>(DataError.class);

    @TempDir
    private static Path folder;

    static {
        files();
        formats();
        columns();
        readingFiles();
        cells();
        times();
        names();
        catalogue();
        calendar();
        forecasts();
    }

    @ParameterizedTest
    @EnumSource(DataError.class)
    void eachErrorIsRaisedAndExplained(DataError error) {
        if (error == QUERY_FAILED || error == NO_SUCH_TABLE) {
            Duck.assumeThere();
        }
        Executable raise = CASES.get(error);
        assertNotNull(raise, () -> "no case raises " + error);
        DataException raised = assertThrows(DataException.class, raise);
        assertEquals(error, raised.error(), raised.getMessage());
        String said = String.valueOf(raised.getMessage())
                .replace(folder + folder.getFileSystem().getSeparator(), "");
        ErrorsPage.part("Errors").assertExample(error.code(), said);
    }

    @Test
    void thePageHasNoErrorThatIsNone() {
        List<String> codes = Arrays.stream(values()).map(DataError::code).toList();
        assertEquals(
                List.of(),
                ErrorsPage.part("Errors").examples().keySet().stream()
                        .filter(code -> !codes.contains(code))
                        .toList());
    }

    private static void raise(DataError error, Executable how) {
        CASES.put(error, how);
    }

    /** Reads a table {@code sales.csv} of some lines. */
    private static Executable csv(TableOptions options, String... lines) {
        return bytes(options, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Executable csv(String... lines) {
        return csv(DEFAULTS, lines);
    }

    private static Executable bytes(TableOptions options, byte[] bytes) {
        return () -> CsvReader.read("sales.csv", () -> new ByteArrayInputStream(bytes), options);
    }

    private static Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static void files() {
        raise(NO_SUCH_FILE, () -> Datasets.open(folder.resolve("salse.csv").toString(), DEFAULTS));
        raise(
                NOT_A_FILE,
                () -> Datasets.open(
                        Files.createDirectory(folder.resolve("sales")).toString(), DEFAULTS));
        raise(NOT_A_FILE_NAME, () -> Datasets.open("sales\0.csv", DEFAULTS));
        raise(
                UNREADABLE,
                () -> CsvReader.read(
                        "sales.csv",
                        () -> {
                            throw new IOException("Input/output error");
                        },
                        DEFAULTS));
        raise(EMPTY, bytes(DEFAULTS, new byte[0]));
        raise(NO_ROWS, csv("unique_id,ds,y"));
        raise(OTHER_FORMAT, bytes(DEFAULTS, HexFormat.of().parseHex("504b030414000800")));
        raise(NOT_UTF8, bytes(DEFAULTS, "unique_id,ds,y\nKöln,1,1\n".getBytes(StandardCharsets.ISO_8859_1)));
        // The header of a gzip file, and nothing after it: RFC 1952, section 2.3.
        raise(DAMAGED_GZIP, bytes(DEFAULTS, HexFormat.of().parseHex("1f8b08000000000000ff")));
        raise(NOT_CSV, csv("unique_id,ds,y", "\"a,1,1", "b,1,2"));
        raise(RAGGED_ROW, csv("unique_id,ds,y", "a,1,1", "a,2"));
        raise(TOO_LARGE, csv("unique_id,ds,y", "a,1,\"" + "1".repeat(1 << 20) + "\n"));
        raise(FILE_CHANGED, () -> {
            Path file = write("sales.csv", "ds,y", "1,1");
            CsvRows.open(file, DEFAULTS).forEach(row -> {
                try {
                    Files.writeString(file, "2,2\n", StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        });
        raise(NO_TEMPORARY_SPACE, FullDisk::use);
    }

    private static void formats() {
        raise(NO_MATCHING_FILE, () -> Datasets.open(folder.resolve("shops") + "/*.csv", DEFAULTS));
        raise(FILES_DIFFER, () -> {
            Path parts = Files.createDirectory(folder.resolve("parts"));
            Files.writeString(parts.resolve("may.csv"), "ds,load\n2024-05-01,1\n");
            Files.writeString(parts.resolve("june.csv"), "ds,demand\n2024-06-01,1\n");
            Datasets.open(parts + "/*.csv", DEFAULTS);
        });
        raise(
                UNSUPPORTED_TYPE,
                () -> ResultSetReader.read(
                        "sales",
                        Rows.of(List.of(
                                new Rows.Column("ds", Types.DATE, "date", Date.class),
                                new Rows.Column("y", Types.ARRAY, "float8[]", java.sql.Array.class))),
                        DEFAULTS));
        raise(
                BAD_TSF,
                () -> Datasets.open(
                        write("sales.tsf", "@frequency dialy", "@data").toString(), DEFAULTS));
        raise(
                REPEATED_SERIES,
                () -> Datasets.open(
                        write("sales.tsf", "@attribute series_name string", "@data", "T1:5,6", "T1:7,8")
                                .toString(),
                        DEFAULTS));
        raise(DUCKDB_MISSING, () -> Duck.readWithoutJar("sales.parquet"));
        raise(DUCKDB_UNUSABLE, () -> Duck.readWithBrokenJar("sales.parquet"));
        raise(QUERY_FAILED, () -> Datasets.open("sql:SELECT day AS ds, y FROM range(3)", DEFAULTS));
        raise(NO_SUCH_TABLE, () -> {
            Path file = folder.resolve("sales.duckdb");
            try (Duck duck = Duck.inMemory()) {
                duck.execute(
                        "ATTACH '" + file + "' AS f",
                        "CREATE TABLE f.shops AS SELECT 1 AS ds, 2 AS y",
                        "CREATE TABLE f.web AS SELECT 1 AS ds, 2 AS y",
                        "DETACH f");
            }
            Datasets.open(file.toString(), DEFAULTS);
        });
    }

    private static void columns() {
        String row = "a,1,1";
        raise(NO_SUCH_COLUMN, csv("unique_id,ds,value", row));
        raise(REPEATED_COLUMN, csv("ds,y,y", "1,1,1"));
        raise(UNNAMED_COLUMN, csv("ds,,y", "1,1,1"));
        raise(UNEXPECTED_COLUMNS, csv("unique_id,ds,y,price,promo", "a,1,1,2,3"));
        raise(NOTHING_TO_FORECAST, csv("ds|y", "1|1"));
        raise(COLUMN_USED_TWICE, csv(covariates(Covariate.Kind.FUTURE, "y"), "unique_id,ds,y", row));
        raise(
                DELAY_WITHOUT_ISSUE_TIMES,
                csv(
                        DEFAULTS.withCovariates(CovariateOptions.none().withDelay(Duration.ofHours(6))),
                        "unique_id,ds,y",
                        row));
    }

    private static TableOptions covariates(Covariate.Kind kind, String... names) {
        return DEFAULTS.withCovariates(CovariateOptions.none().with(kind, List.of(names)));
    }

    private static void readingFiles() {
        raise(NOT_YAML, () -> ReadingFile.parse("sales.yaml", "time: [date\n"));
        raise(UNKNOWN_KEY, () -> ReadingFile.parse("sales.yaml", "tiem: date\n"));
        raise(REPEATED_KEY, () -> ReadingFile.parse("sales.yaml", "time: date\ntime: day\n"));
        raise(BAD_SETTING, () -> ReadingFile.parse("sales.yaml", "season: weekly\n"));
        raise(TWO_READING_FILES, () -> {
            write("sales.yaml", "time: date");
            write("sales.yml", "time: day");
            ReadingFile.beside(folder.resolve("sales.csv"));
        });
    }

    private static void cells() {
        String header = "unique_id,ds,y";
        raise(MISSING_ID, csv(header, ",1,1"));
        raise(MISSING_TIME, csv(header, "a,,1"));
        raise(BAD_TIME, csv(header, "a,2024-02-30,1"));
        raise(MIXED_OFFSETS, csv(header, "a,2024-05-01T00:00Z,1", "a,2024-05-01T01:00,2"));
        raise(BAD_NUMBER, csv(header, "a,1,1", "a,2,high"));
        raise(INFINITE_NUMBER, csv(header, "a,1,inf"));
        var sky = new Covariate("sky", Covariate.Kind.FUTURE, List.of("clear", "rain"));
        raise(
                BAD_CATEGORY,
                csv(
                        DEFAULTS.withCovariates(CovariateOptions.none().withColumns(List.of(sky))),
                        header + ",sky",
                        "a,1,1,fog"));
        raise(BAD_ISSUE_TIME, csv(header + ",issued_at", "a,2024-05-01,1,yesterday"));
        raise(
                STATIC_VALUE_CHANGES,
                csv(covariates(Covariate.Kind.STATIC, "store"), header + ",store", "a,1,1,north", "a,2,1,south"));
    }

    private static void times() {
        String header = "unique_id,ds,y";
        raise(NO_FREQUENCY, csv(header, "a,2024-05-01,1", "b,2024-05-01,1"));
        raise(
                OFF_GRID,
                csv(
                        DEFAULTS.withFrequency(Frequency.parse("h")),
                        header,
                        "a,2024-05-01 00:00,1",
                        "a,2024-05-01 00:30,2"));
        raise(
                TOO_MANY_GAPS,
                csv(DEFAULTS.withFrequency(Frequency.parse("s")), header, "a,1924-05-01,1", "a,2024-05-01,2"));
        raise(REPEATED_TIME, csv(header, "a,2024-05-01,1", "a,2024-05-02,2", "a,2024-05-01,3"));
        raise(
                SKIPPED_TIME,
                csv(
                        DEFAULTS.withZone(ZoneId.of("Europe/Berlin")),
                        header,
                        "a,2024-03-31 01:00,1",
                        "a,2024-03-31 02:00,2"));
        raise(
                ZONE_NEEDED,
                csv(
                        header + ",issued_at",
                        "a,2024-05-01T00:00+02:00,1,2024-05-01T09:00+02:00",
                        "a,2024-05-02T00:00+02:00,1,2024-05-02T09:00+02:00"));
    }

    private static void names() {
        raise(NO_SUCH_BUNDLED, () -> Datasets.open("bundled:airpassengers", DEFAULTS));
        raise(BAD_SYNTHETIC, () -> SyntheticOptions.parse("load,noise"));
    }

    private static void catalogue() {
        raise(NO_SUCH_SET, () -> sets().unknownName());
        raise(NOT_FETCHED, () -> sets().notFetched());
        raise(UNREACHABLE, () -> sets().unreachable());
        raise(REFUSED_BY_SERVER, () -> sets().refused());
        raise(CUT_OFF, () -> sets().cutOff());
        raise(WRONG_SIZE, () -> sets().wrongSize());
        raise(WRONG_CHECKSUM, () -> sets().wrongChecksum());
        raise(DISK_FULL, () -> sets().diskFull());
        raise(DAMAGED_ARCHIVE, () -> sets().damagedArchive());
        raise(UNSAFE_ARCHIVE, () -> sets().unsafeArchive());
    }

    private static CatalogErrors sets() throws IOException {
        return new CatalogErrors(Files.createDirectories(folder.resolve("sets")));
    }

    private static void calendar() {
        raise(NO_DATES, () -> made("step"));
        raise(TOO_COARSE_FOR_CALENDAR, () -> made("M"));
    }

    /** Adds the day of the week to series of a frequency. */
    private static void made(String frequency) throws IOException {
        byte[] bytes = "ds,y\n2024,1\n2025,2\n".getBytes(StandardCharsets.UTF_8);
        SeriesSet set = CsvReader.read(
                        "sales.csv",
                        () -> new ByteArrayInputStream(bytes),
                        DEFAULTS.withFrequency(Frequency.parse(frequency)))
                .inMemory();
        CalendarCovariates.of(List.of("weekday"), List.of()).addTo(set, 1);
    }

    private static void forecasts() {
        ForecastTableOptions options = ForecastTableOptions.defaults();
        String header = "unique_id,ds,y,ets";
        raise(NO_FORECASTS, table(options, "unique_id,ds,y", "a,2024-05-01,1"));
        raise(NO_ACTUAL_VALUES, () -> {
            Path file = write("table.csv", "unique_id,ds,ets", "a," + DAY_1 + ",1", "a," + DAY_2 + ",1");
            ForecastTableReader.requireActual(List.of(ForecastTableReader.open(file, options)));
        });
        raise(NO_SUCH_LABEL, table(options.withLabels(List.of("arima")), header, "a," + DAY_1 + ",1,1"));
        raise(LABEL_TAKEN, baseline("ets", Capabilities.Scope.LOCAL));
        raise(BASELINE_NOT_LOCAL, baseline("mean", Capabilities.Scope.GLOBAL));
        raise(REPEATED_QUANTILE, table(options, header + ",ets-lo-80,ets-q-0.1", "a," + DAY_1 + ",1,1,0,0"));
        raise(ROWS_APART, table(options, header, "a," + DAY_1 + ",1,1", "b," + DAY_1 + ",1,1", "a," + DAY_2 + ",1,1"));
        raise(
                REPEATED_FORECAST,
                table(
                        options.withCsv(DEFAULTS.withFrequency(Frequency.parse("D"))),
                        header,
                        "a," + DAY_1 + ",1,1",
                        "a," + DAY_1 + ",1,2"));
        raise(
                TABLES_DISAGREE,
                table(
                        options.withGroups(List.of("region")),
                        header + ",region",
                        "a," + DAY_1 + ",1,1,north",
                        "a," + DAY_2 + ",1,1,south"));
        raise(NO_HISTORY, table(options.withHistory(history()), "unique_id,step,ets", "b,1,1"));
    }

    /** Reads a table of forecasts of some lines. */
    private static Executable table(ForecastTableOptions options, String... lines) {
        return () ->
                ForecastTableReader.open(write("table.csv", lines), options).read(trial -> {});
    }

    private static Executable baseline(String label, Capabilities.Scope scope) {
        return table(
                ForecastTableOptions.defaults()
                        .withHistory(history())
                        .withBaselines(Map.of(label, new Baseline(scope))),
                "unique_id,ds,y,ets",
                "a,2024-05-03,1,1");
    }

    private static SeriesSet history() {
        try {
            byte[] bytes = "unique_id,ds,y\na,2024-05-01,1\na,2024-05-02,2\n".getBytes(StandardCharsets.UTF_8);
            return CsvReader.read("history.csv", () -> new ByteArrayInputStream(bytes), DEFAULTS)
                    .inMemory();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record NoConfig() {}

    private record Baseline(Capabilities.Scope scope) implements Forecaster {

        @Override
        public String id() {
            return "baseline";
        }

        @Override
        public Record config() {
            return new NoConfig();
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(scope, true, false, Set.of());
        }

        @Override
        public ForecastModel fit(SeriesSet training, FitOptions options) {
            throw new AssertionError("not to be fitted");
        }
    }
}
