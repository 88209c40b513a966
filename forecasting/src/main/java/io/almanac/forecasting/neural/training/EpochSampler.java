package io.almanac.forecasting.neural.training;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws the windows of an epoch on the host, from nothing but the seed and the epoch. */
public final class EpochSampler {

    private EpochSampler() {}

    /**
     * Indices in random order, each as often as any other but for one: without replacement as long as they last,
     * then all over again. Takes time and memory for what is drawn, however many there are to draw from
     * (Fisher-Yates with only the moved cells kept).
     *
     * @param size  how many there are to draw from, at least 1
     * @param count how many to draw
     */
    public static int[] draw(int size, int count, long seed, int epoch) {
        var random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
        int[] drawn = new int[count];
        Map<Integer, Integer> moved = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int position = i % size;
            if (position == 0) {
                moved.clear();
            }
            int other = position + random.nextInt(size - position);
            drawn[i] = moved.getOrDefault(other, other);
            moved.put(other, moved.getOrDefault(position, position));
        }
        return drawn;
    }
}
