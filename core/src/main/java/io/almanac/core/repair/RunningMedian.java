package io.almanac.core.repair;

import java.util.Arrays;

/**
 * Medians of windows that move over an array by one place at a time. The window is kept sorted, so that a move costs two
 * binary searches and a short copy. At both ends, where it does not fit, it stays where it still does.
 */
public final class RunningMedian {

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
        int size = Math.min(window, values.length);
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        double[] medians = new double[values.length];
        int from = 0;
        for (int i = 0; i < values.length; i++) {
            int wanted = Math.max(0, Math.min(i - window / 2, values.length - size));
            if (wanted > from) {
                replace(sorted, values[from], values[from + size]);
                from++;
            }
            medians[i] = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
        }
        return medians;
    }

    private static void replace(double[] sorted, double gone, double come) {
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
