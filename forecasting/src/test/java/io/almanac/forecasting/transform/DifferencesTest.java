package io.almanac.forecasting.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencesTest {

    /** From transform_reference.R. */
    private static final ReferenceTable R = new ReferenceTable(DifferencesTest.class, "transform.csv");

    @ParameterizedTest
    @ValueSource(strings = {"air", "growing", "square", "noise", "yearly"})
    void secondSeasonalDifferencesAreThoseOfR(String series) {
        var differences = new Differences((int) R.number(series, "season"), 2);
        assertArrayEquals(R.get(series, "differenced"), differences.apply(R.get(series, "values")), 1e-10);
    }

    @Test
    void aSecondDifferenceWorkedByHand() {
        // 1 4 9 16: differences 3 5 7, of these 2 2; then 25 and 36 again.
        var twice = new Differences(1, 2);
        assertArrayEquals(new double[] {2, 2}, twice.apply(new double[] {1, 4, 9, 16}));
        assertArrayEquals(new double[] {25, 36}, twice.invert(new double[] {2, 2}, new double[] {1, 4, 9, 16}));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "1, 2", "4, 1", "4, 2", "12, 1", "3, 3"})
    void theWayBackUndoesThem(int lag, int order) {
        var random = new Random(31L * lag + order);
        double[] all = random.doubles(60, -5, 5).toArray();
        var differences = new Differences(lag, order);
        double[] ahead = differences.apply(all);
        for (int known : new int[] {differences.lost(), 40, 60}) {
            double[] before = Arrays.copyOf(all, known);
            double[] after = Arrays.copyOfRange(all, known, 60);
            double[] ofAfter = Arrays.copyOfRange(ahead, ahead.length - after.length, ahead.length);
            assertArrayEquals(after, differences.invert(ofAfter, before), 1e-10);
        }
    }

    @Test
    void aMissingValueTouchesTheDifferencesWithIt() {
        double nan = Double.NaN;
        assertArrayEquals(new double[] {1, nan, nan, 1}, new Differences(1, 1).apply(new double[] {1, 2, nan, 4, 5}));
    }

    @Test
    void tooFewValuesHaveNone() {
        assertArrayEquals(new double[0], new Differences(12, 2).apply(new double[24]));
        assertArrayEquals(new double[0], new Differences(12, 2).apply(new double[3]));
    }

    @Test
    void wrongNumbersAreRefused() {
        assertEquals("lag must be at least 1, was 0", refused(() -> new Differences(0, 1)));
        assertEquals("order must not be negative, was -1", refused(() -> new Differences(1, -1)));
        assertEquals(
                "values must be at least lag times order = 8, were 7",
                refused(() -> new Differences(4, 2).invert(new double[1], new double[7])));
    }

    private static String refused(Runnable act) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, act::run).getMessage());
    }
}
