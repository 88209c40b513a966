package io.almanac.core.evaluation;

import java.util.Arrays;

/**
 * Some sums of doubles, each without rounding until it is read, so that neither order nor grouping of the terms changes
 * a bit.
 *
 * <p>Keeps a running sum as a few doubles that do not overlap, smallest first. Source: Shewchuk 1997, "Adaptive
 * Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", algorithm Grow-Expansion. Terms must be
 * finite and the sum of their absolute values below the largest double; else the value is not finite.
 *
 * <p>The parts of all sums lie in one array, because an evaluation holds millions of them.
 */
final class ExactSums {

    private static final int FIRST_ROOM = 2;

    private final byte[] sizes;
    private double[] parts; // those of sum i from i * room on
    private int room;

    ExactSums(int count) {
        sizes = new byte[count];
        parts = new double[count * FIRST_ROOM];
        room = FIRST_ROOM;
    }

    int count() {
        return sizes.length;
    }

    void add(int sum, double term) {
        int start = sum * room;
        int end = start + sizes[sum];
        int kept = start;
        double x = term;
        for (int i = start; i < end; i++) {
            double y = parts[i];
            double high = x + y;
            double low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x);
            if (low != 0) {
                parts[kept++] = low;
            }
            x = high;
        }
        int size = kept - start + 1;
        if (size > room) {
            widen();
        }
        parts[sum * room + size - 1] = x;
        sizes[sum] = (byte) size;
    }

    private void widen() {
        int wider = room * 2;
        double[] moved = new double[sizes.length * wider];
        for (int i = 0; i < sizes.length; i++) {
            System.arraycopy(parts, i * room, moved, i * wider, room);
        }
        parts = moved;
        room = wider;
    }

    /** Adds the sums of another one by one; there must be as many. */
    void add(ExactSums other) {
        for (int sum = 0; sum < sizes.length; sum++) {
            for (int i = 0; i < other.sizes[sum]; i++) {
                add(sum, other.parts[sum * other.room + i]);
            }
        }
    }

    /** Makes all sums 0. */
    void clear() {
        Arrays.fill(sizes, (byte) 0);
    }

    /** A sum, rounded once to the nearest double, ties to even. */
    double value(int sum) {
        int start = sum * room;
        int i = start + sizes[sum] - 1;
        if (i < start) {
            return 0;
        }
        double high = parts[i];
        double low = 0;
        while (i > start && low == 0) {
            double x = high;
            double y = parts[--i];
            high = x + y;
            low = y - (high - x);
        }
        // Just half way between two doubles: what lies below decides, if it pulls the same way.
        if (i > start && ((low < 0 && parts[i - 1] < 0) || (low > 0 && parts[i - 1] > 0))) {
            double twice = low * 2;
            double moved = high + twice;
            if (twice == moved - high) {
                return moved;
            }
        }
        return high;
    }

    /** The sums from one on, as many as there is room for in {@code into}. */
    void values(int from, double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = value(from + i);
        }
    }
}
