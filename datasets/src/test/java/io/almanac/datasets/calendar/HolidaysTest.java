package io.almanac.datasets.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HolidaysTest {

    /**
     * Dates by law: Easter Sunday was 31 March 2024 and 4 April 2021; German Unity Day is 3 October since 1990, in the
     * west 17 June was the day before that; Thanksgiving is the fourth Thursday of November; Bavaria has Epiphany.
     */
    @ParameterizedTest
    @CsvSource({
        "DE,    2024-03-29, 1", // Good Friday
        "DE,    2024-03-30, 0",
        "DE,    2024-03-31, 0", // Easter Sunday is a holiday by law in Brandenburg alone
        "DE-BB, 2024-03-31, 1",
        "DE,    2024-04-01, 1",
        "DE,    2024-05-09, 1", // Ascension, 39 days after Easter
        "DE,    1989-10-03, 0",
        "DE,    1990-10-03, 1",
        "DE,    1989-06-17, 1",
        "DE,    2024-06-17, 0",
        "DE,    2024-01-06, 0",
        "DE-BY, 2024-01-06, 1",
        "de-by, 2024-10-03, 1", // what holds in the country holds in its parts
        "US,    2023-11-23, 1",
        "US,    2024-11-28, 1",
        "US,    2024-11-21, 0",
        "US,    2020-06-19, 0", // Juneteenth is federal since 2021
        "US,    2024-06-19, 1",
        "GB-ENG, 2024-04-01, 1", // Easter Monday, but not in Scotland
        "GB-SCT, 2024-04-01, 0"
    })
    void datesAreThoseOfTheLaw(String region, LocalDate date, int expected) {
        assertEquals(expected, Holidays.of(region).isHoliday(date) ? 1 : 0);
    }

    @Test
    void whatIsObservedOnAnotherDayCountsOnBoth() {
        Holidays us = Holidays.of("US");
        // 4 July 2021 was a Sunday: federal offices were closed on the Monday. 1 January 2022 was a Saturday: on the
        // Friday, in the year before.
        for (String date : List.of("2021-07-04", "2021-07-05", "2021-12-31", "2022-01-01")) {
            assertTrue(us.isHoliday(LocalDate.parse(date)), date);
        }
    }

    @Test
    void anHourIsAHolidayByItsLocalDate() {
        // 3 October 2024 in Berlin lasts from 22:00 of the day before to 22:00, UTC.
        ZonedDateTime start = LocalDateTime.parse("2024-10-02T00:00").atZone(ZoneId.of("Europe/Berlin"));
        double[] hours = values("DE", TimeAxis.of(Frequency.parse("h"), start, 72));
        assertEquals(24, Arrays.stream(hours).sum());
        assertEquals(List.of(0.0, 1.0, 1.0, 0.0), List.of(hours[23], hours[24], hours[47], hours[48]));
        double[] utc = values("DE", TimeAxis.of(Frequency.parse("h"), start.withZoneSameInstant(ZoneId.of("UTC")), 72));
        assertEquals(List.of(0.0, 1.0), List.of(utc[25], utc[26]));
    }

    @Test
    void coarseStepsCountTheirHolidays() {
        // Germany 2024: 1 January; 29 March; 1 April; 1, 9, 20 May; 3 October; 25, 26 December.
        assertArray("1 0 1 1 3 0 0 0 0 1 0 2", "DE", axis("M", "2024-01-01", 12));
        assertArray("2 4 0 3", "DE", axis("Q", "2024-01-01", 4));
        assertArray("1 1 0", "DE", axis("W", "2024-03-25", 3)); // from Monday
        assertArray("1 0 1", "DE", axis("2D", "2024-03-28", 3)); // from Thursday
        // From Friday to Tuesday. Of the US, 2021: Sunday 4 July counts for calendar days alone.
        assertArray("0 1 0", "US", axis("B", "2021-07-02", 3));
        assertArray("1 1", "US", axis("2D", "2021-07-03", 2));
        assertArray("1 0", "US", axis("2B", "2021-07-02", 2));
        // A step that begins within a day counts that day.
        assertArray("0 0 1 1 0", "DE", TimeAxis.of(Frequency.parse("12h"), LocalDateTime.parse("2024-04-30T06:00"), 5));
    }

    @Test
    void everyCountryThatIsOfferedCanBeRead() {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Holidays.of("XX"))
                .getMessage());
        assertTrue(
                message.startsWith("holidays wants a country or a part of one, was \"XX\"; there are AD, AE,"),
                message);
        String[] offered = message.substring(message.indexOf("AD,")).split(", ", -1);
        assertEquals(236, offered.length);
        for (String country : offered) {
            Holidays holidays = Holidays.of(country);
            long days = LocalDate.of(2024, 1, 1)
                    .datesUntil(LocalDate.of(2025, 1, 1))
                    .filter(holidays::isHoliday)
                    .count();
            assertTrue(days < 40, country + " " + days);
        }
    }

    @Test
    void unknownPartsAreNamedWithThoseThatThereAre() {
        assertMessage(
                "holidays wants a country or a part of one, was \"GB-XX\"; there are in GB GB-ENG, GB-NIR, GB-SCT, GB-WLS",
                "GB-XX");
        assertMessage("holidays wants a country or a part of one, was \"JP-13\"; there are none in JP", "JP-13");
        assertMessage(
                "holidays wants a country or a part of one, was \"GB-ENG-X\"; there are none in GB-ENG", "GB-ENG-X");
    }

    private static void assertMessage(String expected, String region) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> Holidays.of(region))
                        .getMessage());
    }

    private static TimeAxis axis(String frequency, String date, int length) {
        return TimeAxis.of(Frequency.parse(frequency), LocalDate.parse(date).atStartOfDay(), length);
    }

    private static void assertArray(String expected, String region, TimeAxis axis) {
        double[] wanted = Arrays.stream(expected.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertEquals(Arrays.toString(wanted), Arrays.toString(values(region, axis)));
    }

    private static double[] values(String region, TimeAxis axis) {
        double[] values = new double[axis.length()];
        Arrays.setAll(values, step -> Holidays.of(region).value(axis, step));
        return values;
    }
}
