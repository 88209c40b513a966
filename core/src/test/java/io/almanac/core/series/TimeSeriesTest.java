package io.almanac.core.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {

    private static final Schema PLAIN = Schema.univariate(Frequency.of(Frequency.Unit.STEP));
    private static final Schema FULL = new Schema(
            Frequency.of(Frequency.Unit.STEP),
            List.of(1),
            List.of("a", "b"),
            List.of(
                    Covariate.real("past", Covariate.Kind.PAST),
                    Covariate.real("future", Covariate.Kind.FUTURE),
                    new Covariate("fixed", Covariate.Kind.STATIC, List.of("u", "v", "w"))));

    @Test
    void asOfHidesEverythingLater() {
        TimeSeries known = full().asOf(3, 2);
        assertEquals(3, known.length());
        assertEquals(TimeAxis.integers(0, 3), known.axis());
        assertEquals(12, known.value(1, 2));
        assertEquals(102, known.covariate(0, 2));
        assertEquals(204, known.covariate(1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> known.value(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> known.value(0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> known.copyTo(0, 2, new double[2]));
        assertThrows(IndexOutOfBoundsException.class, () -> known.covariate(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> known.covariate(1, 5));
    }

    @Test
    void asOfNeverLooksForward() {
        TimeSeries known = full().asOf(3, 1);
        var later = assertThrows(IllegalArgumentException.class, () -> known.asOf(4, 0));
        assertEquals("series s has 3 steps, asked for its state after 4", later.getMessage());
        var further = assertThrows(IllegalArgumentException.class, () -> known.asOf(3, 2));
        assertEquals("series s: covariates are known up to step 4, asked for 2 steps after 3", further.getMessage());
        assertThrows(IllegalArgumentException.class, () -> known.asOf(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> known.asOf(1, -1));
    }

    @Test
    void viewsOfOneSeriesAreKnownAsSuch() {
        TimeSeries series = full();
        assertTrue(series.asOf(2, 1).isViewOfSame(series.asOf(4, 0)));
        assertTrue(series.last(3).isViewOfSame(series.last(3).asOf(1, 0)));
        assertFalse(series.isViewOfSame(series.last(3)), "their steps count from another one");
        assertFalse(series.isViewOfSame(full()), "equal numbers in another array");
        double[][] values = {{1, 2, 3}};
        TimeSeries one = TimeSeries.wrap("a", PLAIN, TimeAxis.integers(0, 3), values);
        assertTrue(one.isViewOfSame(TimeSeries.wrap("a", PLAIN, TimeAxis.integers(0, 3), values)));
        assertFalse(one.isViewOfSame(one.withVintages(0, new int[] {0}, new int[] {1}, new double[] {5})));
        assertFalse(one.isViewOfSame(TimeSeries.wrap("b", PLAIN, TimeAxis.integers(0, 3), values)));
        assertFalse(one.isViewOfSame(TimeSeries.wrap("a", PLAIN, TimeAxis.integers(1, 3), values)));
        assertFalse(
                one.isViewOfSame(TimeSeries.wrap("a", PLAIN.withSeasons(List.of(7)), TimeAxis.integers(0, 3), values)));
    }

    @Test
    void lastKeepsTheNewestStepsAndTheirTimes() {
        TimeSeries newest = full().last(2);
        assertEquals(TimeAxis.integers(3, 2), newest.axis());
        assertEquals(3, newest.value(0, 0));
        assertEquals(104, newest.covariate(0, 1));
        assertEquals(206, newest.covariate(1, 3));
        assertEquals(2, newest.covariate(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> newest.value(0, -1));
        assertEquals(5, full().last(9).length());
        assertEquals(2, full().last(3).asOf(2, 0).value(0, 0));
        var error = assertThrows(IllegalArgumentException.class, () -> full().last(-1));
        assertEquals("steps must not be negative, was -1", error.getMessage());
    }

    @Test
    void copyToReadsAPart() {
        double[] target = new double[3];
        full().copyTo(1, 2, target);
        assertArrayEquals(new double[] {12, 13, 14}, target);
    }

    @Test
    void ofCopiesAndWrapAndViewsShare() {
        double[][] values = {{1, 2, 3}};
        TimeSeries copy = TimeSeries.of("s", PLAIN, TimeAxis.integers(0, 3), values);
        TimeSeries shared = TimeSeries.wrap("s", PLAIN, TimeAxis.integers(0, 3), values);
        TimeSeries view = shared.asOf(2, 0);
        values[0][1] = 9;
        assertEquals(2, copy.value(0, 1));
        assertEquals(9, shared.value(0, 1));
        assertEquals(9, view.value(0, 1));
    }

    @Test
    void wrongShapesAreNamed() {
        assertMessage(
                "series s: the schema has 1 channels, got 2", PLAIN, TimeAxis.integers(0, 1), new double[][] {{1}, {2}
                });
        assertMessage("series s: y must have 2 values, has 1", PLAIN, TimeAxis.integers(0, 2), new double[][] {{1}});
        assertMessage(
                "series s: the axis has the frequency step, the schema h",
                Schema.univariate(Frequency.parse("h")),
                TimeAxis.integers(0, 1),
                new double[][] {{1}});
    }

    @Test
    void infiniteValuesAreRefused() {
        assertMessage(
                "series s: y is -Infinity at step 1; NaN stands for missing",
                PLAIN,
                TimeAxis.integers(0, 2),
                new double[][] {{Double.NaN, Double.NEGATIVE_INFINITY}});
    }

    @Test
    void covariatesHaveTheLengthOfTheirKind() {
        double[][] values = {{1, 2}, {3, 4}};
        double[][] covariates = {{1, 2}, {1, 2, 3}, {1}};
        assertEquals(
                1,
                TimeSeries.of("s", FULL, TimeAxis.integers(0, 2), values, covariates, 1)
                        .ahead());
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> TimeSeries.of("s", FULL, TimeAxis.integers(0, 2), values, covariates, 2));
        assertEquals("series s: future must have 4 values, has 3", error.getMessage());
        error = assertThrows(
                IllegalArgumentException.class,
                () -> TimeSeries.of("s", FULL, TimeAxis.integers(0, 2), values, covariates, -1));
        assertEquals("series s: ahead must not be negative, was -1", error.getMessage());
    }

    @Test
    void aCategoryIsAPositionInTheListOfItsCovariate() {
        double[][] values = {{1, 2}, {3, 4}};
        for (double code : new double[] {3, -1, 0.5}) {
            double[][] covariates = {{1, 2}, {1, 2}, {code}};
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> TimeSeries.of("s", FULL, TimeAxis.integers(0, 2), values, covariates, 0));
            assertEquals("series s: fixed must be a whole number in [0, 3), was " + code, error.getMessage());
        }
        double[][] missing = {{1, 2}, {1, 2}, {Double.NaN}};
        assertEquals(
                Double.NaN,
                TimeSeries.of("s", FULL, TimeAxis.integers(0, 2), values, missing, 0)
                        .covariate(2, 1));
    }

    @Test
    void theTextNamesIdAndAxis() {
        assertEquals("series s, 5 steps of step from 0 to 4, channels [a, b]", full().toString());
    }

    private static void assertMessage(String expected, Schema schema, TimeAxis axis, double[][] values) {
        var error = assertThrows(IllegalArgumentException.class, () -> TimeSeries.of("s", schema, axis, values));
        assertEquals(expected, error.getMessage());
    }

    /** Channel a is the step, b 10 more, the past covariate 100 more, the future one 200 more and 2 steps ahead. */
    private static TimeSeries full() {
        return TimeSeries.of(
                "s",
                FULL,
                TimeAxis.integers(0, 5),
                new double[][] {{0, 1, 2, 3, 4}, {10, 11, 12, 13, 14}},
                new double[][] {{100, 101, 102, 103, 104}, {200, 201, 202, 203, 204, 205, 206}, {2}},
                2);
    }
}
