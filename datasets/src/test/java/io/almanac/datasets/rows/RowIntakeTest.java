package io.almanac.datasets.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in memory and on disk give the same series. */
class RowIntakeTest {

    private static final List<String> LONG = List.of("unique_id", "ds", "y");

    /** Rows of 60 series of 1 to 80 days, with gaps and missing values. */
    private static List<List<String>> days(long seed) {
        var random = new Random(seed);
        List<List<String>> rows = new ArrayList<>();
        for (int series = 0; series < 60; series++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(30));
            for (int step = random.nextInt(80); step >= 0; step--) {
                String value = random.nextInt(10) == 0 ? "" : String.valueOf(random.nextGaussian() * 1e3);
                rows.add(List.of("s" + series, day.toString(), value));
                day = day.plusDays(random.nextInt(20) == 0 ? 3 : 1);
            }
        }
        return rows;
    }

    private static Dataset read(List<String> columns, List<List<String>> rows, TableOptions options, long memory)
            throws IOException {
        var intake = new RowIntake(Origin.ofLines("data.csv"), options, "data", memory);
        intake.columns(columns, "data.csv, line 1");
        int line = 2;
        for (List<String> row : rows) {
            intake.begin(line++);
            for (int column = 0; column < row.size(); column++) {
                char[] text = row.get(column).toCharArray();
                intake.text(column, text, 0, text.length);
            }
            intake.end();
        }
        return intake.dataset();
    }

    private static List<String> ids(Dataset data) {
        try (Stream<TimeSeries> series = data.series().stream()) {
            return series.map(TimeSeries::id).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 20_000})
    void seriesFromDiskAreThoseFromMemoryWhateverTheOrderOfTheRows(long memory) throws IOException {
        TableOptions options = TableOptions.defaults().withFrequency(Frequency.parse("D"));
        for (long seed = 1; seed <= 5; seed++) {
            List<List<String>> rows = days(seed);
            for (String order : List.of("by series", "mixed")) {
                if (order.equals("mixed")) {
                    Collections.shuffle(rows, new Random(seed));
                }
                Dataset there = read(LONG, rows, options, Long.MAX_VALUE);
                Dataset spilled = read(LONG, rows, options, memory);
                assertInstanceOf(SeriesSet.class, there.series());
                assertInstanceOf(TableSeries.class, spilled.series());
                assertEquals(ids(there), ids(spilled));
                assertEquals(DataHash.of(there.series()), DataHash.of(spilled.series()), order);
                assertEquals(DataHash.of(there.series()), DataHash.of(spilled.series()), "the second time");
                assertEquals(there.report(), spilled.report());
            }
        }
    }

    @Test
    void covariatesVintagesAndStaticValuesGoToDiskToo() throws IOException {
        var random = new Random(7);
        List<String> columns = List.of("unique_id", "ds", "issued_at", "y", "temp", "store");
        List<List<String>> rows = new ArrayList<>();
        for (int series = 0; series < 20; series++) {
            for (int day = 1; day <= 20; day++) {
                String time = LocalDate.of(2024, 3, day).toString();
                String store = random.nextBoolean() ? "" : series % 2 == 0 ? "north" : "south";
                rows.add(List.of("s" + series, time, "", String.valueOf(random.nextInt(100)), "", store));
                for (int version = 2; version >= 1; version--) {
                    String issued = LocalDate.of(2024, 3, day).minusDays(version) + " 09:00";
                    rows.add(List.of("s" + series, time, issued, "", String.valueOf(random.nextInt(30)), ""));
                }
            }
        }
        TableOptions options = TableOptions.defaults()
                .withCovariates(CovariateOptions.none()
                        .with(Covariate.Kind.FUTURE, List.of("temp"))
                        .with(Covariate.Kind.STATIC, List.of("store")));
        Collections.shuffle(rows, new Random(3));
        Dataset there = read(columns, rows, options, Long.MAX_VALUE);
        Dataset spilled = read(columns, rows, options, 2_000);
        assertInstanceOf(TableSeries.class, spilled.series());
        assertEquals(DataHash.of(there.series()), DataHash.of(spilled.series()));
        assertEquals(there.report(), spilled.report());
        assertEquals("20", String.valueOf(spilled.inMemory().size()));
    }

    @Test
    void hoursWithOffsetsGoToDiskToo() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int series = 0; series < 10; series++) {
            for (int hour = 0; hour < 24; hour++) {
                rows.add(List.of(
                        "s" + series,
                        String.format("2024-10-27T%02d:00%s", hour, hour < 3 ? "+02:00" : "+01:00"),
                        "1"));
            }
        }
        rows.removeIf(row -> row.get(1).contains("T02:00+02:00"));
        Collections.shuffle(rows, new Random(5));
        Dataset there = read(LONG, rows, TableOptions.defaults(), Long.MAX_VALUE);
        Dataset spilled = read(LONG, rows, TableOptions.defaults(), 500);
        assertEquals(DataHash.of(there.series()), DataHash.of(spilled.series()));
        assertEquals(there.report(), spilled.report());
    }

    @Test
    void twoStreamsOfOneTableDoNotDisturbEachOther() throws IOException {
        Dataset spilled = read(LONG, days(9), TableOptions.defaults(), 1_000);
        try (Stream<TimeSeries> one = spilled.series().stream();
                Stream<TimeSeries> other = spilled.series().stream()) {
            var first = one.iterator();
            var second = other.iterator();
            while (first.hasNext()) {
                assertEquals(DataHash.of(SeriesSet.of(first.next())), DataHash.of(SeriesSet.of(second.next())));
            }
        }
    }

    @Test
    void aFieldThatIsNotGivenIsMissing() throws IOException {
        var intake = new RowIntake(Origin.ofRows("query"), TableOptions.defaults(), "query");
        intake.columns(List.of("ds", "a", "b"), 0);
        for (int row = 1; row <= 3; row++) {
            intake.begin(row);
            intake.number(0, row);
            intake.number(row == 2 ? 1 : 2, 10 * row);
            intake.end();
        }
        TimeSeries series = intake.dataset().inMemory().get(0);
        assertEquals(Double.NaN, series.value(0, 0));
        assertEquals(20, series.value(0, 1));
        assertEquals(30, series.value(1, 2));
        intake.begin(4);
        intake.number(1, 1);
        DataException e = assertThrows(DataException.class, intake::end);
        assertEquals(DataError.MISSING_TIME, e.error());
        assertEquals("query, row 4, column \"ds\": the time is missing", e.getMessage());
    }
}
