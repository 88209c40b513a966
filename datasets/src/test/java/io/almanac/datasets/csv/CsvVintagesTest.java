package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.assertRefused;
import static io.almanac.datasets.csv.CsvText.read;
import static io.almanac.datasets.csv.CsvText.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.DataReport;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.CovariateOptions;
import io.almanac.datasets.rows.TableOptions;
import io.almanac.datasets.rows.TimeParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvVintagesTest {

    private static final double NAN = Double.NaN;
    private static final CovariateOptions TEMP = CovariateOptions.none().with(Covariate.Kind.FUTURE, List.of("temp"));
    private static final TableOptions OPTIONS = TableOptions.defaults().withCovariates(TEMP);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String HEADER = "unique_id,ds,issued_at,y,temp";

    /** Days, of which the weather was forecast at midnight two days before and again at noon of the day before. */
    private static final String[] TABLE = {
        HEADER,
        "a,2024-05-01,,1,",
        "a,2024-05-02,,2,",
        "a,2024-05-03,,3,",
        "a,2024-05-03,2024-05-01 00:00,,30",
        "a,2024-05-03,2024-05-02 12:00,,31",
        "a,2024-05-04,2024-05-02,,40",
        "a,2024-05-04,2024-05-03 12:00,,41",
        "a,2024-05-05,2024-05-03 00:00:00,,50"
    };

    @Test
    void aFoldSeesWhatWasIssuedByTheEndOfItsLastStep() {
        TimeSeries a = read(OPTIONS, TABLE).inMemory().get(0);
        assertArrayEquals(new double[] {1, 2, 3}, values(a, 0));
        assertEquals(2, a.ahead());
        // The first day ends at 2024-05-02T00:00; what was issued at that moment counts.
        TimeSeries first = a.asOf(1, 4);
        assertEquals(3, first.ahead());
        assertEquals(NAN, first.covariate(0, 1));
        assertEquals(30, first.covariate(0, 2));
        assertEquals(40, first.covariate(0, 3));
        TimeSeries second = a.asOf(2, 3);
        assertEquals(31, second.covariate(0, 2));
        assertEquals(40, second.covariate(0, 3));
        assertEquals(50, second.covariate(0, 4));
        assertEquals(41, a.asOf(3, 2).covariate(0, 3));
        assertEquals(31, a.asOf(3, 2).covariate(0, 2), "of the past, too, the newest that was known");
    }

    @Test
    void aDelayMakesFewerThingsKnown() {
        TimeSeries second = read(OPTIONS.withCovariates(TEMP.withDelay(Duration.ofHours(12))), TABLE)
                .inMemory()
                .get(0);
        // 2024-05-02T12:00 and 12 hours are the end of the second day; one moment more is too late.
        assertEquals(31, second.asOf(2, 3).covariate(0, 2));
        assertEquals(40, second.asOf(2, 3).covariate(0, 3));
        assertEquals(2, second.asOf(2, 3).ahead(), "the 5th was issued at the end of the second day");
        TimeSeries later = read(
                        OPTIONS.withCovariates(
                                TEMP.withDelay(Duration.ofHours(12).plusNanos(1))),
                        TABLE)
                .inMemory()
                .get(0);
        assertEquals(30, later.asOf(2, 3).covariate(0, 2));
    }

    @Test
    void theExampleOfTheDocumentation() { // docs/covariates.md
        String[] table = {
            "unique_id,ds,issued_at,y,temp",
            "a,2024-05-01,,120,",
            "a,2024-05-02,,131,",
            "a,2024-05-02,2024-04-30 09:00,,17",
            "a,2024-05-02,2024-05-01 09:00,,19",
            "a,2024-05-03,2024-05-02 09:00,,21"
        };
        TimeSeries a = read(OPTIONS, table).inMemory().get(0);
        assertEquals(1, a.asOf(1, 2).ahead());
        assertEquals(19, a.asOf(1, 2).covariate(0, 1));
        assertEquals(19, a.asOf(2, 1).covariate(0, 1));
        assertEquals(21, a.asOf(2, 1).covariate(0, 2));
        TimeSeries late = read(OPTIONS.withCovariates(TEMP.withDelay(Duration.ofHours(16))), table)
                .inMemory()
                .get(0);
        assertEquals(1, late.asOf(1, 2).ahead());
        assertEquals(17, late.asOf(1, 2).covariate(0, 1));
    }

    @Test
    void theReportTellsOfIssueTimes() {
        var report = read(OPTIONS.withCovariates(TEMP.withDelay(Duration.ofHours(2))), TABLE)
                .report();
        assertEquals(
                Optional.of(new DataReport.Vintages(5, "2024-05-01T00:00:00", "2024-05-03T12:00:00", "PT2H", "last")),
                report.vintages());
        assertEquals(8, report.rows());
        assertEquals("2024-05-03", report.last());
        assertEquals(
                List.of(FindingKind.MISSING_COVARIATE_VALUES.finding(
                        "missing values of temp", 2, "series a, 2024-05-01", "left missing")),
                report.findings());
        assertEquals(
                FindingKind.VALUES_WITHOUT_ISSUE_TIME.finding(
                        "values of temp without an issue time", 2, "series a, line 2", "taken as known from the start"),
                read(OPTIONS, HEADER, "a,1,,1,1", "a,2,,2,2", "a,2,2,,3")
                        .report()
                        .findings()
                        .get(0));
    }

    @Test
    void valuesOfYMayBeRevised() {
        String[] table = {
            "unique_id,ds,y,issued_at",
            "a,2024-01,10,2024-02-15",
            "a,2024-02,20,2024-03-15",
            "a,2024-03,30,2024-04-15",
            "a,2024-01,11,2024-03-15",
            "a,2024-02,21,2024-04-15",
            "a,2024-01,12,2024-04-15"
        };
        TimeSeries last = read(table).inMemory().get(0);
        assertArrayEquals(new double[] {12, 21, 30}, values(last, 0));
        assertArrayEquals(new double[] {NAN}, values(last.asOf(1, 0), 0));
        assertArrayEquals(new double[] {10, NAN}, values(last.asOf(2, 0), 0));
        assertArrayEquals(new double[] {11, 20, NAN}, values(last.asOf(3, 0), 0));
        var firstOnly = CovariateOptions.none().withActual(CovariateOptions.Vintage.FIRST);
        TimeSeries first = read(TableOptions.defaults().withCovariates(firstOnly), table)
                .inMemory()
                .get(0);
        assertArrayEquals(new double[] {10, 20, 30}, values(first, 0));
        assertArrayEquals(new double[] {11, 20, NAN}, values(first.asOf(3, 0), 0), "histories are the same");
    }

    @Test
    void aRowThatSaysNothingOfAColumnTakesNothingBack() {
        TimeSeries a = read(OPTIONS, HEADER, "a,1,1,1,10", "a,1,2,,", "a,1,3,5,", "a,2,1,2,20", "a,3,4,3,30")
                .inMemory()
                .get(0);
        assertArrayEquals(new double[] {5, 2, 3}, values(a, 0));
        assertEquals(10, a.asOf(3, 0).covariate(0, 0));
        assertEquals(1, a.asOf(1, 2).value(0, 0), "the first step ends at 2");
        assertEquals(5, a.asOf(2, 1).value(0, 0));
    }

    @Test
    void aTableWithoutVersionsIsReadAsIfItHadNoIssueTimes() {
        Dataset plain = read("unique_id,ds,y", "a,1,1", "a,2,2", "a,3,3");
        Dataset issued = read("unique_id,ds,y,issued_at", "a,1,1,", "a,2,2,2", "a,3,3,4");
        assertEquals(DataHash.of(plain.series()), DataHash.of(issued.series()), "all were there when a step ended");
        assertNotEquals(
                DataHash.of(plain.series()),
                DataHash.of(read("unique_id,ds,y,issued_at", "a,1,1,", "a,2,2,4", "a,3,3,4")
                        .series()));
    }

    @Test
    void theColumnOfIssueTimesMayHaveAnotherNameOrBeIgnored() {
        TableOptions published =
                TableOptions.defaults().withCovariates(CovariateOptions.none().withIssuedAt("published"));
        String[] table = {"unique_id,ds,published,y", "a,1,3,1", "a,2,3,2", "a,3,3,3"};
        assertEquals(NAN, read(published, table).inMemory().get(0).asOf(1, 0).value(0, 0));
        table[0] = "unique_id,ds,issued_at,y";
        assertEquals(NAN, read(table).inMemory().get(0).asOf(1, 0).value(0, 0));
        Dataset ignored = read(TableOptions.defaults().withIgnore(List.of("issued_at")), table);
        assertEquals(1, ignored.inMemory().get(0).asOf(1, 0).value(0, 0));
        assertEquals(Optional.empty(), ignored.report().vintages());
        TimeSeries wide =
                read("issued_at,ds,u,v", "9,1,1,2", "1,2,3,4").inMemory().get(0);
        assertEquals(List.of("u", "v"), wide.schema().channels());
        assertArrayEquals(new double[] {NAN, 4}, values(wide.asOf(2, 0), 1));
    }

    @Test
    void categoriesHaveVintagesToo() {
        TimeSeries a = read(OPTIONS, HEADER, "a,1,,1,", "a,2,,2,", "a,3,1,3,rain", "a,3,3,,dry")
                .inMemory()
                .get(0);
        assertEquals(1, a.asOf(1, 2).covariate(0, 2));
        assertEquals(0, a.asOf(2, 1).covariate(0, 2));
    }

    @Test
    void anHourThatTheClockRepeatsIsFoundInEachVintage() {
        // In Berlin 2024-10-27T02:00 came twice, at 00:00Z and 01:00Z.
        TimeSeries a = read(
                        OPTIONS.withZone(BERLIN),
                        HEADER,
                        "a,2024-10-27 01:00,,1,",
                        "a,2024-10-27 02:00,,2,",
                        "a,2024-10-27 02:00,,3,",
                        "a,2024-10-27 03:00,,4,",
                        "a,2024-10-27 02:00,2024-10-26 22:00,,10",
                        "a,2024-10-27 02:00,2024-10-26 22:00,,11",
                        "a,2024-10-27 02:00,2024-10-26 23:00,,20",
                        "a,2024-10-27 02:00,2024-10-26 23:00,,21",
                        "a,2024-10-27 03:00,2024-10-27 02:00,,33")
                .inMemory()
                .get(0);
        assertArrayEquals(new double[] {1, 2, 3, 4}, values(a, 0));
        assertEquals(20, a.covariate(0, 1));
        assertEquals(21, a.covariate(0, 2));
        // Issued at the repeated 02:00: taken for the later one, 01:00Z, where the second step ends.
        assertEquals(2, a.asOf(1, 3).ahead(), "the first step ends at 00:00Z");
        assertEquals(33, a.asOf(2, 2).covariate(0, 3));
    }

    /** An axis to try: texts of steps, their ends, and issue times. */
    private record Calendar(
            String name,
            TableOptions options,
            IntFunction<String> step,
            IntFunction<Long> start,
            LongFunction<String> issue,
            boolean delays) {}

    private static List<Calendar> calendars() {
        Instant spring = Instant.parse("2024-03-30T20:00:00Z"); // clocks went on at 2024-03-31T01:00Z
        LocalDateTime month = LocalDateTime.parse("2023-11-30T00:00");
        LocalDateTime day = LocalDateTime.parse("2024-10-25T00:00"); // clocks went back on 2024-10-27
        LongFunction<String> local =
                time -> LocalDateTime.ofEpochSecond(time, 0, ZoneOffset.UTC).toString();
        LongFunction<String> withOffset = time ->
                OffsetDateTime.ofInstant(Instant.ofEpochSecond(time), BERLIN).toString();
        return List.of(
                new Calendar("integers", OPTIONS, Integer::toString, step -> (long) step, Long::toString, false),
                new Calendar(
                        "months",
                        OPTIONS,
                        step -> month.plusMonths(step).toLocalDate().toString(),
                        step -> month.plusMonths(step).toEpochSecond(ZoneOffset.UTC),
                        local,
                        true),
                new Calendar(
                        "hours of Berlin",
                        OPTIONS.withZone(BERLIN),
                        step -> withOffset.apply(spring.getEpochSecond() + 3600L * step),
                        step -> spring.getEpochSecond() + 3600L * step,
                        withOffset,
                        true),
                new Calendar(
                        "hours with offsets",
                        OPTIONS,
                        step -> withOffset.apply(spring.getEpochSecond() + 3600L * step),
                        step -> spring.getEpochSecond() + 3600L * step,
                        time -> Instant.ofEpochSecond(time).toString(),
                        true),
                new Calendar(
                        "days of Berlin",
                        OPTIONS.withZone(BERLIN).withFrequency(Frequency.parse("D")),
                        step -> day.plusDays(step).toString(),
                        step -> day.plusDays(step).atZone(BERLIN).toEpochSecond(),
                        withOffset,
                        true));
    }

    /** A row, with the seconds or the integer of its issue time. */
    private record Row(int step, long issued, double y, double temp) {}

    @Test
    void theNewestKnownVersionIsWhatAPlainLoopFinds() {
        for (Calendar calendar : calendars()) {
            for (int seed = 0; seed < 20; seed++) {
                var random = new Random(seed);
                int length = random.nextInt(3, 12);
                int ahead = random.nextInt(3);
                long delay = calendar.delays() && seed % 2 == 1 ? random.nextInt(7200) : 0;
                List<Row> rows = rows(random, calendar, length, ahead, delay);
                List<String> lines = new ArrayList<>();
                for (Row row : rows) {
                    lines.add("a," + calendar.step().apply(row.step()) + ","
                            + (row.issued() == Long.MIN_VALUE
                                    ? ""
                                    : calendar.issue().apply(row.issued()))
                            + "," + text(row.y()) + "," + text(row.temp()));
                }
                Collections.shuffle(lines, random);
                lines.add(0, HEADER);
                TableOptions options = calendar.options().withCovariates(TEMP.withDelay(Duration.ofSeconds(delay)));
                TimeSeries series =
                        read(options, lines.toArray(String[]::new)).inMemory().get(0);
                String what = calendar.name() + ", seed " + seed;
                assertEquals(length, series.length(), what);
                for (int observed = 0; observed <= length; observed++) {
                    TimeSeries view = series.asOf(observed, length + series.ahead() - observed);
                    long end = calendar.start().apply(observed) - delay;
                    for (int step = 0; step < length + series.ahead(); step++) {
                        double temp = newest(rows, step, end, false);
                        if (step < observed) {
                            assertEquals(newest(rows, step, end, true), view.value(0, step), what);
                        }
                        if (step < observed + view.ahead()) {
                            assertEquals(temp, view.covariate(0, step), what);
                        } else {
                            assertEquals(NAN, temp, what + ": ahead ends too early");
                        }
                    }
                }
                assertEquals(newest(rows, 0, Long.MAX_VALUE, true), series.value(0, 0), what);
            }
        }
    }

    private static List<Row> rows(Random random, Calendar calendar, int length, int ahead, long delay) {
        List<Row> rows = new ArrayList<>();
        var keys = new HashSet<List<Long>>();
        for (int step = 0; step < length + ahead; step++) {
            // Always known, so that the series has all its steps, and no y after the last of them.
            boolean observed = step < length;
            rows.add(new Row(step, Long.MIN_VALUE, observed ? step : NAN, observed && random.nextBoolean() ? NAN : 9));
        }
        for (int i = random.nextInt(60); i > 0; i--) {
            int step = random.nextInt(length + ahead);
            long issued = calendar.start().apply(random.nextInt(length + 2)) - delay + random.nextInt(-1, 2);
            if (keys.add(List.of((long) step, issued))) {
                double y = step < length && random.nextBoolean() ? random.nextInt(100) : NAN;
                rows.add(new Row(step, issued, y, random.nextInt(100)));
            }
        }
        return rows;
    }

    private static double newest(List<Row> rows, int step, long end, boolean y) {
        double value = NAN;
        long best = Long.MIN_VALUE;
        for (Row row : rows) {
            double its = y ? row.y() : row.temp();
            if (row.step() == step && row.issued() <= end && row.issued() >= best && !Double.isNaN(its)) {
                value = its;
                best = row.issued();
            }
        }
        return value;
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    @Test
    void laterVintagesChangeNothingOfAnEarlierView() {
        String[] changed = TABLE.clone();
        changed[5] = "a,2024-05-03,2024-05-02 12:00,,99";
        changed[7] = "a,2024-05-04,2024-05-03 12:00,8,98";
        changed[8] = "a,2024-05-05,2024-06-03 00:00:00,,97";
        TimeSeries before = read(OPTIONS, TABLE).inMemory().get(0).asOf(1, 3);
        TimeSeries after = read(OPTIONS, changed).inMemory().get(0).asOf(1, 3);
        // The full series has steps that the view does not see; what is left of it is the same.
        assertEquals(hash(before.asOf(1, 3)), hash(after.asOf(1, 3)));
        changed[4] = "a,2024-05-03,2024-05-01 00:00,,96";
        assertNotEquals(
                hash(before), hash(read(OPTIONS, changed).inMemory().get(0).asOf(1, 3)));
    }

    @Test
    void gzipMakesNoDifference() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write((String.join("\n", TABLE) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                DataHash.of(read(OPTIONS, TABLE).series()),
                DataHash.of(read(OPTIONS, out.toByteArray()).series()));
    }

    @Test
    void issueTimesThatAreNone() {
        assertRefused(
                "data.csv, line 2, column \"issued_at\": \"soon\" is not a time; times are written " + TimeParser.FORMS,
                OPTIONS,
                HEADER,
                "a,2024-05-01,soon,1,1");
        assertRefused(
                "data.csv, line 3, column \"issued_at\": \"2024-05-01\" is not an integer, as the first time of the file is",
                OPTIONS,
                HEADER,
                "a,1,1,1,1",
                "a,2,2024-05-01,1,1");
        assertRefused(
                "data.csv, line 2, column \"issued_at\": \"2024-05-01T00:00Z\" has an offset, the times of the rows have"
                        + " none; give the zone of the times",
                OPTIONS,
                HEADER,
                "a,2024-05-01,2024-05-01T00:00Z,1,1");
        assertRefused(
                "data.csv, line 2, column \"issued_at\": \"2024-05-01T00:00\" has no offset, the times of the rows have"
                        + " one; give the zone of the times",
                OPTIONS,
                HEADER,
                "a,2024-05-01T00:00+02:00,2024-05-01T00:00,1,1");
        assertRefused(
                "data.csv, line 2, column \"issued_at\": \"2024-03-31T02:30\" is a time that clocks in Europe/Berlin"
                        + " skipped",
                OPTIONS.withZone(BERLIN),
                HEADER,
                "a,2024-04-01,2024-03-31T02:30,1,1");
        assertRefused(
                "data.csv: the times are local dates of many zones at the frequency D, so issue times can't be compared"
                        + " with them; give the zone",
                OPTIONS,
                HEADER,
                "a,2024-05-01T00:00+02:00,2024-05-01T00:00+01:00,1,1",
                "a,2024-05-02T00:00+02:00,2024-05-01T00:00+01:00,1,1");
    }

    @Test
    void aFractionOfASecondIsAWholeOne() {
        TimeSeries a = read(
                        OPTIONS,
                        HEADER,
                        "a,2024-05-01,,1,",
                        "a,2024-05-02,2024-05-02 00:00:00.000,,1",
                        "a,2024-05-02,2024-05-02 00:00:00.001,2,2")
                .inMemory()
                .get(0);
        assertEquals(1, a.asOf(1, 1).covariate(0, 1));
        assertEquals(2, a.covariate(0, 1));
    }

    @Test
    void twoRowsOfOneTimeAndOneIssueTime() {
        assertRefused(
                "data.csv, lines 3 and 5: two rows of series a have the time 2024-05-02 and the issue time"
                        + " 2024-05-01T00:00:00; keep one of them, or say by --duplicates how they are joined",
                OPTIONS,
                HEADER,
                "a,2024-05-01,,1,",
                "a,2024-05-02,2024-05-01,2,1",
                "a,2024-05-02,2024-05-01 01:00,2,1",
                "a,2024-05-02,2024-05-01 00:00,2,1");
        assertRefused(
                "data.csv, lines 2 and 3: two rows of series a have the time 1 and no issue time; keep one of them, or say by --duplicates how they are joined",
                OPTIONS,
                HEADER,
                "a,1,,1,",
                "a,1,,2,",
                "a,2,,2,");
    }

    @Test
    void optionsThatNeedAnIssueTime() {
        assertRefused(
                "data.csv, line 1: a delay was given, but there is no column of issue times; the columns are unique_id, ds,"
                        + " y, temp",
                OPTIONS.withCovariates(TEMP.withDelay(Duration.ofHours(1))),
                "unique_id,ds,y,temp",
                "a,1,1,1");
        assertRefused(
                "data.csv: a delay of PT1H needs times, and the times of this file are integers",
                OPTIONS.withCovariates(TEMP.withDelay(Duration.ofHours(1))),
                HEADER,
                "a,1,1,1,1",
                "a,2,1,1,1");
        assertRefused(
                "data.csv, line 1: there is no column \"when\" (issue times); the columns are unique_id, ds, y, temp",
                OPTIONS.withCovariates(TEMP.withIssuedAt("when")),
                "unique_id,ds,y,temp",
                "a,1,1,1");
        assertRefused(
                "data.csv, line 1: column \"y\" can't hold issue times and something else",
                TableOptions.defaults().withCovariates(CovariateOptions.none().withIssuedAt("y")),
                "unique_id,ds,y",
                "a,1,1");
    }

    private static String hash(TimeSeries series) {
        return DataHash.of(SeriesSet.of(series));
    }
}
