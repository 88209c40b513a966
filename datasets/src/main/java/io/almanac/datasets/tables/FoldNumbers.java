package io.almanac.datasets.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Numbers the cutoffs of a table from 0, the oldest first: by their times where one series has all that there are, else
 * from the end of each series. Holds 12 bytes for each series and cutoff.
 */
final class FoldNumbers {

    /** Two places of one series with the same cutoff, by the lines in which they begin. */
    record Twice(String id, int line, int other) {}

    /** The cutoffs of one series in the order in which they come, later sorted. */
    private static final class Cutoffs {

        private long[] keys = new long[4];
        private int[] lines = new int[4];
        private int size;

        void add(long key, int line) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                lines = Arrays.copyOf(lines, size * 2);
            }
            keys[size] = key;
            lines[size++] = line;
        }

        /** Sorts; the lines of two that are equal, if there are such. */
        Optional<int[]> sort() {
            boolean ascending = true;
            for (int i = 1; i < size && ascending; i++) {
                ascending = keys[i] > keys[i - 1];
            }
            if (!ascending) {
                Map<Long, Integer> seen = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    Integer earlier = seen.put(keys[i], lines[i]);
                    if (earlier != null) {
                        return Optional.of(new int[] {earlier, lines[i]});
                    }
                }
            }
            keys = Arrays.copyOf(keys, size);
            Arrays.sort(keys);
            lines = new int[0];
            return Optional.empty();
        }
    }

    private final Map<String, Cutoffs> series = new HashMap<>();
    private long[] all = {}; // empty: numbered from the end of each series
    private int folds;

    /** Takes in a place; the series' cutoffs may come in any order. */
    void add(String id, long key, int line) {
        series.computeIfAbsent(id, one -> new Cutoffs()).add(key, line);
    }

    /** Numbers the folds; what comes twice, if anything does. */
    Optional<Twice> finish() {
        var union = new TreeSet<Long>();
        List<Twice> twice = new ArrayList<>();
        series.forEach((id, cutoffs) -> {
            cutoffs.sort().ifPresent(lines -> twice.add(new Twice(id, lines[0], lines[1])));
            folds = Math.max(folds, cutoffs.size);
            for (int i = 0; i < cutoffs.size; i++) {
                union.add(cutoffs.keys[i]);
            }
        });
        all = union.size() == folds ? union.stream().mapToLong(Long::longValue).toArray() : new long[0];
        return twice.stream().min((a, b) -> Integer.compare(a.other(), b.other()));
    }

    int series() {
        return series.size();
    }

    /** How many there are, at least 1. */
    int folds() {
        return folds;
    }

    /** The fold of a place. */
    int fold(String id, long key) {
        if (all.length > 0) {
            return Arrays.binarySearch(all, key);
        }
        long[] own = series.getOrDefault(id, new Cutoffs()).keys;
        return folds - own.length + Arrays.binarySearch(own, key);
    }
}
