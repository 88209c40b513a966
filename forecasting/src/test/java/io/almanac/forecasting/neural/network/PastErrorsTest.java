package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastErrorsTest {

    /** Places of windows that hang together: all steps of a window lie equally high. */
    private static double[][] places(int windows) {
        var random = new Random(1);
        double[][] places = new double[windows][3];
        for (double[] window : places) {
            Arrays.fill(window, random.nextDouble());
        }
        return places;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 50, 130})
    void ranksOfAStepAreAllNumbersBelowTheCountOfPaths(int paths) {
        double[][] ranks = PastErrors.ranks(PastErrors.templates(places(40), paths, 3), 3);

        assertEquals(paths, ranks.length);
        for (int h = 0; h < 3; h++) {
            int step = h;
            double[] column =
                    Arrays.stream(ranks).mapToDouble(row -> row[step]).sorted().toArray();
            double[] numbers = new double[paths];
            Arrays.setAll(numbers, i -> i);
            assertArrayEquals(numbers, column);
        }
        // Each path lies equally high at all steps, as the windows do, also where a window serves for several.
        for (double[] path : ranks) {
            assertEquals(path[0], path[1]);
            assertEquals(path[0], path[2]);
        }
    }

    @Test
    void pathsTakeWindowsEvenlySpaced() {
        double[][] places = places(40);

        assertSame(places[0], PastErrors.templates(places, 10, 3)[0]);
        assertSame(places[36], PastErrors.templates(places, 10, 3)[9]);
        assertSame(places[39], PastErrors.templates(places, 80, 3)[79]);
    }

    @Test
    void fewWindowsSayNothingOfHowStepsHangTogether() {
        double[][] ranks = PastErrors.ranks(PastErrors.templates(places(19), 200, 3), 3);

        double product = 0;
        for (double[] path : ranks) {
            product += (path[0] - 99.5) * (path[1] - 99.5) / 200;
        }
        // The variance of 200 ranks is (200^2 - 1) / 12; the correlation of independent ones deviates by 1 / sqrt(200).
        assertEquals(0, product / ((200 * 200 - 1) / 12.0), 0.25);
    }

    @Test
    void ranksAreThoseOfNaiveCounting() {
        double[][] places = {{0.3, 0.9}, {0.1, 0.2}, {0.2, 0.5}};

        assertArrayEquals(new double[][] {{2, 2}, {0, 0}, {1, 1}}, PastErrors.ranks(places, 2));
    }
}
