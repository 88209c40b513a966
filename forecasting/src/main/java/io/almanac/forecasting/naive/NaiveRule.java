package io.almanac.forecasting.naive;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalMethod;
import java.util.Arrays;
import java.util.Optional;

/**
 * A method of few parameters and no search. Errors one step ahead are taken to be normal, independent and of equal
 * spread, as in Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, section 5.5.
 */
interface NaiveRule extends LocalMethod {

    /** How many numbers {@link #parametersOf} gives; the first is the standard deviation of the errors one step ahead. */
    int parameters();

    /** The parameters of a channel, NaN where there are too few values. */
    double[] parametersOf(double[] values);

    /**
     * The same parameters for histories that begin some steps later: those that belong to places of a season are counted
     * from the first step of a history.
     */
    default double[] seenFrom(double[] parameters, int later) {
        return parameters;
    }

    /** Why no forecast can be made from these values, if so. */
    default Optional<String> lacks(double[] values) {
        return Optional.empty();
    }

    /**
     * The point forecast.
     *
     * @param values a history whose last value is observed
     * @param ahead  steps after that, from 1
     */
    double point(double[] parameters, double[] values, int ahead);

    /** The standard deviation of the error of {@link #point}, as a multiple of that one step ahead. */
    double spread(double[] parameters, double[] values, int ahead);

    @Override
    default int least() {
        return 2;
    }

    @Override
    default LocalFit fit(double[] values) {
        double[] parameters = parametersOf(values);
        if (Arrays.stream(parameters).anyMatch(Double::isNaN)) {
            throw new UnfitException("too few observed values when the model was fitted");
        }
        return new NaiveFit(this, parameters);
    }

    @Override
    default LocalFit restore(double[] numbers) {
        if (numbers.length != parameters()) {
            throw new IllegalArgumentException("must have " + parameters() + " numbers, has " + numbers.length);
        }
        return new NaiveFit(this, numbers);
    }

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
