package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void monthsAfter31JanuaryAreMonthEnds() {
        assertEquals(
                List.of("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"),
                texts("M", "2024-01-31", 5));
        assertEquals(List.of("2023-01-31", "2023-02-28", "2023-03-31"), texts("M", "2023-01-31", 3));
    }

    @Test
    void monthsAfter30JanuaryReturnToThe30th() {
        assertEquals(List.of("2023-01-30", "2023-02-28", "2023-03-30", "2023-04-30"), texts("M", "2023-01-30", 4));
    }

    @Test
    void quartersAndYearsCountFromTheFirstStep() {
        assertEquals(List.of("2023-11-30", "2024-02-29", "2024-05-30"), texts("Q", "2023-11-30", 3));
        assertEquals(
                List.of("2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"),
                texts("Y", "2020-02-29", 5));
        assertEquals(List.of("2020-01-01", "2020-07-01", "2021-01-01"), texts("2Q", "2020-01-01", 3));
    }

    @Test
    void daysAndWeeksCrossLeapDays() {
        assertEquals(List.of("2024-02-28", "2024-02-29", "2024-03-01"), texts("D", "2024-02-28", 3));
        assertEquals(List.of("2023-02-28", "2023-03-01"), texts("D", "2023-02-28", 2));
        assertEquals(List.of("1900-02-28", "1900-03-01"), texts("D", "1900-02-28", 2)); // 1900 was no leap year
        assertEquals(List.of("2024-02-26", "2024-03-04", "2024-03-11"), texts("W", "2024-02-26", 3));
    }

    @Test
    void businessDaysLeaveOutWeekends() {
        // 2024-03-01 was a Friday.
        assertEquals(List.of("2024-03-01", "2024-03-04", "2024-03-05"), texts("B", "2024-03-01", 3));
        assertEquals(List.of("2024-02-28", "2024-03-01", "2024-03-05", "2024-03-07"), texts("2B", "2024-02-28", 4));
        assertEquals(List.of("2024-02-28", "2024-03-06", "2024-03-13"), texts("5B", "2024-02-28", 3));
    }

    @Test
    void businessDaysBefore1970AreDaysLikeOthers() {
        // 1929-10-24 was Black Thursday, 1969-12-26 a Friday.
        assertEquals(List.of("1929-10-24", "1929-10-25", "1929-10-28", "1929-10-29"), texts("B", "1929-10-24", 4));
        assertEquals(List.of("1969-12-26", "1969-12-29", "1969-12-30"), texts("B", "1969-12-26", 3));
    }

    @Test
    void businessDaysEqualANaiveWalkOverTheCalendar() {
        var axis = TimeAxis.of(Frequency.of(Frequency.Unit.BUSINESS_DAY), at("1965-06-16T00:00"), 3000);
        LocalDate date = LocalDate.parse("1965-06-16");
        for (int step = 0; step < 3000; step++) {
            assertEquals(date.toString(), axis.text(step));
            do {
                date = date.plusDays(1);
            } while (date.getDayOfWeek().getValue() > 5);
        }
    }

    @Test
    void businessDaysCannotStartOnAWeekend() {
        // 2024-03-02 was a Saturday.
        var error = assertThrows(IllegalArgumentException.class, () -> texts("B", "2024-03-02", 1));
        assertEquals("an axis of business days can't start on 2024-03-02T00:00", error.getMessage());
        var saturdayIsNoStep = TimeAxis.of(Frequency.parse("B"), at("2024-03-01T00:00"), 5);
        assertEquals(Optional.empty(), saturdayIsNoStep.stepOf(tick("2024-03-02T00:00")));
    }

    @Test
    void ordinalsRiseByOneAtEachStep() {
        var random = new Random(9);
        for (int round = 0; round < 500; round++) {
            TimeAxis axis = randomAxis(random);
            for (int step = -5; step < axis.length(); step++) {
                assertEquals(1, axis.ordinal(step + 1) - axis.ordinal(step), axis.toString());
            }
        }
    }

    @Test
    void ordinalsAreTheSameWhereverAnAxisBegins() {
        // 1970-01-01 was a Thursday, the third business day after Monday 1969-12-29; 1971-02 is the 13th month after.
        assertEquals(
                3, TimeAxis.of(Frequency.parse("B"), at("1970-01-01T00:00"), 1).ordinal(0));
        assertEquals(
                13, TimeAxis.of(Frequency.parse("M"), at("1971-02-28T00:00"), 1).ordinal(0));
        assertEquals(
                -1, TimeAxis.of(Frequency.parse("Q"), at("1969-10-01T00:00"), 1).ordinal(0));
        assertEquals(
                25, TimeAxis.of(Frequency.parse("h"), at("1970-01-02T01:30"), 1).ordinal(0));
        assertEquals(-4, TimeAxis.integers(-4, 9).ordinal(0));
        var random = new Random(10);
        for (int round = 0; round < 200; round++) {
            TimeAxis axis = randomAxis(random);
            assertEquals(axis.ordinal(17), axis.slice(10, 20).ordinal(7));
        }
    }

    @Test
    void hoursInAZoneFollowTheTimeThatPasses() {
        // Europe/Berlin left winter time on 2024-03-31 at 02:00 and summer time on 2024-10-27 at 03:00.
        var spring = TimeAxis.of(Frequency.parse("h"), at("2024-03-31T00:00").atZone(BERLIN), 25);
        assertEquals("2024-03-31T00:00:00+01:00", spring.text(0));
        assertEquals("2024-03-31T01:00:00+01:00", spring.text(1));
        assertEquals("2024-03-31T03:00:00+02:00", spring.text(2));
        assertEquals(at("2024-04-01T00:00"), spring.time(23)); // a day of 23 hours
        var autumn = TimeAxis.of(Frequency.parse("h"), at("2024-10-27T00:00").atZone(BERLIN), 26);
        assertEquals("2024-10-27T02:00:00+02:00", autumn.text(2));
        assertEquals("2024-10-27T02:00:00+01:00", autumn.text(3));
        assertEquals(at("2024-10-28T00:00"), autumn.time(25)); // a day of 25 hours
        assertEquals(3600, autumn.instant(3) - autumn.instant(2));
    }

    @Test
    void daysInAZoneKeepTheirLocalTime() {
        var axis = TimeAxis.of(Frequency.parse("D"), at("2024-03-30T06:00").atZone(BERLIN), 3);
        assertEquals(at("2024-03-31T06:00"), axis.time(1));
        assertEquals("2024-03-30T06:00:00+01:00", axis.text(0));
        assertEquals("2024-03-31T06:00:00+02:00", axis.text(1));
        assertEquals(23 * 3600, axis.instant(1) - axis.instant(0));
        assertEquals(24 * 3600, axis.instant(2) - axis.instant(1));
        assertEquals(24 * 3600, axis.tick(1) - axis.tick(0));
    }

    @Test
    void integersHaveNoTimes() {
        var axis = TimeAxis.integers(-2, 5);
        assertEquals("-2", axis.text(0));
        assertEquals(2, axis.tick(4));
        assertEquals(Optional.of(7L), axis.stepOf(5));
        assertThrows(IllegalStateException.class, () -> axis.time(0));
    }

    @Test
    void datesAreWrittenWithoutMidnightOnlyForDaysAndCoarser() {
        assertEquals(
                "2024-01-01T00:00:00",
                TimeAxis.of(Frequency.parse("h"), at("2024-01-01T00:00"), 1).text(0));
        assertEquals(
                "2024-01-01T00:00:30",
                TimeAxis.of(Frequency.parse("30s"), at("2024-01-01T00:00"), 2).text(1));
        assertEquals(
                "2024-01-02T06:00:00",
                TimeAxis.of(Frequency.parse("D"), at("2024-01-01T06:00"), 2).text(1));
    }

    @Test
    void anAxisReadsAsTextInErrorMessages() {
        var axis = TimeAxis.of(Frequency.parse("D"), at("2024-01-01T00:00"), 3);
        assertEquals("3 steps of D from 2024-01-01 to 2024-01-03", axis.toString());
        assertEquals("empty axis of D", axis.slice(0, 0).toString());
    }

    @Test
    void stepOfIsTheInverseOfTick() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            TimeAxis axis = randomAxis(random);
            for (int step : new int[] {-1000, -31, -1, 0, 1, 2, 59, 1000}) {
                assertEquals(Optional.of((long) step), axis.stepOf(axis.tick(step)), () -> axis + " at " + step);
                assertTrue(axis.tick(step) < axis.tick(step + 1), () -> axis + " at " + step);
            }
        }
    }

    @Test
    void timesBetweenTwoStepsAreNoSteps() {
        var random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            TimeAxis axis = randomAxis(random);
            int step = random.nextInt(-50, 50);
            long gap = axis.tick(step + 1) - axis.tick(step);
            if (gap > 1) {
                long between = axis.tick(step) + random.nextLong(1, gap);
                assertEquals(Optional.empty(), axis.stepOf(between), () -> axis + " at " + between);
            }
        }
    }

    @Test
    void aSliceHasTheSameTimes() {
        var random = new Random(9);
        for (int i = 0; i < 500; i++) {
            TimeAxis axis = randomAxis(random);
            int from = random.nextInt(-40, 40);
            TimeAxis slice = axis.slice(from, 12).slice(2, 10);
            assertEquals(10, slice.length());
            for (int step = -3; step < 20; step++) {
                assertEquals(axis.tick(from + 2 + step), slice.tick(step));
            }
        }
    }

    @Test
    void stepsUntilCountsThoseAtOrBeforeAnInstant() {
        var random = new Random(10);
        for (int i = 0; i < 500; i++) {
            TimeAxis axis = randomAxis(random);
            long instant = axis.instant(0) + random.nextLong(-100, axis.instant(59) - axis.instant(0) + 100);
            long naive = IntStream.range(0, axis.length())
                    .filter(s -> axis.instant(s) <= instant)
                    .count();
            assertEquals(naive, axis.stepsUntil(instant), () -> axis + " until " + instant);
        }
    }

    @Test
    void anAxisThatCoversMonthEndsStaysOnThem() {
        assertEquals(
                List.of("2023-02-28", "2023-03-31", "2023-04-30"), texts(covering("M", "2023-02-28", "2023-04-30")));
        assertEquals(
                List.of("2023-04-30", "2023-05-31", "2023-06-30"),
                texts(covering("M", "2023-04-30", "2023-05-31", "2023-06-30")));
        assertEquals(
                List.of("2023-06-30", "2023-09-30", "2023-12-31"),
                texts(covering("Q", "2023-06-30", "2023-09-30", "2023-12-31")));
        assertEquals(List.of("2023-02-28", "2024-02-29"), texts(covering("Y", "2023-02-28", "2024-02-29")));
    }

    @Test
    void anAxisThatCoversCutDaysKeepsTheLatestDay() {
        assertEquals(
                List.of("2023-02-28", "2023-03-30", "2023-04-30", "2023-05-30"),
                texts(covering("M", "2023-02-28", "2023-03-30", "2023-04-30", "2023-05-30")));
        assertEquals(
                List.of("2023-02-28", "2024-02-28", "2025-02-28"),
                texts(covering("Y", "2023-02-28", "2024-02-28", "2025-02-28")));
    }

    @Test
    void anAxisThatCoversTooMuchIsRefusedWithItsSize() {
        // 1900-01-01 to 2000-01-01: 36,524 days, 3,155,673,600 seconds.
        var error = assertThrows(IllegalArgumentException.class, () -> covering("s", "1900-01-01", "2000-01-01"));
        assertEquals(
                "from 1900-01-01T00:00:00 to 2000-01-01T00:00:00 there are 3155673601 steps of s, more than 1000",
                error.getMessage());
    }

    @Test
    void axesAreEqualIfAllTheirTimesAre() {
        var axis = TimeAxis.of(Frequency.parse("M"), at("2024-01-31T00:00"), 4);
        assertEquals(axis, covering("M", "2024-01-31", "2024-04-30"));
        assertEquals(axis.hashCode(), covering("M", "2024-01-31", "2024-04-30").hashCode());
        assertEquals(axis.slice(1, 3), covering("M", "2024-02-29", "2024-04-30"));
        // Both begin on 29 February, but one goes on to the 31st.
        assertNotEquals(axis.slice(1, 3), TimeAxis.of(Frequency.parse("M"), at("2024-02-29T00:00"), 3));
        assertNotEquals(axis, axis.slice(0, 3));
        assertNotEquals(
                TimeAxis.of(Frequency.parse("h"), at("2024-01-01T00:00"), 3),
                TimeAxis.of(Frequency.parse("h"), at("2024-01-01T00:00").atZone(ZoneOffset.UTC), 3));
        assertNotEquals(TimeAxis.integers(1, 3), TimeAxis.integers(2, 3));
    }

    @Test
    void aNegativeLengthIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> TimeAxis.integers(0, -1));
        assertEquals("length must not be negative, was -1", error.getMessage());
    }

    /** Any frequency, any start from 1930 to 2060, sometimes in a zone, 60 steps. */
    private static TimeAxis randomAxis(Random random) {
        List<Frequency.Unit> units = List.of(Frequency.Unit.values());
        Frequency.Unit unit = units.get(random.nextInt(units.size()));
        if (unit == Frequency.Unit.STEP) {
            return TimeAxis.integers(random.nextInt(-100, 100), 60);
        }
        var frequency = new Frequency(random.nextInt(1, 5), unit);
        LocalDateTime start = LocalDate.ofEpochDay(random.nextInt(-14_600, 33_000))
                .atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
        if (unit == Frequency.Unit.BUSINESS_DAY) {
            start = start.minusDays(Math.max(0, start.getDayOfWeek().getValue() - 5));
        }
        return random.nextInt(3) == 0
                ? TimeAxis.of(frequency, start.atZone(BERLIN), 60)
                : TimeAxis.of(frequency, start, 60);
    }

    @Test
    void aCoarserAxisTakesEveryNthStepFromTheSameStart() {
        TimeAxis months = TimeAxis.of(Frequency.parse("M"), at("2024-01-31T00:00"), 14);
        // From the second month on, six are one step; the end of a month stays its end.
        TimeAxis halves = months.slice(1, 12).every(6);
        assertEquals(List.of("2024-02-29", "2024-08-31"), texts(halves));
        assertEquals("6M", halves.frequency().toString());
        assertEquals(TimeAxis.integers(3, 4), TimeAxis.integers(3, 4).every(1));
        assertEquals(7, TimeAxis.integers(3, 8).every(4).tick(1));
        var error = assertThrows(IllegalArgumentException.class, () -> months.every(4));
        assertEquals("steps must divide the 14 of the axis, was 4", error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> months.every(0));
    }

    @Test
    void aCoarserAxisHasTheTimesOfTheFiner() {
        var random = new Random(5);
        for (Frequency.Unit unit : Frequency.Unit.values()) {
            if (unit != Frequency.Unit.STEP) {
                TimeAxis axis = TimeAxis.of(Frequency.of(unit), LocalDateTime.of(2024, 1, 31, 0, 0), 60);
                int from = random.nextInt(20);
                TimeAxis coarser = axis.slice(from, 40).every(4);
                for (int step = 0; step < 10; step++) {
                    assertEquals(axis.tick(from + 4 * step), coarser.tick(step), unit.toString());
                }
            }
        }
    }

    private static TimeAxis covering(String frequency, String... dates) {
        long[] ticks =
                Arrays.stream(dates).mapToLong(date -> tick(date + "T00:00")).toArray();
        return TimeAxis.covering(Frequency.parse(frequency), Optional.empty(), ticks, 1000);
    }

    private static List<String> texts(String frequency, String start, int length) {
        return texts(TimeAxis.of(Frequency.parse(frequency), at(start + "T00:00"), length));
    }

    private static List<String> texts(TimeAxis axis) {
        return IntStream.range(0, axis.length()).mapToObj(axis::text).toList();
    }

    private static LocalDateTime at(String text) {
        return LocalDateTime.parse(text);
    }

    private static long tick(String text) {
        return at(text).toEpochSecond(ZoneOffset.UTC);
    }

    @Test
    void aTimeIsReachedAtTheEndOfAStep() {
        // Steps of three from 10: the first ends at 13, the second at 16, the third at 19.
        TimeAxis axis = TimeAxis.covering(Frequency.parse("3step"), Optional.empty(), new long[] {10, 16}, 3);
        int[] expected = {0, 0, 1, 1, 2, 3, 4};
        long[] times = {-5, 10, 11, 13, 14, 19, 20};
        for (int i = 0; i < times.length; i++) {
            assertEquals(expected[i], axis.stepsToReach(times[i]), "at " + times[i]);
        }
    }

    @Test
    void stepsToReachATimeAreWhatAPlainLoopCounts() {
        var berlin = ZoneId.of("Europe/Berlin"); // clocks went on at 2024-03-31T02:00
        LocalDateTime start = LocalDateTime.parse("2024-03-29T00:00");
        var random = new Random(5);
        for (TimeAxis axis : List.of(
                TimeAxis.of(Frequency.parse("h"), start.atZone(berlin), 80),
                TimeAxis.of(Frequency.parse("D"), start.atZone(berlin), 5),
                TimeAxis.of(Frequency.parse("B"), start, 5),
                TimeAxis.of(Frequency.parse("M"), LocalDateTime.parse("2024-01-31T06:00"), 14),
                TimeAxis.integers(-3, 9))) {
            for (int i = 0; i < 300; i++) {
                int near = random.nextInt(-1, axis.length() + 3);
                long time = axis.instant(near) + random.nextInt(-1, 2);
                int observed = 0;
                while (observed <= axis.length() && axis.instant(observed) < time) {
                    observed++;
                }
                assertEquals(observed, axis.stepsToReach(time), () -> axis + " at " + time);
            }
        }
    }
}
