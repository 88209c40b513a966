package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochSamplerTest {

    @Test
    void allAreDrawnOnceBeforeAnyIsDrawnAgain() {
        int[] drawn = EpochSampler.draw(7, 17, 5, 2);

        assertArrayEquals(IntStream.range(0, 7).toArray(), sorted(drawn, 0, 7));
        assertArrayEquals(IntStream.range(0, 7).toArray(), sorted(drawn, 7, 14));
        assertEquals(3, Arrays.stream(drawn, 14, 17).distinct().count());
    }

    private static int[] sorted(int[] drawn, int from, int to) {
        return Arrays.stream(drawn, from, to).sorted().toArray();
    }

    @Test
    void seedAndEpochDecideTheDraw() {
        int[] drawn = EpochSampler.draw(1_000, 100, 5, 2);

        assertArrayEquals(drawn, EpochSampler.draw(1_000, 100, 5, 2));
        assertFalse(Arrays.equals(drawn, EpochSampler.draw(1_000, 100, 5, 3)));
        assertFalse(Arrays.equals(drawn, EpochSampler.draw(1_000, 100, 6, 2)));
    }

    @Test
    void everyIndexIsAsLikelyAsAnyOther() {
        int[] counts = new int[10];
        for (int epoch = 0; epoch < 10_000; epoch++) {
            for (int index : EpochSampler.draw(10, 3, 1, epoch)) {
                counts[index]++;
            }
        }

        // Each is drawn with probability 0.3: 3,000 times, standard deviation sqrt(10,000 * 0.3 * 0.7) = 46.
        for (int count : counts) {
            assertEquals(3_000, count, 5 * 46);
        }
    }

    @Test
    void aSampleOfBillionsTakesNoMemoryForTheRest() {
        assertEquals(
                1_000,
                Arrays.stream(EpochSampler.draw(Integer.MAX_VALUE, 1_000, 1, 1))
                        .distinct()
                        .count());
    }
}
