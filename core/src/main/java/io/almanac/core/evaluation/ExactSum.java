package io.almanac.core.evaluation;

import java.util.Arrays;

/**
 * A sum of doubles without rounding until it is read, so that neither order nor grouping of the terms changes a bit.
 *
 * <p>Keeps the running sum as a few doubles that do not overlap, smallest first. Source: Shewchuk 1997, "Adaptive
 * Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", algorithm Grow-Expansion. Terms must be
 * finite and the sum of their absolute values below the largest double; else the value is not finite.
 */
final class ExactSum {

    private double[] parts = new double[2];
    private int size;

    void add(double term) {
        double x = term;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double y = parts[i];
            double high = x + y;
            double low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x);
            if (low != 0) {
                parts[kept++] = low;
            }
            x = high;
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, kept * 2);
        }
        parts[kept] = x;
        size = kept + 1;
    }

    void add(ExactSum other) {
        for (int i = 0; i < other.size; i++) {
            add(other.parts[i]);
        }
    }

    /** The sum, rounded once to the nearest double, ties to even. */
    double value() {
        if (size == 0) {
            return 0;
        }
        int i = size - 1;
        double high = parts[i];
        double low = 0;
        while (i > 0 && low == 0) {
            double x = high;
            double y = parts[--i];
            high = x + y;
            low = y - (high - x);
        }
        // Just half way between two doubles: what lies below decides, if it pulls the same way.
        if (i > 0 && ((low < 0 && parts[i - 1] < 0) || (low > 0 && parts[i - 1] > 0))) {
            double twice = low * 2;
            double moved = high + twice;
            if (twice == moved - high) {
                return moved;
            }
        }
        return high;
    }
}
