package io.almanac.forecasting.smoothing;

/**
 * A straight line over steps that are counted from 1.
 *
 * @param intercept its value at step 0
 * @param slope     its change in a step
 */
record Line(double intercept, double slope) {

    static final Line ZERO = new Line(0, 0);

    /** The line of least squares through all values; level where there is one value only. */
    static Line through(double[] values) {
        double mean = 0;
        double slope = 0;
        for (int t = 1; t <= values.length; t++) {
            double off = values[t - 1] - mean;
            slope = slope(slope, t, off);
            mean += off / t;
        }
        return new Line(mean - slope * (values.length + 1) / 2, slope);
    }

    /**
     * The slope through one value more. Source: Fiorucci et al. 2016 (see {@link ThetaState}), the recursion of B.
     *
     * @param steps how many values there are then
     * @param off   how far the newest lies above the mean of those before it
     */
    static double slope(double slope, int steps, double off) {
        return steps == 1 ? 0 : ((steps - 2) * slope + 6 * off / steps) / (steps + 1);
    }
}
