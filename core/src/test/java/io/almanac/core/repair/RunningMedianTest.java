package io.almanac.core.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningMedianTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 24, 65, 168, 500})
    void eachMedianIsThatOfItsSortedWindow(int window) {
        var random = new Random(3);
        double[] values = new double[300];
        Arrays.setAll(values, t -> random.nextInt(4) == 0 ? -0.0 : Math.rint(random.nextGaussian() * 3) / 2);
        double[] expected = new double[values.length];
        int size = Math.min(window, values.length);
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, Math.min(i - window / 2, values.length - size));
            double[] sorted = Arrays.copyOfRange(values, from, from + size);
            Arrays.sort(sorted);
            expected[i] = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        }
        double[] kept = values.clone();
        assertArrayEquals(expected, new RunningMedian(window).of(values), 1e-15);
        assertArrayEquals(kept, values);
    }

    @Test
    void aWindowHasAPlace() {
        assertEquals(
                "window must be at least 1, was 0",
                assertThrows(IllegalArgumentException.class, () -> new RunningMedian(0))
                        .getMessage());
    }
}
