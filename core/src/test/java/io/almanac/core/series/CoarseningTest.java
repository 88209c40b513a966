package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseningTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void onlyCompleteStepsAreThere() {
        // From 22:00 of the 1st to 02:00 of the 4th: the 2nd and the 3rd are whole.
        Coarsening days = Coarsening.of(hours("2024-05-01T22:00", 52), frequency("D"));
        assertEquals("2 steps of D from 2024-05-02 to 2024-05-03", days.axis().toString());
        assertEquals(2, days.from(0));
        assertEquals(26, days.from(1));
        assertEquals(50, days.from(2));
    }

    @Test
    void aStepIsCompleteAtItsVeryEnd() {
        assertEquals(
                1,
                Coarsening.of(hours("2024-05-01T00:00", 24), frequency("D"))
                        .axis()
                        .length());
        assertEquals(
                0,
                Coarsening.of(hours("2024-05-01T00:00", 23), frequency("D"))
                        .axis()
                        .length());
        assertEquals(
                0,
                Coarsening.of(hours("2024-05-01T00:00", 0), frequency("D"))
                        .axis()
                        .length());
    }

    @Test
    void daysOfAZoneHaveTheHoursThatItsClocksGiveThem() {
        // 2024-03-31 has 23 hours in Berlin, 2024-10-27 has 25.
        var spring = TimeAxis.of(
                frequency("h"), LocalDateTime.parse("2024-03-30T00:00").atZone(BERLIN), 71);
        Coarsening days = Coarsening.of(spring, frequency("D"));
        assertEquals("3 steps of D from 2024-03-30 to 2024-04-01", days.axis().toString());
        assertEquals(23, days.from(2) - days.from(1));
        var autumn = TimeAxis.of(
                frequency("h"), LocalDateTime.parse("2024-10-26T00:00").atZone(BERLIN), 73);
        assertEquals(25, Coarsening.of(autumn, frequency("D")).from(2) - 24);
        assertEquals(BERLIN, Coarsening.of(autumn, frequency("D")).axis().zone().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "15min, h, 2024-05-01T10:30, 9, 2024-05-01T11:00:00, 1",
        "h, 6h, 2024-05-01T04:00, 20, 2024-05-01T06:00:00, 3",
        "D, W, 2024-05-01T00:00, 30, 2024-05-06, 3", // Mondays: 6, 13, 20; the 27th is begun
        "B, W, 2024-05-01T00:00, 8, 2024-05-06, 1", // Wednesday to Friday, and a whole working week
        "D, M, 2024-01-31T00:00, 60, 2024-02-01, 1",
        "M, Q, 2024-02-01T00:00, 8, 2024-04-01, 2",
        "M, Y, 2023-01-31T00:00, 24, 2023-01-01, 2",
        "Q, Y, 2023-04-01T00:00, 8, 2024-01-01, 1",
        "W, 4W, 2024-05-05T00:00, 12, 2024-05-12, 2" // Sundays; the 12th is in week 2836 = 4 * 709 since 1970-01-01
    })
    void stepsBeginWhereACalendarBeginsThem(
            String fine, String coarse, String start, int length, String first, int steps) {
        var axis = TimeAxis.of(frequency(fine), LocalDateTime.parse(start), length);
        TimeAxis found = Coarsening.of(axis, frequency(coarse)).axis();
        assertEquals(steps, found.length());
        assertEquals(first, found.text(0));
    }

    @Test
    void integersAreCountedFromZero() {
        Coarsening coarse = Coarsening.of(TimeAxis.integers(-5, 13), frequency("4step"));
        assertEquals("3 steps of 4step from -4 to 4", coarse.axis().toString());
        assertEquals(1, coarse.from(0));
    }

    /** Each fine step begins within its coarse one, by a plain loop over both axes. */
    @ParameterizedTest
    @CsvSource({"h, D, 2000", "h, W, 2000", "h, M, 5000", "D, M, 900", "D, Q, 900", "30min, h, 500", "M, Y, 90"})
    void eachStepHoldsTheFineOnesThatBeginInIt(String fine, String coarse, int length) {
        var axis = TimeAxis.of(
                frequency(fine), LocalDateTime.parse("2023-02-10T05:00").atZone(BERLIN), length);
        Coarsening steps = Coarsening.of(axis, frequency(coarse));
        for (int step = 0; step < steps.axis().length(); step++) {
            long begin = steps.axis().instant(step);
            long end = steps.axis().instant(step + 1);
            int inside = 0;
            for (int i = 0; i < length; i++) {
                inside += axis.instant(i) >= begin && axis.instant(i) < end ? 1 : 0;
            }
            assertEquals(inside, steps.from(step + 1) - steps.from(step));
            assertEquals(true, axis.instant(steps.from(step)) >= begin);
        }
    }

    @ParameterizedTest
    @CsvSource({"D, h", "h, h", "W, M", "7min, h", "h, 90min", "2D, W", "D, B", "B, D", "Q, 4M", "D, step", "M, 2W"})
    void stepsThatDoNotLieWithinOthersAreRefused(String fine, String coarse) {
        assertEquals(
                "steps of " + fine + " can't be put together to steps of " + coarse
                        + ": they must be finer and lie within them",
                assertThrows(IllegalArgumentException.class, () -> Coarsening.check(frequency(fine), frequency(coarse)))
                        .getMessage());
    }

    private static TimeAxis hours(String start, int length) {
        return TimeAxis.of(frequency("h"), LocalDateTime.parse(start), length);
    }

    private static Frequency frequency(String text) {
        return Frequency.parse(text);
    }
}
