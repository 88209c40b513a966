package io.almanac.tribuo;

import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * What a forecast starts from: one channel of a series as it was known at a cutoff.
 *
 * @param lags the newest values, oldest first; NaN where missing or before the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Window(TimeSeries known, int channel, double[] lags) {

    static Window of(TimeSeries known, int channel, int count) {
        double[] lags = new double[count];
        int there = Math.min(count, known.length());
        Arrays.fill(lags, 0, count - there, Double.NaN);
        double[] newest = new double[there];
        known.copyTo(channel, known.length() - there, newest);
        System.arraycopy(newest, 0, lags, count - there, there);
        return new Window(known, channel, lags);
    }

    /** By which the lags are scaled, and the targets after them. */
    SeriesScale scale() {
        return SeriesScale.of(lags, lags.length);
    }
}
