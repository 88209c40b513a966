package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ContextWindowTest {

    @Test
    void theMeanIsTakenFromTheStepsBeforeTheEnd() {
        var window = ContextWindow.before(new double[] {100, 1, 2, 6, 100}, 4, 3);
        assertArrayEquals(new double[] {-2, -1, 3, 3}, window.inputs());
        assertEquals(3, window.mean());
        assertEquals(3, window.observed());
    }

    @Test
    void missingStepsAndThoseBeforeTheHistoryCountAsTheMean() {
        var window = ContextWindow.before(new double[] {1, NAN, 5}, 3, 5);
        assertArrayEquals(new double[] {0, 0, -2, 0, 2, 2}, window.inputs());
        assertEquals(2, window.observed());
        // The last step that is observed comes once more.
        assertArrayEquals(
                new double[] {-2, 2, 0, 2},
                ContextWindow.before(new double[] {1, 5, NAN}, 3, 3).inputs());
        assertEquals(0, ContextWindow.before(new double[] {NAN, NAN}, 2, 2).observed());
    }

    @Test
    void halfOfTheStepsMustBeObserved() {
        assertEquals(3, ContextWindow.least(5));
        assertEquals(2, ContextWindow.least(4));
        assertEquals(2, ContextWindow.observed(new double[] {1, NAN, 5}, -2, 3));
        assertEquals(1, ContextWindow.observed(new double[] {1, NAN, 5}, 1, 3));
    }

    @Test
    void theUnitIsTheGeometricMeanOfTwoDeviations() {
        // Deviations 3 of the history and sqrt((4 + 4) / 2) = 2 of the window.
        assertEquals(
                Math.sqrt(6), ContextWindow.before(new double[] {1, 5}, 2, 2).unit(3), 1e-15);
        // The missing step changes nothing.
        assertEquals(
                Math.sqrt(6),
                ContextWindow.before(new double[] {1, NAN, 5}, 3, 3).unit(3),
                1e-15);
        // A constant window counts as a hundredth of the history.
        assertEquals(0.3, ContextWindow.before(new double[] {7, 7}, 2, 2).unit(3), 1e-15);
    }
}
