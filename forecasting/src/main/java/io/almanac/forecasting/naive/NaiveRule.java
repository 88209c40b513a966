package io.almanac.forecasting.naive;

import java.util.Optional;

/**
 * The mathematics of one method on one channel. Errors one step ahead are taken to be normal, independent and of equal
 * spread, as in Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, section 5.5.
 */
interface NaiveRule {

    /** How many numbers {@link #fit} gives; the first is the standard deviation of the errors one step ahead. */
    int parameters();

    /** The parameters of a channel, NaN where there are too few values. */
    double[] fit(double[] values);

    /**
     * The same parameters for histories that begin some steps later, or earlier if negative: those that belong to
     * places of a season are counted from the first step of a history.
     */
    default double[] seenFrom(double[] parameters, long later) {
        return parameters;
    }

    /** Why no forecast can be made from these values, if so. */
    Optional<String> lacks(double[] values);

    /**
     * The point forecast.
     *
     * @param values a history whose last value is observed
     * @param ahead  steps after that, from 1
     */
    double point(double[] parameters, double[] values, int ahead);

    /** The standard deviation of the error of {@link #point}, as a multiple of that one step ahead. */
    double spread(double[] parameters, double[] values, int ahead);

    /** The root of the mean square of those errors that are known; NaN if none is. */
    static double deviation(double[] errors, int parametersFitted) {
        double sum = 0;
        int count = 0;
        for (double error : errors) {
            if (!Double.isNaN(error)) {
                sum += error * error;
                count++;
            }
        }
        return count > parametersFitted ? Math.sqrt(sum / (count - parametersFitted)) : Double.NaN;
    }

    /** {@code y(t) - y(t - lag)} for each t that has a predecessor. */
    static double[] differences(double[] values, int lag) {
        double[] differences = new double[Math.max(0, values.length - lag)];
        for (int t = lag; t < values.length; t++) {
            differences[t - lag] = values[t] - values[t - lag];
        }
        return differences;
    }
}
