package io.almanac.core.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedTest {

    private static final double NAN = Double.NaN;
    private static final Schema SCHEMA = new Schema(Frequency.parse("step"), List.of(1), List.of("y", "z"), List.of());
    private static final SeriesSet DATA = SeriesSet.of(
            SCHEMA,
            List.of(
                    series("empty", new double[] {NAN, NAN, NAN}, new double[] {NAN, NAN, NAN}),
                    series("constant", new double[] {1, NAN, 1}, new double[] {2, 2, 2}),
                    series("half", new double[] {1, 1, 1}, new double[] {1, 2, 3}),
                    series("short", new double[] {1, 2}, new double[] {3, 4}),
                    series("good", new double[] {1, 2, 3}, new double[] {NAN, NAN, NAN})));

    private static TimeSeries series(String id, double[] first, double[] second) {
        return TimeSeries.of(id, SCHEMA, TimeAxis.integers(0, first.length), new double[][] {first, second});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constant | empty half short good",
                "empty | constant half short good",
                "shorter-than-3 | empty constant half good",
                "constant,empty,shorter-than-3 | half good",
            })
    void seriesAreLeftOutByTheirWholeLength(String rule, String left) {
        assertEquals(
                List.of(left.split(" ", -1)),
                SeriesSet.copyOf(Dropped.of(DATA, DropRule.parse(rule))).asList().stream()
                        .map(TimeSeries::id)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"constant;empty", "shorter-than-", "short", "''"})
    void otherWordsAreRefused(String rule) {
        assertEquals(
                "what is dropped must be constant, empty or shorter-than-N, was \"" + rule + "\"",
                assertThrows(IllegalArgumentException.class, () -> DropRule.parse(rule))
                        .getMessage());
    }

    @Test
    void aNegativeLengthIsRefused() {
        assertEquals(
                "shorterThan must not be negative, was -1",
                assertThrows(IllegalArgumentException.class, () -> new DropRule(false, false, -1))
                        .getMessage());
    }
}
