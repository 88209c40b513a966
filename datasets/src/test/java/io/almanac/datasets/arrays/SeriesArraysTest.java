package io.almanac.datasets.arrays;

import static io.almanac.datasets.Refused.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.DataError;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.TableOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesArraysTest {

    private static final double[] THREE = {1, 2, 3};

    @Test
    void daysInAnyOrderMakeStepsAndGapsAreReported() {
        LocalDate[] days = {LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 4)};
        Dataset data = new SeriesArrays().add("berlin", days, THREE).dataset();
        TimeSeries series = data.inMemory().get(0);
        assertEquals("4 steps of D from 2024-01-01 to 2024-01-04", series.axis().toString());
        assertEquals(2, series.value(0, 0));
        assertTrue(Double.isNaN(series.value(0, 2)));
        assertEquals(1, data.report().inserted());
        assertEquals(
                "series berlin, berlin, row 2: 2024-01-01 follows 2024-01-02",
                data.report().findings().stream()
                        .filter(finding -> finding.code().equals("rows-out-of-order"))
                        .findFirst()
                        .orElseThrow()
                        .example());
    }

    @Test
    void instantsTimesAndPositionsAreTimes() {
        Instant[] instants = {
            Instant.parse("2024-03-31T00:00:00Z"),
            Instant.parse("2024-03-31T01:00:00Z"),
            Instant.parse("2024-03-31T02:00:00Z")
        };
        TableOptions berlin = TableOptions.defaults().withZone(ZoneId.of("Europe/Berlin"));
        assertEquals(
                "3 steps of h from 2024-03-31T01:00:00+01:00 to 2024-03-31T04:00:00+02:00",
                new SeriesArrays(berlin)
                        .add("a", instants, THREE)
                        .dataset()
                        .inMemory()
                        .get(0)
                        .axis()
                        .toString());
        LocalDateTime start = LocalDateTime.parse("2024-01-01T00:30");
        LocalDateTime[] times = {start, start.plusMinutes(30), start.plusMinutes(60)};
        Dataset two =
                new SeriesArrays().add("a", times, THREE).add("b", times, THREE).dataset();
        assertEquals("30min", two.series().schema().frequency().toString());
        assertEquals(2, two.report().series());
        assertEquals(
                "3 steps of step from 7 to 9",
                new SeriesArrays()
                        .add("a", new long[] {7, 8, 9}, THREE)
                        .dataset()
                        .inMemory()
                        .get(0)
                        .axis()
                        .toString());
    }

    @Test
    void whatIsWrongIsNamed() {
        LocalDate day = LocalDate.of(2024, 1, 1);
        LocalDate[] days = {day, day.plusDays(1), day.plusDays(1)};
        assertRefused(
                DataError.REPEATED_TIME,
                "a, rows 2 and 3: two rows of series a have the time 2024-01-02…",
                () -> new SeriesArrays().add("a", days, THREE).dataset());
        assertRefused(
                DataError.INFINITE_NUMBER,
                "a, row 1, column \"y\": \"Infinity\" is infinite; leave missing values empty",
                () -> new SeriesArrays().add("a", new LocalDate[] {day}, new double[] {Double.POSITIVE_INFINITY}));
        assertRefused(
                DataError.BAD_TIME,
                "b, row 1, column \"ds\": \"5\" is an integer, and the times are dates",
                () -> new SeriesArrays().add("a", days, THREE).add("b", new long[] {5}, new double[] {1}));
        assertRefused(
                DataError.BAD_TIME,
                "b, row 1, column \"ds\": \"2024-01-01T00:00\" is a date, and the times are integers",
                () -> new SeriesArrays()
                        .add("a", new long[] {5}, new double[] {1})
                        .add("b", new LocalDate[] {day}, new double[] {1}));
        assertRefused(
                DataError.BAD_TIME,
                "a, row 1, column \"ds\": \"1970-01-01T00:00:00.001Z\" has a fraction of a second, and the finest step is a"
                        + " second",
                () -> new SeriesArrays().add("a", new Instant[] {Instant.ofEpochMilli(1)}, new double[] {1}));
        assertEquals(
                "series a: there must be a time for each value, were 1 times and 3 values",
                assertThrows(IllegalArgumentException.class, () -> new SeriesArrays().add("a", new long[] {1}, THREE))
                        .getMessage());
    }

    @Test
    void seriesThatAreThereHaveAReportToo() {
        TimeSeries sales = TimeSeries.of(
                "sales", Frequency.parse("M"), LocalDate.of(2024, 1, 1).atStartOfDay(), 5, Double.NaN, 7);
        assertEquals("3 steps of M from 2024-01-01 to 2024-03-01", sales.axis().toString());
        assertEquals(Schema.univariate(Frequency.parse("M")), sales.schema());
        Dataset data = Dataset.of("memory", SeriesSet.of(sales));
        assertEquals("1 series, 1 channel", data.report().layout());
        assertEquals("M, as given", data.report().frequency());
        assertEquals(3, data.report().rows());
        assertEquals(1, data.report().missing());
        assertEquals(
                "memory must have a series, has none",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.of("memory", SeriesSet.of(sales.schema(), List.of())))
                        .getMessage());
    }
}
