package io.almanac.tribuo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random sample of the windows that it is offered, each with the same chance, in memory for the sample alone. Source:
 * Vitter 1985, "Random Sampling with a Reservoir", algorithm R. Mutable, for one thread.
 */
final class WindowSample {

    /** The window of a channel that ends before the step {@code cutoff}. */
    record Place(int series, int channel, int cutoff) {}

    private final int most;
    private final SplittableRandom random;
    private final List<Place> picked = new ArrayList<>();
    private long offered;

    WindowSample(int most, long seed) {
        this.most = most;
        random = new SplittableRandom(seed);
    }

    void offer(int series, int channel, int cutoff) {
        offered++;
        if (picked.size() < most) {
            picked.add(new Place(series, channel, cutoff));
            return;
        }
        long at = random.nextLong(offered);
        if (at < most) {
            picked.set((int) at, new Place(series, channel, cutoff));
        }
    }

    /** How many windows there were. */
    long offered() {
        return offered;
    }

    /** The sample, in the order of the series and of time. */
    List<Place> places() {
        return picked.stream()
                .sorted(Comparator.comparingInt(Place::series)
                        .thenComparingInt(Place::channel)
                        .thenComparingInt(Place::cutoff))
                .toList();
    }
}
