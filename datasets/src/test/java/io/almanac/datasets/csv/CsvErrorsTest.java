package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.assertRefused;
import static io.almanac.datasets.csv.CsvText.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.rows.TimeParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvErrorsTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @Test
    void numbersThatAreNone() {
        assertRefused(
                "data.csv, line 3, column \"y\": \"12,5\" is not a number; use a point as decimal sign, or set the decimal"
                        + " comma",
                "unique_id;ds;y",
                "a;1;1",
                "a;2;12,5");
        assertRefused(
                "data.csv, line 2, column \"y\": \"12.5\" is not a number; use a comma as decimal sign, or do not set the"
                        + " decimal comma",
                DEFAULTS.withDecimalComma(true),
                "ds;y",
                "1;12.5");
        assertRefused(
                "data.csv, line 2, column \"sky\": \"clear\" is not a number; leave missing values empty, or ignore the"
                        + " column if it is not to be read",
                "ds,sky",
                "1,clear");
        assertRefused(
                "data.csv, line 2, column \"y\": \"-Inf\" is infinite; leave missing values empty", "ds,y", "1,-Inf");
    }

    @Test
    void timesThatAreNone() {
        assertRefused(
                "data.csv, line 2, column \"ds\": \"01.07.2016\" is not a time; times are written " + TimeParser.FORMS,
                "ds,y",
                "01.07.2016,1");
        assertRefused(
                "data.csv, line 3, column \"ds\": \"2023-02-29\" is not a day of the calendar",
                "ds,y",
                "2023-02-28,1",
                "2023-02-29,2");
        assertRefused(
                "data.csv, line 3, column \"ds\": \"x\" is not an integer, as the first time of the file is",
                "ds,y",
                "1,1",
                "x,2");
        assertRefused("data.csv, line 2, column \"ds\": the time is missing", "ds,y", ",1");
        assertRefused("data.csv, line 2, column \"unique_id\": the id is missing", "unique_id,ds,y", ",1,1");
    }

    @Test
    void raggedRows() {
        assertRefused("data.csv, line 3: the row has 2 fields, the header has 3", "unique_id,ds,y", "a,1,1", "a,2");
        assertRefused("data.csv, line 2: the row has 4 fields, the header has 3", "unique_id,ds,y", "a,1,1,2");
        assertRefused("data.csv, line 2: the row has 1 field, the header has 2", "ds,y", "x");
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() {
        assertRefused(
                "data.csv, line 4, column \"y\": \"x\" is not a number; leave missing values empty, or ignore the column if"
                        + " it is not to be read",
                "unique_id,ds,y",
                "\"a\nb\",1,1",
                "a,2,x");
    }

    @Test
    void filesWithoutRows() {
        assertRefused("data.csv is empty", DEFAULTS, new String[] {""});
        assertEquals(
                "data.csv is empty",
                assertThrows(DataException.class, () -> read(DEFAULTS, new byte[0]))
                        .getMessage());
        assertRefused("data.csv has a header but no rows", "unique_id,ds,y");
    }

    @Test
    void columnsThatAreNotThereOrTooMany() {
        assertRefused(
                "data.csv, line 1: there is no column \"y\" (values); the columns are unique_id, ds, value",
                "unique_id,ds,value",
                "a,1,1");
        assertRefused(
                "data.csv, line 1: there is no column \"when\" (times); the columns are ds, y",
                DEFAULTS.withTime("when"),
                "ds,y",
                "1,1");
        assertRefused(
                "data.csv, line 1: there is no column \"z\" (a column to ignore); the columns are ds, y",
                DEFAULTS.withIgnore(List.of("z")),
                "ds,y",
                "1,1");
        assertRefused(
                "data.csv, line 1: columns price, promo beside unique_id, ds and y; name them as past, future or"
                        + " static covariates, or ignore them",
                "unique_id,ds,y,price,promo",
                "a,1,1,2,3");
        assertRefused("data.csv, line 1: two columns have the name \"a\"", "ds,a,a", "1,1,1");
        assertRefused("data.csv, line 1: column 2 has no name", "ds,,a", "1,1,1");
        assertRefused(
                "data.csv, line 1: there is only a column of times, \"ds|y\"; if the fields are not separated by comma,"
                        + " semicolon or tab, give the delimiter",
                "ds|y",
                "1|1");
    }

    @Test
    void twoRowsOfOneTime() {
        assertRefused(
                "data.csv, lines 2 and 4: two rows of series a have the time 2024-01-01; keep one of them, or say by --duplicates how they are joined;"
                        + " where clocks were put back, give the --zone of the times",
                "unique_id,ds,y",
                "a,2024-01-01,1",
                "a,2024-01-02,2",
                "a,2024-01-01,3");
    }

    @Test
    void linesAreKnownHoweverSeriesTakeTurns() {
        var random = new Random(4);
        for (int repeat = 0; repeat < 20; repeat++) {
            int rows = random.nextInt(3, 300);
            int duplicate = random.nextInt(2, rows);
            var lines = new ArrayList<String>(List.of("unique_id,ds,y"));
            var linesOfA = new ArrayList<Integer>();
            for (int row = 0; row < rows; row++) {
                for (int other = random.nextInt(repeat % 4 + 1); other > 0; other--) {
                    lines.add("b," + lines.size() + ",0");
                }
                lines.add("a," + (row == duplicate ? 0 : row) + ",0");
                linesOfA.add(lines.size());
            }
            assertRefused(
                    "data.csv, lines " + linesOfA.get(0) + " and " + linesOfA.get(duplicate)
                            + ": two rows of series a have the time 0; keep one of them, or say by --duplicates how they are joined;"
                            + " where clocks were put back, give the --zone of the times",
                    DEFAULTS.withFrequency(Frequency.parse("step")),
                    lines.toArray(String[]::new));
        }
    }

    @Test
    void timesOffTheGrid() {
        assertRefused(
                "data.csv, line 4, column \"ds\": 2024-01-20 is not a whole number of steps of W after 2024-01-01; W is the"
                        + " distance of 2 of 4 neighbours, give the frequency if it is another",
                "ds,y",
                "2024-01-01,1",
                "2024-01-08,2",
                "2024-01-20,3",
                "2024-01-22,4",
                "2024-01-29,5");
        assertRefused(
                "data.csv, line 3, column \"ds\": 2024-01-01T00:30:00 is not a whole number of steps of h after"
                        + " 2024-01-01T00:00:00; the frequency h was given",
                DEFAULTS.withFrequency(Frequency.parse("h")),
                "ds,y",
                "2024-01-01 00:00,1",
                "2024-01-01 00:30,2");
        // 2024-03-02 was a Saturday.
        assertRefused(
                "data.csv, line 2, column \"ds\": 2024-03-02 is on a weekend; the frequency B was given",
                DEFAULTS.withFrequency(Frequency.parse("B")),
                "ds,y",
                "2024-03-02,1",
                "2024-03-04,2");
    }

    @Test
    void frequenciesThatCannotBe() {
        assertRefused(
                "data.csv, line 2, column \"t\": \"1\" is not a time; times are written " + TimeParser.FORMS,
                DEFAULTS.withFrequency(Frequency.parse("h")).withTime("t"),
                "t,y",
                "1,1");
        assertRefused(
                "data.csv: no frequency can be seen, as no two times of a series are near each other; give the frequency",
                "ds,y",
                "2024-01-01,1");
    }

    @Test
    void aGapOfACenturyIsNotFilledWithSeconds() {
        // 1900-01-01T00:00:01 to 2000-01-01T00:00:00: 36,524 days less a second.
        assertRefused(
                "data.csv, lines 2 and 4: series s: from 1900-01-01T00:00:00 to 2000-01-01T00:00:00 there are 3155673601"
                        + " steps of s, more than 10000003 for 3 rows; correct the times, give another frequency or raise"
                        + " the limit on inserted steps",
                "unique_id,ds,y",
                "s,1900-01-01T00:00:00,1",
                "s,1900-01-01T00:00:01,2",
                "s,2000-01-01T00:00:00,3");
    }

    @Test
    void theLimitOnInsertedStepsCountsAllSeries() {
        String[] lines = {"unique_id,ds,y", "a,1,1", "a,2,1", "a,6,1", "b,1,1", "b,2,1", "b,6,1"};
        assertEquals(6, read(DEFAULTS.withMaxInserted(6), lines).report().inserted());
        assertRefused(
                "data.csv, lines 5 and 7: series b: from 1 to 6 there are 6 steps of step, more than 5 for 3 rows; correct"
                        + " the times, give another frequency or raise the limit on inserted steps",
                DEFAULTS.withMaxInserted(5),
                lines);
    }

    @Test
    void textThatIsNotUtf8() {
        byte[] latin = "unique_id,ds,y\na,1,1\nM\u00fcnchen,1,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "data.csv, line 3: this is not UTF-8; save the file as UTF-8",
                assertThrows(DataException.class, () -> read(DEFAULTS, latin)).getMessage());
        byte[] utf16 = "ds,y\n1,2\n".getBytes(StandardCharsets.UTF_16);
        assertEquals(
                "data.csv is UTF-16 text; save it as UTF-8",
                assertThrows(DataException.class, () -> read(DEFAULTS, utf16)).getMessage());
    }

    @Test
    void aDamagedGzipFile() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write("ds,y\n1,2\n2,3\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(out.toByteArray(), out.size() - 6);
        String message = String.valueOf(
                assertThrows(DataException.class, () -> read(DEFAULTS, half)).getMessage());
        assertTrue(message.startsWith("data.csv is a damaged or unfinished gzip file: "), message);
    }

    @Test
    void aQuoteThatNeverCloses() {
        assertRefused(
                "data.csv, line 2, column \"unique_id\": a quotation mark is opened and never closed; close it, or double"
                        + " it if it is meant",
                "unique_id,ds,y",
                "\"a,1,1",
                "a,2,2");
    }

    @Test
    void textAfterAClosingQuote() {
        assertRefused(
                "data.csv, line 3, column \"ds\": text follows the closing quotation mark; double each mark inside a quoted"
                        + " field",
                "unique_id,ds,y",
                "a,1,1",
                "a,\"2\"3,2");
        assertRefused(
                "data.csv, line 1, column 2: text follows the closing quotation mark; double each mark inside a quoted"
                        + " field",
                "unique_id,\"ds\"s,y");
    }

    @Test
    void filesThatAreNotThere(@TempDir Path folder) throws IOException {
        Path absent = folder.resolve("absent.csv");
        assertEquals(
                absent + ": there is no such file",
                assertThrows(DataException.class, () -> CsvReader.read(absent, DEFAULTS))
                        .getMessage());
        Path sub = Files.createDirectory(folder.resolve("sub"));
        assertEquals(
                sub + " is a folder, not a file",
                assertThrows(DataException.class, () -> CsvReader.read(sub, DEFAULTS))
                        .getMessage());
    }

    @Test
    void optionsThatContradictEachOther() {
        assertOption("maxInserted must not be negative, was -1", () -> DEFAULTS.withMaxInserted(-1));
        assertOption("seasons must be at least 1 each, were [0]", () -> DEFAULTS.withSeasons(List.of(0)));
        assertOption(
                "a comma can't be both the delimiter and the decimal sign",
                () -> DEFAULTS.withDelimiter(',').withDecimalComma(true));
        assertOption(
                "id, time and targets must be columns of their own, at least three, were a, b, [a]",
                () -> DEFAULTS.withColumns("a", "b", "a"));
    }

    private static void assertOption(String message, Runnable option) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, option::run).getMessage());
    }
}
