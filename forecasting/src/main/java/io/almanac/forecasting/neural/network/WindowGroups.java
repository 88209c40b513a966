package io.almanac.forecasting.neural.network;

import io.almanac.forecasting.neural.window.WindowSource;
import io.almanac.forecasting.neural.window.WindowSource.Place;
import java.util.Arrays;

/**
 * Windows in groups that are drawn together. Takes a number or two for each window, as there may be many millions.
 *
 * @param windows group after group
 * @param begins  where each group begins, and the end; empty where each window is a group of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WindowGroups(int[] windows, int[] begins) {

    /** Each window by itself. */
    static WindowGroups alone(int[] windows) {
        return new WindowGroups(windows, new int[0]);
    }

    /** Those of all channels at one cutoff of a series together. The windows of a series must stand beside each other. */
    static WindowGroups byCutoff(WindowSource source) {
        int[] windows = source.training();
        int[] ordered = new int[windows.length];
        int[] begins = new int[windows.length + 1];
        int groups = 0;
        for (int from = 0; from < windows.length; ) {
            int series = source.place(windows[from]).series();
            int to = from;
            while (to < windows.length && source.place(windows[to]).series() == series) {
                to++;
            }
            long[] keys = new long[to - from]; // the cutoff above, the window's place in the series below
            for (int i = from; i < to; i++) {
                Place place = source.place(windows[i]);
                keys[i - from] = (long) place.cutoff() << Integer.SIZE | i - from;
            }
            Arrays.sort(keys);
            for (int i = 0; i < keys.length; i++) {
                if (i == 0 || keys[i] >> Integer.SIZE != keys[i - 1] >> Integer.SIZE) {
                    begins[groups++] = from + i;
                }
                ordered[from + i] = windows[from + (int) keys[i]];
            }
            from = to;
        }
        begins[groups] = windows.length;
        return new WindowGroups(ordered, Arrays.copyOf(begins, groups + 1));
    }

    int count() {
        return begins.length == 0 ? windows.length : begins.length - 1;
    }

    /** The windows of a group. */
    int[] get(int group) {
        return begins.length == 0
                ? new int[] {windows[group]}
                : Arrays.copyOfRange(windows, begins[group], begins[group + 1]);
    }
}
