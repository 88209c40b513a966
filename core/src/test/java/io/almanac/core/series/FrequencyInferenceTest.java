package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrequencyInferenceTest {

    @Test
    void eachFrequencyIsFoundThoughRowsAreMissing() {
        var random = new Random(1);
        String[] texts = {
            "s", "30s", "min", "15min", "h", "6h", "D", "3D", "B", "W", "2W", "M", "2M", "Q", "2Q", "Y", "5Y"
        };
        for (String text : texts) {
            Frequency frequency = Frequency.parse(text);
            for (String start : new String[] {"1958-03-03", "2024-01-31", "2023-01-30", "2023-02-28"}) {
                TimeAxis axis = TimeAxis.of(frequency, LocalDate.parse(start).atStartOfDay(), 400);
                long[] times = LongStream.range(0, 400)
                        .filter(step -> step == 0 || random.nextInt(10) > 0)
                        .map(step -> axis.tick((int) step))
                        .toArray();
                assertEquals(Optional.of(frequency), inferred(times), () -> text + " from " + start);
            }
        }
    }

    @Test
    void monthEndsAreMonths() {
        assertEquals("M", inferred("2023-02-28", "2023-03-31", "2023-04-30", "2023-06-30"));
        assertEquals("Q", inferred("2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"));
        assertEquals("Y", inferred("2023-02-28", "2024-02-29", "2025-02-28"));
        assertEquals("M", inferred("2023-01-30", "2023-02-28", "2023-03-30"));
    }

    @Test
    void daysThatKeepToNoDayOfTheMonthAreNoMonths() {
        assertEquals("30D", inferred("2023-01-01", "2023-01-31", "2023-03-02", "2023-04-01"));
        assertEquals("4W", inferred("2023-01-02", "2023-01-30", "2023-02-27"));
    }

    @Test
    void daysWithoutWeekendsAreBusinessDays() {
        // 2024-03-01 was a Friday.
        assertEquals("B", inferred("2024-02-29", "2024-03-01", "2024-03-04", "2024-03-05"));
        assertEquals("D", inferred("2024-02-29", "2024-03-01", "2024-03-02", "2024-03-05"));
        assertEquals("D", inferred("2024-02-26", "2024-02-27", "2024-02-28")); // no weekend was crossed
    }

    @Test
    void theShorterOfTwoEquallyCommonDistancesWins() {
        assertEquals("D", inferred("2024-03-02", "2024-03-04", "2024-03-05"));
        assertEquals("D", inferred("2024-03-02", "2024-03-03", "2024-03-05"));
    }

    @Test
    void allSeriesCountTogether() {
        var inference = FrequencyInference.ofTimes();
        inference.add(ticks("2024-03-01", "2024-03-02"));
        inference.add(ticks("2020-01-01", "2020-01-08", "2020-01-15"));
        inference.add(ticks("2020-06-01"));
        assertEquals(Optional.of(Frequency.of(Frequency.Unit.WEEK)), inference.frequency());
        assertEquals("the distance of 2 of 3 neighbours", inference.support());
    }

    @Test
    void integersHaveTheMostCommonDistance() {
        var inference = FrequencyInference.ofIntegers();
        inference.add(new long[] {0, 10, 20, 40});
        assertEquals(Optional.of(new Frequency(10, Frequency.Unit.STEP)), inference.frequency());
    }

    @Test
    void oneTimeHasNoFrequency() {
        assertEquals(Optional.empty(), inferred(new long[] {86_400}));
        assertEquals(Optional.empty(), inferred(new long[0]));
    }

    @Test
    void aDistanceBeyondAllReasonHasNoFrequency() {
        // One second more than a century: no unit divides it, and so many seconds are no multiple.
        assertEquals(Optional.empty(), inferred(new long[] {0, 3_155_760_001L}));
    }

    @Test
    void timesThatDoNotAscendAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> inferred(new long[] {5, 5}));
        assertEquals("times must ascend, were 5, 5", error.getMessage());
    }

    private static Optional<Frequency> inferred(long[] times) {
        var inference = FrequencyInference.ofTimes();
        inference.add(times);
        return inference.frequency();
    }

    private static String inferred(String... dates) {
        return inferred(ticks(dates)).orElseThrow().toString();
    }

    private static long[] ticks(String... dates) {
        return Arrays.stream(dates)
                .mapToLong(date -> LocalDateTime.parse(date + "T00:00").toEpochSecond(ZoneOffset.UTC))
                .toArray();
    }
}
