package io.almanac.datasets.csv;

import static io.almanac.datasets.csv.CsvText.assertRefused;
import static io.almanac.datasets.csv.CsvText.read;
import static io.almanac.datasets.csv.CsvText.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.FindingKind;
import io.almanac.datasets.rows.TableOptions;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In Europe/Berlin clocks went on from 2024-03-31T02:00 to 03:00 and back from 2024-10-27T03:00 to 02:00. */
class CsvZonesTest {

    private static final TableOptions BERLIN = TableOptions.defaults().withZone(ZoneId.of("Europe/Berlin"));

    @Test
    void hoursGoOnThroughTheSpringGap() {
        Dataset data = read(
                BERLIN, "ds,y", "2024-03-31 00:00,0", "2024-03-31 01:00,1", "2024-03-31 03:00,3", "2024-03-31 04:00,4");
        assertArrayEquals(new double[] {0, 1, 3, 4}, values(data.inMemory().get(0), 0));
        assertEquals("2024-03-31T03:00:00+02:00", data.inMemory().get(0).axis().text(2));
        assertEquals(List.of(), data.report().findings());
    }

    @Test
    void anHourThatTheClockSkippedIsRefused() {
        assertRefused(
                "data.csv, line 4, column \"ds\": clocks in Europe/Berlin skipped 2024-03-31T02:00:00; give the zone of the"
                        + " times, or none if they are not local",
                BERLIN,
                "ds,y",
                "2024-03-31 00:00,0",
                "2024-03-31 01:00,1",
                "2024-03-31 02:00,2");
    }

    @Test
    void theHourThatAutumnRepeatsIsReadTwice() {
        Dataset data = read(
                BERLIN,
                "ds,y",
                "2024-10-27 01:00,1",
                "2024-10-27 02:00,2",
                "2024-10-27 02:00,2.5",
                "2024-10-27 03:00,3");
        TimeSeries series = data.inMemory().get(0);
        assertArrayEquals(new double[] {1, 2, 2.5, 3}, values(series, 0));
        assertEquals("2024-10-27T02:00:00+02:00", series.axis().text(1));
        assertEquals("2024-10-27T02:00:00+01:00", series.axis().text(2));
        assertEquals(
                List.of(FindingKind.REPEATED_HOURS.finding(
                        FindingKind.REPEATED_HOURS.text(),
                        1,
                        "in Europe/Berlin",
                        "the first row of a time taken for the earlier, the second for the later")),
                data.report().findings());
        assertRefused(
                "data.csv, lines 4 and 5: two rows of series data.csv have the time 2024-10-27T02:00:00+01:00; keep one of"
                        + " them, or say by --duplicates how they are joined; where clocks were put back, give the --zone of"
                        + " the times",
                BERLIN,
                "ds,y",
                "2024-10-27 01:00,1",
                "2024-10-27 02:00,2",
                "2024-10-27 02:00,2",
                "2024-10-27 02:00,2",
                "2024-10-27 03:00,3");
    }

    @Test
    void quarterHoursOfAWholeYearHaveNoGap() {
        // Every local quarter hour of 2024 as an axis in the zone prints it, without the offset.
        var axis = io.almanac.core.series.TimeAxis.of(
                Frequency.parse("15min"),
                LocalDateTime.parse("2024-01-01T00:00").atZone(ZoneId.of("Europe/Berlin")),
                366 * 96);
        var text = new StringBuilder("ds,y\n");
        for (int step = 0; step < axis.length(); step++) {
            text.append(axis.time(step)).append(',').append(step).append('\n');
        }
        Dataset data = read(BERLIN, text.toString().getBytes(StandardCharsets.UTF_8));
        assertEquals(axis, data.inMemory().get(0).axis());
        assertEquals(0, data.report().inserted());
        assertEquals(4, data.report().findings().get(0).count());
        assertEquals(366 * 96 - 1, data.inMemory().get(0).value(0, 366 * 96 - 1));
    }

    @Test
    void daysInAZoneAreLocalDays() {
        Dataset data = read(BERLIN, "ds,y", "2024-03-30,1", "2024-03-31,2", "2024-04-01,3");
        TimeSeries series = data.inMemory().get(0);
        assertEquals("D", series.schema().frequency().toString());
        assertEquals("2024-04-01", series.axis().text(2));
        assertEquals(23 * 3600, series.axis().instant(2) - series.axis().instant(1));
    }

    @Test
    void hoursWithOffsetsAreKeptInUtc() {
        Dataset data = read("ds,y", "2024-10-27T02:00+02:00,1", "2024-10-27T02:00+01:00,2", "2024-10-27T03:00+01:00,3");
        assertEquals("2024-10-27T00:00:00Z", data.inMemory().get(0).axis().text(0));
        assertArrayEquals(new double[] {1, 2, 3}, values(data.inMemory().get(0), 0));
        assertEquals(
                List.of(FindingKind.TIMES_WITH_AN_OFFSET.finding(
                        FindingKind.TIMES_WITH_AN_OFFSET.text(),
                        3,
                        "line 2",
                        "kept in UTC; give a zone for local days")),
                data.report().findings());
    }

    @Test
    void daysWithOffsetsAreKeptAsLocalDates() {
        Dataset data = read("ds,y", "2024-03-30T00:00+01:00,1", "2024-03-31T00:00+01:00,2", "2024-04-01T00:00+02:00,3");
        assertEquals("2024-04-01", data.inMemory().get(0).axis().text(2));
        assertEquals(
                "kept as local dates, without the offset",
                data.report().findings().get(0).action());
    }

    @Test
    void offsetsAndAZoneGiveTimesOfTheZone() {
        // 22:00Z and 23:00Z are midnights of Berlin.
        Dataset days = read(BERLIN, "ds,y", "2024-03-29T23:00Z,1", "2024-03-30T23:00Z,2", "2024-03-31T22:00Z,3");
        assertEquals("D", days.series().schema().frequency().toString());
        assertEquals("2024-04-01", days.inMemory().get(0).axis().text(2));
        Dataset hours = read(BERLIN, "ds,y", "2024-10-27T00:00Z,1", "2024-10-27T01:00Z,2", "2024-10-27T02:00Z,3");
        assertEquals("2024-10-27T02:00:00+01:00", hours.inMemory().get(0).axis().text(1));
    }

    @Test
    void someOffsetsAreNotEnough() {
        assertRefused(
                "data.csv, line 3, column \"ds\": this time has no offset, those before it have one",
                "ds,y",
                "2024-01-01T00:00Z,1",
                "2024-01-01T01:00,2");
        assertRefused(
                "data.csv, line 3, column \"ds\": this time has an offset, those before it have none",
                "ds,y",
                "2024-01-01T00:00,1",
                "2024-01-01T01:00Z,2");
    }
}
