package io.almanac.forecasting.transform;

/**
 * Differences of values some steps apart, taken once or several times: (1 - B^lag)^order, and the way back.
 *
 * @param lag   steps apart, at least 1
 * @param order how many times, at least 0
 */
public record Differences(int lag, int order) {

    public Differences {
        if (lag < 1) {
            throw new IllegalArgumentException("lag must be at least 1, was " + lag);
        }
        if (order < 0) {
            throw new IllegalArgumentException("order must not be negative, was " + order);
        }
    }

    /** How many values the first difference needs before it, and the way back of the newest: lag times order. */
    public int lost() {
        return Math.multiplyExact(lag, order);
    }

    /** The differences, {@link #lost} fewer than the values, none if there are no more; NaN where one of two is missing. */
    public double[] apply(double[] values) {
        double[] differences = values.clone();
        for (int time = 1; time <= order; time++) {
            differences = once(differences);
        }
        return differences;
    }

    private double[] once(double[] values) {
        double[] differences = new double[Math.max(0, values.length - lag)];
        for (int t = 0; t < differences.length; t++) {
            differences[t] = values[t + lag] - values[t];
        }
        return differences;
    }

    /**
     * The values whose differences these are: with {@code v} the values before and {@code w} the result, {@code apply} of both
     * one after the other ends with them.
     *
     * @param differences after the last value, shaped (H)
     * @param values      before them; the last {@link #lost} must be observed
     * @return shaped (H)
     * @throws IllegalArgumentException if there are fewer values
     */
    public double[] invert(double[] differences, double[] values) {
        if (values.length < lost()) {
            throw new IllegalArgumentException(
                    "values must be at least lag times order = " + lost() + ", were " + values.length);
        }
        double[] inverted = differences.clone();
        for (int times = order - 1; times >= 0; times--) {
            double[] before = new Differences(lag, times).apply(values);
            for (int h = 0; h < inverted.length; h++) {
                inverted[h] += h < lag ? before[before.length - lag + h] : inverted[h - lag];
            }
        }
        return inverted;
    }
}
