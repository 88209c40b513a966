package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.read;
import static io.almanac.datasets.csv.CsvText.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.Duplicates;
import io.almanac.datasets.rows.TableOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

    private static final TableOptions DEFAULTS = TableOptions.defaults();

    @Test
    void aLongTableHasARowForEachStep() {
        Dataset data = read(
                "unique_id,ds,y",
                "b,2024-01-31,1.5",
                "b,2024-02-29,2",
                "a,2024-01-31,-3e2",
                "b,2024-03-31,3",
                "a,2024-02-29,4");
        SeriesSet set = data.inMemory();
        assertEquals(List.of("b", "a"), set.stream().map(TimeSeries::id).toList());
        assertEquals("M", set.schema().frequency().toString());
        assertEquals(List.of(12), set.schema().seasons());
        assertEquals(List.of("y"), set.schema().channels());
        assertArrayEquals(new double[] {1.5, 2, 3}, values(set.get(0), 0));
        assertArrayEquals(new double[] {-300, 4}, values(set.get(1), 0));
        assertEquals("2024-03-31", set.get(0).axis().text(2));
        assertEquals(
                new DataReport(
                        "data.csv",
                        "long, 2 series",
                        "M, the distance of 3 of 3 neighbours",
                        5,
                        2,
                        1,
                        "2024-01-31",
                        "2024-03-31",
                        2,
                        3,
                        5,
                        0,
                        0,
                        List.of(),
                        Optional.empty(),
                        List.of()),
                data.report());
    }

    @Test
    void columnsMayBeNamedOtherwiseAndComeInAnyOrder() {
        Dataset data = read(
                DEFAULTS.withColumns("shop", "day", "sales").withIgnore(List.of("note")),
                "sales,note,day,shop",
                "1,x,2024-01-01,north",
                "2,y,2024-01-02,north");
        assertEquals("north", data.inMemory().get(0).id());
        assertArrayEquals(new double[] {1, 2}, values(data.inMemory().get(0), 0));
    }

    @Test
    void aWideTableIsOneSeriesOfSeveralChannels() {
        Dataset data = read("date,HUFL,OT", "2016-07-01 00:00:00,1,2", "2016-07-01 01:00:00,3,4");
        TimeSeries series = data.inMemory().get(0);
        assertEquals("data.csv", series.id());
        assertEquals(List.of("HUFL", "OT"), series.schema().channels());
        assertArrayEquals(new double[] {1, 3}, values(series, 0));
        assertArrayEquals(new double[] {2, 4}, values(series, 1));
        assertEquals("wide, 2 channels", data.report().layout());
        assertEquals("h", series.schema().frequency().toString());
    }

    @Test
    void timesAndOneColumnAreOneSeries() {
        Dataset data = read("y,ds", "1,2024", "2,2025");
        assertEquals(List.of("y"), data.series().schema().channels());
        assertEquals("wide, 1 channel", data.report().layout());
        assertEquals("Y", data.series().schema().frequency().toString());
    }

    @Test
    void aLayoutMayBeForced() {
        Dataset data = read(DEFAULTS.withLayout(TableOptions.Layout.WIDE), "ds,unique_id,y", "1,7,8", "2,9,10");
        assertEquals(List.of("unique_id", "y"), data.series().schema().channels());
        CsvText.assertRefused(
                "data.csv, line 1: there is no column \"unique_id\" (series ids); the columns are ds, a",
                DEFAULTS.withLayout(TableOptions.Layout.LONG),
                "ds,a",
                "1,2");
    }

    @Test
    void theIdOfAWideFileIsItsBaseName(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"ETTh1.csv", "ETTh1.csv.gz", "ETTh1.tsv", "ETTh1"}) {
            Path file = Files.writeString(folder.resolve(name), "ds,y\n1,2\n2,3\n");
            assertEquals(
                    "ETTh1", CsvReader.read(file, DEFAULTS).inMemory().get(0).id());
        }
    }

    @Test
    void commaSemicolonAndTabAreFoundFromTheHeader() {
        for (String delimiter : new String[] {",", ";", "\t"}) {
            Dataset data = read(
                    String.join(delimiter, "ds", "\"a;b,c\"", "d"),
                    String.join(delimiter, "1", "2", "3"),
                    String.join(delimiter, "2", "3", "4"));
            assertEquals(List.of("a;b,c", "d"), data.series().schema().channels());
        }
        assertEquals(
                List.of("a,b", "c"),
                read(DEFAULTS.withDelimiter('|'), "ds|a,b|c", "1|2|3", "2|3|4")
                        .series()
                        .schema()
                        .channels());
    }

    @Test
    void semicolonsLeaveTheCommaToDecimals() {
        Dataset data = read(DEFAULTS.withDecimalComma(true), "ds;y", "1;12,5", "2;-0,25");
        assertArrayEquals(new double[] {12.5, -0.25}, values(data.inMemory().get(0), 0));
    }

    @Test
    void gzipByteOrderMarkAndLineEndsMakeNoDifference() throws IOException {
        String text = "unique_id,ds,y\nä,2024-01-01,1\nä,2024-01-02,\nä,2024-01-03,3\n";
        Dataset plain = read(DEFAULTS, text.getBytes(StandardCharsets.UTF_8));
        String[] variants = {"\uFEFF" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.strip()};
        for (String variant : variants) {
            byte[] bytes = variant.getBytes(StandardCharsets.UTF_8);
            assertSame(plain, read(DEFAULTS, bytes));
            assertSame(plain, read(DEFAULTS, gzip(bytes)));
        }
    }

    @Test
    void quotesSpacesAndEmptyLinesAreSkipped() {
        Dataset data = read(
                "unique_id, ds , y", "", "\"a \"\"x\"\", b\" , 2024-01-01 , 1 ", "\"a \"\"x\"\", b\",2024-01-02,2");
        assertEquals("a \"x\", b", data.inMemory().get(0).id());
        assertArrayEquals(new double[] {1, 2}, values(data.inMemory().get(0), 0));
    }

    @Test
    void missingValuesHaveSeveralSpellings() {
        Dataset data = read("unique_id,ds,y", "a,1,", "a,2,NA", "a,3,NaN", "a,4,null", "a,5,7", "a,6,8");
        double nan = Double.NaN;
        assertArrayEquals(
                new double[] {nan, nan, nan, nan, 7, 8}, values(data.inMemory().get(0), 0));
        assertEquals(4, data.report().missing());
        assertEquals(0, data.report().inserted());
    }

    @Test
    void gapsBecomeMissingValuesAndAreCounted() {
        Dataset data = read(
                "unique_id,ds,y",
                "a,2024-01-01,1",
                "a,2024-01-02,2",
                "a,2024-01-05,5",
                "a,2024-01-06,6",
                "b,2024-01-01,1",
                "b,2024-01-03,3");
        assertArrayEquals(
                new double[] {1, 2, Double.NaN, Double.NaN, 5, 6},
                values(data.inMemory().get(0), 0));
        assertArrayEquals(
                new double[] {1, Double.NaN, 3}, values(data.inMemory().get(1), 0));
        assertEquals(3, data.report().inserted());
        assertEquals(3, data.report().missing());
        assertEquals(9, data.report().values());
        assertEquals(
                List.of(FindingKind.GAPS.finding(
                        FindingKind.GAPS.text(),
                        3,
                        "series a, line 4: 2024-01-05 follows 2024-01-02",
                        "inserted as missing values")),
                data.report().findings());
    }

    @Test
    void unsortedRowsAreSortedAndCounted() {
        Dataset data = read("unique_id,ds,y", "a,3,30", "a,1,10", "a,4,40", "a,2,20");
        assertArrayEquals(new double[] {10, 20, 30, 40}, values(data.inMemory().get(0), 0));
        assertEquals(
                List.of(FindingKind.ROWS_OUT_OF_ORDER.finding(
                        FindingKind.ROWS_OUT_OF_ORDER.text(), 2, "series a, line 3: 1 follows 3", "sorted by time")),
                data.report().findings());
    }

    @Test
    void rowsOfOneTimeAreJoinedAsAsked() {
        String[] lines = {"unique_id,ds,y", "a,1,1", "a,2,4", "b,1,7", "a,2,", "a,2,6", "a,1,3", "a,3,9"};
        Map<Duplicates, double[]> expected = Map.of(
                Duplicates.FIRST, new double[] {1, 4, 9},
                Duplicates.LAST, new double[] {3, 6, 9},
                Duplicates.MEAN, new double[] {2, 5, 9},
                Duplicates.SUM, new double[] {4, 10, 9});
        expected.forEach((how, values) -> {
            Dataset data = read(TableOptions.defaults().withDuplicates(how), lines);
            assertArrayEquals(values, values(data.inMemory().get(0), 0));
            assertEquals(
                    List.of(FindingKind.REPEATED_TIMES.finding(
                            3,
                            "series a, line 5: 2 is there already",
                            "joined with the rows before: " + how.name().toLowerCase(Locale.ROOT))),
                    data.report().findings().stream()
                            .filter(finding -> finding.code().equals("repeated-times"))
                            .toList());
        });
    }

    @Test
    void rowsOfOneTimeJoinTheirCovariatesByTheirNature() {
        TableOptions options = TableOptions.defaults()
                .withDuplicates(Duplicates.SUM)
                .withCovariates(CovariateOptions.none().with(Covariate.Kind.PAST, List.of("price", "kind")));
        TimeSeries series = read(options, "unique_id,ds,y,price,kind", "a,1,1,5,x", "a,1,2,7,z", "a,2,3,4,y")
                .inMemory()
                .get(0);
        assertEquals(3, series.value(0, 0));
        assertEquals(6, series.covariate(0, 0)); // the mean
        assertEquals("z", series.schema().covariates().get(1).categories().get((int) series.covariate(1, 0)));
    }

    @Test
    void daysThatMoveByAnHourAreToldFromOtherTimesOffTheGrid() {
        String message = String.valueOf(assertThrows(
                        DataException.class,
                        () -> read(
                                "ds,y",
                                "2024-03-29 23:00,1",
                                "2024-03-30 23:00,2",
                                "2024-03-31 22:00,3",
                                "2024-04-01 22:00,3"))
                .getMessage());
        assertTrue(
                message.endsWith("; days that move by an hour when clocks change are those of a zone written in UTC:"
                        + " write their times with a Z and give the --zone"),
                message);
    }

    @Test
    void integersAreAnAxisWithoutDates() {
        Dataset data = read("unique_id,ds,y", "a,1,1", "a,2,2", "a,1000,3");
        assertEquals(Frequency.of(Frequency.Unit.STEP), data.series().schema().frequency());
        assertEquals(1000, data.inMemory().get(0).length());
        assertEquals(
                "10step",
                read("ds,y", "0,1", "10,2", "20,3")
                        .series()
                        .schema()
                        .frequency()
                        .toString());
    }

    @Test
    void theFrequencyStepMakesYearsIntegers() {
        String[] lines = {"ds,y", "1999,1", "2000,2", "2001,3"};
        assertEquals("1999-01-01", read(lines).inMemory().get(0).axis().text(0));
        TimeSeries steps = read(DEFAULTS.withFrequency(Frequency.parse("step")), lines)
                .inMemory()
                .get(0);
        assertEquals("1999", steps.axis().text(0));
        assertTrue(steps.schema().frequency().isInteger());
    }

    @Test
    void aGivenFrequencyIsTaken() {
        Dataset data =
                read(DEFAULTS.withFrequency(Frequency.parse("h")), "ds,y", "2024-01-01 00:00,1", "2024-01-01 02:00,2");
        assertArrayEquals(
                new double[] {1, Double.NaN, 2}, values(data.inMemory().get(0), 0));
        assertEquals("h, as given", data.report().frequency());
        assertEquals(
                1,
                read(DEFAULTS.withFrequency(Frequency.parse("D")), "ds,y", "2024-01-01,1")
                        .inMemory()
                        .get(0)
                        .length());
    }

    @Test
    void seasonsMayBeGiven() {
        Dataset data = read(DEFAULTS.withSeasons(List.of(24, 168)), "ds,y", "1,1", "2,2");
        assertEquals(List.of(24, 168), data.series().schema().seasons());
    }

    @Test
    void longSeriesKeepEveryRow() {
        // More rows than a block of SeriesRows holds, two series taking turns, every tenth row missing.
        var text = new StringBuilder("unique_id,ds,y\n");
        int steps = 50_000;
        for (int step = 0; step < steps; step++) {
            for (String id : new String[] {"a", "b"}) {
                if (step == 0 || step % 10 > 0) {
                    text.append(id)
                            .append(',')
                            .append(step)
                            .append(',')
                            .append(id.equals("a") ? step : -step)
                            .append('\n');
                }
            }
        }
        SeriesSet set =
                read(DEFAULTS, text.toString().getBytes(StandardCharsets.UTF_8)).inMemory();
        for (int step = 0; step < steps; step++) {
            boolean there = step == 0 || step % 10 > 0;
            assertEquals(there ? step : Double.NaN, set.get(0).value(0, step));
            assertEquals(there ? (double) -step : Double.NaN, set.get(1).value(0, step));
        }
    }

    @Test
    void manySeriesAreKeptApart() {
        var text = new StringBuilder("unique_id,ds,y\n");
        for (int step = 0; step < 3; step++) {
            for (int id = 0; id < 5000; id++) {
                text.append('s')
                        .append(id)
                        .append(',')
                        .append(step)
                        .append(',')
                        .append(id * 10 + step)
                        .append('\n');
            }
        }
        SeriesSet set =
                read(DEFAULTS, text.toString().getBytes(StandardCharsets.UTF_8)).inMemory();
        assertEquals(5000, set.size());
        for (int id = 0; id < 5000; id++) {
            assertEquals("s" + id, set.get(id).id());
            assertArrayEquals(new double[] {id * 10, id * 10 + 1, id * 10 + 2}, values(set.get(id), 0));
        }
    }

    private static void assertSame(Dataset expected, Dataset actual) {
        assertEquals(expected.report(), actual.report());
        TimeSeries series = actual.inMemory().get(0);
        assertEquals(expected.inMemory().get(0).id(), series.id());
        assertEquals(expected.inMemory().get(0).axis(), series.axis());
        assertArrayEquals(values(expected.inMemory().get(0), 0), values(series, 0));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void aLongTableMayHaveSeveralChannelsInTheOrderAskedFor() throws IOException {
        Dataset data = CsvText.read(
                TableOptions.defaults().withColumns("shop", "day", List.of("sold", "price")),
                "shop,day,price,sold",
                "a,1,2.5,10",
                "a,2,,11",
                "b,1,3.5,20");
        assertEquals(List.of("sold", "price"), data.series().schema().channels());
        TimeSeries a = data.inMemory().get(0);
        assertEquals(11, a.value(0, 1));
        assertEquals(Double.NaN, a.value(1, 1));
        assertEquals(3.5, data.inMemory().get(1).value(1, 0));
        assertEquals("long, 2 series", data.report().layout());
    }

    @Test
    void aTableWithoutTimesAndNamesHasStepsAndNumberedChannels() {
        Dataset data = CsvText.read(TableOptions.defaults().withoutTimes().withoutHeader(), "0.5;7", "1.5;", ";9");
        assertEquals(List.of("c1", "c2"), data.series().schema().channels());
        TimeSeries series = data.inMemory().get(0);
        assertEquals("3 steps of step from 1 to 3", series.axis().toString());
        assertArrayEquals(new double[] {0.5, 1.5, Double.NaN}, CsvText.values(series, 0));
        assertArrayEquals(new double[] {7, Double.NaN, 9}, CsvText.values(series, 1));
    }

    @Test
    void inALongTableWithoutTimesTheRowsOfEachSeriesAreItsSteps() {
        Dataset data = CsvText.read(
                TableOptions.defaults().withoutTimes(), "unique_id,y", "a,1", "b,10", "a,2", "b,20", "b,30");
        assertArrayEquals(new double[] {1, 2}, CsvText.values(data.inMemory().get(0), 0));
        assertArrayEquals(
                new double[] {10, 20, 30}, CsvText.values(data.inMemory().get(1), 0));
        assertEquals(0, data.report().inserted());
        CsvText.assertRefused(
                "data.csv, line 3, column \"y\": \"x\" is not a number; leave missing values empty, or ignore the column"
                        + " if it is not to be read",
                TableOptions.defaults().withoutTimes(),
                "unique_id,y",
                "a,1",
                "a,x");
    }
}
