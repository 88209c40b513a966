package io.almanac.datasets.checks;

import java.util.function.Supplier;

/** Counts trouble of one kind and keeps the first example, or the one that weighs most. */
final class Tally {

    private long count;
    private double weight = Double.NEGATIVE_INFINITY;
    private String example = "";

    /** Counts; the example is asked for only if it is the first. */
    void add(long some, Supplier<String> text) {
        add(some, 0, text);
    }

    /** Counts; the example is asked for only if it weighs more than those before. */
    void add(long some, double newWeight, Supplier<String> text) {
        if (some > 0) {
            count += some;
            if (newWeight > weight) {
                weight = newWeight;
                example = text.get();
            }
        }
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    String example() {
        return example;
    }
}
