package io.almanac.core.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.window.CalendarFeatures.Field;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFeaturesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "30s: TIME_OF_HOUR, TIME_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR",
                "15min: TIME_OF_HOUR, TIME_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR",
                "h: TIME_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR",
                "24h: DAY_OF_WEEK, DAY_OF_MONTH, DAY_OF_YEAR",
                "D: DAY_OF_WEEK, DAY_OF_MONTH, DAY_OF_YEAR",
                "7D: DAY_OF_YEAR",
                "B: DAY_OF_WEEK, DAY_OF_MONTH, DAY_OF_YEAR",
                "5B: DAY_OF_MONTH, DAY_OF_YEAR",
                "W: DAY_OF_YEAR",
                "M: MONTH_OF_YEAR",
                "12M: ''",
                "Q: MONTH_OF_YEAR",
                "4Q: ''",
                "Y: ''",
                "step: ''"
            })
    void aFrequencyHasTheFieldsThatVaryWithinIt(String frequency, String fields) {
        List<String> names = CalendarFeatures.of(Frequency.parse(frequency)).fields().stream()
                .map(Field::name)
                .toList();

        assertEquals(fields, String.join(", ", names));
    }

    @Test
    void eachFieldIsAPointOnACircle() {
        // 2024-02-15 was a Thursday: (4 - 1) / 7. 18:00 is 3/4 of a day. 15 February is (15 - 1) / 29 of a
        // leap year's February, and day 46 of 366: 45 / 366.
        TimeAxis axis = TimeAxis.of(Frequency.parse("h"), LocalDateTime.of(2024, 2, 15, 18, 0), 1);
        double[] row = new double[8];

        CalendarFeatures.of(List.of(Field.TIME_OF_DAY, Field.DAY_OF_WEEK, Field.DAY_OF_MONTH, Field.DAY_OF_YEAR))
                .write(axis, 0, row);

        assertArrayEquals(
                new double[] {
                    -1,
                    0,
                    Math.sin(2 * Math.PI * 3 / 7),
                    Math.cos(2 * Math.PI * 3 / 7),
                    Math.sin(2 * Math.PI * 14 / 29),
                    Math.cos(2 * Math.PI * 14 / 29),
                    Math.sin(2 * Math.PI * 45 / 366),
                    Math.cos(2 * Math.PI * 45 / 366)
                },
                row,
                1e-15);
    }

    @Test
    void stepsBeforeTheFirstAndAfterTheLastHaveFeatures() {
        // Two months before January is November: 10/12. Three after is April: 3/12.
        TimeAxis axis = TimeAxis.of(Frequency.parse("M"), LocalDateTime.of(2024, 1, 1, 0, 0), 1);
        CalendarFeatures features = CalendarFeatures.of(axis.frequency());
        double[] row = new double[2];

        features.write(axis, -2, row);
        assertArrayEquals(new double[] {-Math.sqrt(3) / 2, 0.5}, row, 1e-15);

        features.write(axis, 3, row);
        assertArrayEquals(new double[] {1, 0}, row, 1e-15);
    }

    @Test
    void theWallClockCountsInAZone() {
        // 2024-03-31 in Berlin has no hour 2: one hour after 01:00 the clock shows 03:00, 3/24 of a day.
        TimeAxis axis = TimeAxis.of(
                Frequency.parse("h"), LocalDateTime.of(2024, 3, 31, 1, 0).atZone(ZoneId.of("Europe/Berlin")), 2);
        double[] row = new double[2];

        CalendarFeatures.of(List.of(Field.TIME_OF_DAY)).write(axis, 1, row);

        assertArrayEquals(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, row, 1e-15);
    }

    @Test
    void anIntegerAxisHasNoFeatures() {
        CalendarFeatures features = CalendarFeatures.of(Frequency.parse("step"));

        features.write(TimeAxis.integers(0, 3), 1, new double[0]);

        assertEquals(0, features.size());
    }

    @Test
    void aCycleTakesAsManyStepsAsFitIntoIt() {
        assertEquals(24, Field.TIME_OF_DAY.steps(Frequency.parse("h")));
        assertEquals(5, Field.DAY_OF_WEEK.steps(Frequency.parse("B")));
        assertEquals(12, Field.MONTH_OF_YEAR.steps(Frequency.parse("M")));
        assertTrue(Field.DAY_OF_YEAR.steps(Frequency.parse("W")) > 52);
    }
}
