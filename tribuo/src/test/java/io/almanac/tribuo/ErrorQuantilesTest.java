package io.almanac.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorQuantilesTest {

    @Test
    void enoughErrorsHaveQuantilesOfTheirOwn() {
        // 39 errors 39, 38, …, 1: rank p * 40 is the error itself; p = 0.51 is rank 20.4
        double[] errors = Fixtures.values(39, i -> 39 - i);
        double[][] offsets = ErrorQuantiles.of(List.of(errors), List.of(0.01, 0.025, 0.1, 0.51, 0.975, 0.99));
        double[] expected = {1, 1, 4, 20.4, 39, 39};
        for (int q = 0; q < expected.length; q++) {
            assertEquals(expected[q], offsets[q][0], 1e-12);
        }
        assertEquals(1, ErrorQuantiles.empirical(List.of(errors, new double[38])));
    }

    @Test
    void fewErrorsGiveANormalOfTheSizeOfThoseUpToTheStep() {
        // root mean square of 3 is 3; of 3, 1, 1: sqrt(11 / 3). The normal's quantile 0.975 is 1.959963984540054
        // (scipy 1.11 stats.norm.ppf(0.975))
        double[][] offsets =
                ErrorQuantiles.of(List.of(new double[] {3}, new double[] {-1, 1}), List.of(0.025, 0.5, 0.975));
        assertArrayEquals(
                new double[] {3 * 1.959963984540054, Math.sqrt(11.0 / 3) * 1.959963984540054}, offsets[2], 1e-8);
        assertArrayEquals(new double[] {0, 0}, offsets[1], 1e-15);
        assertEquals(-offsets[2][1], offsets[0][1], 1e-12);
    }

    @Test
    void aStepWithoutErrorsTakesThoseBeforeIt() {
        double[][] offsets = ErrorQuantiles.of(List.of(new double[] {2, -2}, new double[0]), List.of(0.9));
        assertEquals(offsets[0][0], offsets[0][1]);
    }

    @Test
    void quantilesAscendAndAreThoseOfAPlainLoop() {
        var random = new Random(3);
        for (int run = 0; run < 50; run++) {
            double[] errors = random.doubles(39 + random.nextInt(60), -5, 5).toArray();
            double p = 0.01 + 0.98 * random.nextDouble();
            double value = ErrorQuantiles.of(List.of(errors), List.of(p))[0][0];
            double[] sorted = errors.clone();
            Arrays.sort(sorted);
            double best = Double.NaN; // the inverse of the piecewise linear curve through (i / (n + 1), sorted(i))
            for (int i = 1; i < sorted.length; i++) {
                double from = i / (sorted.length + 1.0);
                double to = (i + 1) / (sorted.length + 1.0);
                if (p >= from && p <= to) {
                    best = sorted[i - 1] + (p - from) / (to - from) * (sorted[i] - sorted[i - 1]);
                }
            }
            best = Double.isNaN(best) ? (p < 0.5 ? sorted[0] : sorted[sorted.length - 1]) : best;
            assertEquals(best, value, 1e-9);
            assertTrue(value <= ErrorQuantiles.of(List.of(errors), List.of(Math.min(0.999, p + 0.01)))[0][0]);
        }
    }
}
