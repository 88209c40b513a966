package io.almanac.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowSampleTest {

    private static WindowSample sample(int most, int offered, long seed) {
        var sample = new WindowSample(most, seed);
        IntStream.range(0, offered).forEach(i -> sample.offer(i / 50, i % 2, i));
        return sample;
    }

    @Test
    void fewWindowsAreAllTaken() {
        assertEquals(
                List.of(new WindowSample.Place(0, 0, 0), new WindowSample.Place(0, 1, 1)),
                sample(5, 2, 1).places());
    }

    @Test
    void ofManyASampleOfTheAskedSizeIsTakenInOrder() {
        WindowSample sample = sample(20, 1000, 1);
        assertEquals(20, sample.places().stream().distinct().count());
        assertEquals(1000, sample.offered());
        List<Integer> series =
                sample.places().stream().map(WindowSample.Place::series).toList();
        assertEquals(series.stream().sorted().toList(), series);
    }

    @Test
    void theSeedDecidesWhichOnes() {
        assertEquals(sample(20, 1000, 1).places(), sample(20, 1000, 1).places());
        assertNotEquals(sample(20, 1000, 1).places(), sample(20, 1000, 2).places());
    }

    @Test
    void eachWindowHasTheSameChance() {
        int[] counts = new int[10];
        for (int seed = 0; seed < 4000; seed++) {
            sample(3, 10, seed).places().forEach(place -> counts[place.cutoff()]++);
        }
        // 4000 draws of 3 of 10: 1200 each, standard deviation sqrt(4000 * 0.3 * 0.7) = 29
        for (int count : counts) {
            assertEquals(1200, count, 5 * 29);
        }
    }
}
