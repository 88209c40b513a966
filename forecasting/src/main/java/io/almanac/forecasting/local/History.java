package io.almanac.forecasting.local;

import io.almanac.core.series.TimeSeries;
import java.util.Arrays;

/**
 * One channel of a series from its first observed value on.
 *
 * @param start  the ordinal of that step: see {@link io.almanac.core.series.TimeAxis#ordinal}
 * @param values NaN = missing; empty where nothing was observed
 */
@SuppressWarnings("ArrayRecordComponent") // seen by nobody outside
record History(long start, double[] values) {

    static History of(TimeSeries series, int channel) {
        return from(series, channel, Long.MIN_VALUE);
    }

    /** The same without the steps before an ordinal. */
    static History from(TimeSeries series, int channel, long least) {
        int length = series.length();
        long begin = length == 0 ? 0 : series.axis().ordinal(0);
        int first = (int) Math.min(length, Math.max(least, begin) - begin);
        while (first < length && Double.isNaN(series.value(channel, first))) {
            first++;
        }
        double[] values = new double[length - first];
        if (values.length == 0) {
            return new History(Long.MAX_VALUE, values);
        }
        series.copyTo(channel, first, values);
        return new History(series.axis().ordinal(first), values);
    }

    int observed() {
        return (int) Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
    }

    boolean constant() {
        return Arrays.stream(values).allMatch(y -> Double.isNaN(y) || y == values[0]);
    }

    /** The power of two by which the mean magnitude comes into [1, 2); 1 where all values are 0. */
    double unit() {
        int count = observed();
        double mean = 0;
        for (double value : values) {
            mean += Double.isNaN(value) ? 0 : Math.abs(value) / count;
        }
        // Below the smallest normal number a quotient would overflow.
        return mean < Double.MIN_NORMAL ? 1 : Math.scalb(1.0, Math.getExponent(mean));
    }

    /** The values in a unit. */
    double[] in(double unit) {
        return Arrays.stream(values).map(y -> y / unit).toArray();
    }
}
