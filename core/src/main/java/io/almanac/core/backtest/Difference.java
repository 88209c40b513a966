package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;

/**
 * How far two outcomes for one series lie apart.
 *
 * @param channel where a number differs most; -1 if it is not a number that differs
 * @param step    the same, from 0 within the horizon
 * @param size    the largest difference, without sign; NaN if it is not a number that differs
 * @param what    which number, or what else
 */
record Difference(int channel, int step, double size, String what) {

    /** All bits are the same. */
    static final Difference NONE = new Difference(-1, -1, -1, "");

    boolean none() {
        return size < 0;
    }

    /** The largest difference; {@link #NONE} if all bits are the same. */
    static Difference of(Outcome before, Outcome after) {
        if (before instanceof Forecast one && after instanceof Forecast other) {
            return shape(one).equals(shape(other))
                    ? ofNumbers(one, other)
                    : another("was a " + shape(one) + ", became a " + shape(other));
        }
        if (before instanceof Refusal one && after instanceof Refusal other) {
            return one.equals(other)
                    ? NONE
                    : another("refused for another reason: " + other.reason() + "; before: " + one.reason());
        }
        return after instanceof Refusal refusal
                ? another("no forecast any more: " + refusal.reason())
                : another("a forecast where there was none: " + ((Refusal) before).reason());
    }

    private static Difference another(String what) {
        return new Difference(-1, -1, Double.NaN, what);
    }

    private static String shape(Forecast forecast) {
        return forecast + ", " + forecast.channels() + " channels, point " + forecast.pointKind() + ", quantiles "
                + forecast.quantiles() + ", " + forecast.paths() + " paths";
    }

    private static Difference ofNumbers(Forecast one, Forecast other) {
        Difference largest = NONE;
        int kinds = 1 + one.quantiles().size() + one.paths();
        for (int kind = 0; kind < kinds; kind++) {
            for (int channel = 0; channel < one.channels(); channel++) {
                for (int step = 0; step < one.horizon(); step++) {
                    double before = number(one, kind, channel, step);
                    double after = number(other, kind, channel, step);
                    if (Double.doubleToRawLongBits(before) != Double.doubleToRawLongBits(after)) {
                        double size = Math.abs(after - before); // 0 between 0 and -0
                        if (size > largest.size()) {
                            largest = new Difference(channel, step, size, name(one, kind));
                        }
                    }
                }
            }
        }
        return largest;
    }

    /** Number {@code kind} of a step: the point, then the quantiles, then the paths. */
    private static double number(Forecast forecast, int kind, int channel, int step) {
        int quantile = kind - 1;
        int path = quantile - forecast.quantiles().size();
        if (kind == 0) {
            return forecast.point(channel, step);
        }
        return path < 0 ? forecast.quantile(quantile, channel, step) : forecast.path(path, channel, step);
    }

    private static String name(Forecast forecast, int kind) {
        int quantile = kind - 1;
        int path = quantile - forecast.quantiles().size();
        if (kind == 0) {
            return "point";
        }
        return path < 0 ? "quantile " + forecast.quantiles().get(quantile) : "path " + (path + 1);
    }
}
