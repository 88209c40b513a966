package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void blocksRunOnAndWrapAround() {
        for (int[] one : Resampling.draw(10, 4, 200, 7)) {
            assertEquals(10, one.length);
            for (int i = 0; i < 10; i++) {
                if (i % 4 != 0) {
                    assertEquals((one[i - 1] + 1) % 10, one[i]);
                }
            }
        }
    }

    @Test
    void everyFoldIsDrawnAlikeOften() {
        int[] counts = new int[10];
        for (int[] one : Resampling.draw(10, 4, 10_000, 7)) {
            for (int fold : one) {
                counts[fold]++;
            }
        }
        // 10,000 expected; 30,000 block starts over 10 folds, each counted up to four times: four standard errors are
        // 800
        for (int count : counts) {
            assertEquals(10_000, count, 800);
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        // SplitMix64 with seed 1: high 31 bits of the first outputs, times 100, over 2^31; the plain loop below
        int[] expected = new int[6];
        long state = 1;
        for (int i = 0; i < 6; i++) {
            state += 0x9e3779b97f4a7c15L;
            long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            z ^= z >>> 31;
            expected[i] = (int) Math.floor((z >>> 33) / 2147483648.0 * 6);
        }
        assertArrayEquals(expected, Resampling.draw(6, 1, 3, 1)[0]);
    }

    @Test
    void quantilesAndTailsAgreeWithNumpyAndScipy() {
        double[] sorted = Resampling.sorted(new double[] {0.3, -1.2, 2.5, 0.0, 1.1});
        // numpy 2.4 quantile and scipy 1.17 in comparison_reference.py
        assertEquals(-0.72, Resampling.quantile(sorted, 0.1), 1e-12);
        assertEquals(2.36, Resampling.quantile(sorted, 0.975), 1e-12);
        assertEquals(2.5, Resampling.quantile(sorted, 1));
        assertEquals(0.0057375205170298715, Resampling.expandedTail(0.05, 8), 1e-9);
        assertEquals(1.9434912717936235, Resampling.normalDeviate(2.5, 8), 1e-7);
        assertEquals(-1.9434912717936235, Resampling.normalDeviate(-2.5, 8), 1e-7);
    }
}
