package io.almanac.core.repair;

import java.util.Arrays;

/**
 * Medians of windows that move over an array by one place at a time. The window is kept sorted: what leaves it is found
 * and what comes is moved to its place, in one pass over a short window, by bisection in a long one. At both ends, where
 * it does not fit, it stays where it still does.
 */
public final class RunningMedian {

    private static final int SHORT = 64;

    private final int window;

    /**
     * Medians of windows.
     *
     * @param window places, at least 1
     */
    public RunningMedian(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, was " + window);
        }
        this.window = window;
    }

    /**
     * The median of the window around each place: of {@code [i - window / 2, i - window / 2 + window)}, moved into the
     * array.
     *
     * @param values none missing; left as they are
     */
    public double[] of(double[] values) {
        double[] medians = new double[values.length];
        visit(values, (i, sorted) -> medians[i] = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        return medians;
    }

    /** Looks at the sorted window around a place; it must not change it. */
    @FunctionalInterface
    interface Visitor {
        void visit(int place, double[] sorted);
    }

    /** Visits the windows in the order of their places. */
    void visit(double[] values, Visitor visitor) {
        int size = Math.min(window, values.length);
        double[] sorted = new double[size];
        Arrays.setAll(sorted, i -> plain(values[i]));
        Arrays.sort(sorted);
        int from = 0;
        for (int i = 0; i < values.length; i++) {
            if (i - window / 2 > from && from < values.length - size) {
                replace(sorted, plain(values[from]), plain(values[from + size]));
                from++;
            }
            visitor.visit(i, sorted);
        }
    }

    /** Without the sign of -0, which bisection would tell from 0. */
    private static double plain(double value) {
        return value + 0.0;
    }

    private static void replace(double[] sorted, double gone, double come) {
        if (sorted.length > SHORT) {
            replaceByBisection(sorted, gone, come);
            return;
        }
        int at = 0;
        while (sorted[at] != gone) {
            at++;
        }
        while (at + 1 < sorted.length && sorted[at + 1] < come) {
            sorted[at] = sorted[at + 1];
            at++;
        }
        while (at > 0 && sorted[at - 1] > come) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = come;
    }

    private static void replaceByBisection(double[] sorted, double gone, double come) {
        int at = Arrays.binarySearch(sorted, gone);
        int to = Arrays.binarySearch(sorted, come);
        to = to < 0 ? -to - 1 : to;
        if (to > at) {
            System.arraycopy(sorted, at + 1, sorted, at, to - 1 - at);
            sorted[to - 1] = come;
        } else {
            System.arraycopy(sorted, to, sorted, to + 1, at - to);
            sorted[to] = come;
        }
    }
}
