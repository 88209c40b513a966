package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LagWindowTest {

    private static final double NAN = Double.NaN;

    @Test
    void itEndsWithTheLastObservedStep() {
        LagWindow window = LagWindow.before(new double[] {1, 2, 3, 4, NAN, NAN, 9}, 6, 3, 1);
        assertArrayEquals(new double[] {2, 3, 4}, window.values());
        assertEquals(2, window.missing());
    }

    @Test
    void aGapIsBridgedByALine() {
        assertArrayEquals(
                new double[] {1, 2, 3, 4, 8},
                LagWindow.before(new double[] {1, NAN, NAN, 4, 8}, 5, 5, 2).values(),
                1e-12);
    }

    @Test
    void whatLiesBeforeTheFirstIsThatOfASeasonLater() {
        assertArrayEquals(
                new double[] {3, 1, 2, 3, 1, 2, 3},
                LagWindow.before(new double[] {NAN, 1, 2, 3}, 4, 7, 3).values());
        assertArrayEquals(
                new double[] {5, 5, 5},
                LagWindow.before(new double[] {5}, 1, 3, 4).values());
    }
}
