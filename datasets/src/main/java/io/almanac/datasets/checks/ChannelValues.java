package io.almanac.datasets.checks;

import io.almanac.core.series.TimeSeries;
import java.math.BigDecimal;
import java.math.MathContext;

/** One channel of one series, for the checks of values. They leave the arrays as they are. */
final class ChannelValues {

    private final TimeSeries series;
    private final int channel;
    private final double[] values;
    private final double[] present;

    ChannelValues(TimeSeries series, int channel) {
        this.series = series;
        this.channel = channel;
        values = new double[series.length()];
        series.copyTo(channel, 0, values);
        present = present(values);
    }

    private static double[] present(double[] values) {
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count++;
            }
        }
        if (count == values.length) {
            return values;
        }
        double[] present = new double[count];
        int next = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                present[next++] = value;
            }
        }
        return present;
    }

    int season() {
        return series.schema().season();
    }

    /** The value of each step, NaN where missing. */
    double[] values() {
        return values;
    }

    /** The values that are there, in order. */
    double[] present() {
        return present;
    }

    /** The step of a value that is there. */
    int stepOf(int index) {
        if (present.length == values.length) {
            return index;
        }
        int step = -1;
        for (int left = index; left >= 0; left--) {
            step++;
            while (Double.isNaN(values[step])) {
                step++;
            }
        }
        return step;
    }

    /** The name for a person: {@code series a, channel b}. */
    String name() {
        return "series " + series.id()
                + (series.schema().channels().size() == 1
                        ? ""
                        : ", channel " + series.schema().channels().get(channel));
    }

    /** The name and the time of a step. */
    String place(int step) {
        return name() + ", " + time(step);
    }

    /** A value with so many digits at most and without an exponent. */
    static String text(double value, int digits) {
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }

    String time(int step) {
        return series.axis().text(step);
    }

    /** Whether all values are the same, of one at least. */
    boolean isConstant() {
        int same = 0;
        while (same < present.length && present[same] == present[0]) {
            same++;
        }
        return same > 0 && same == present.length;
    }
}
