package io.almanac.forecasting.intervals;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How far actual values lie from forecasts, by quantile and step: from the errors on validation steps.
 *
 * <p>Where each tail beyond the quantiles that are asked for holds at least {@value #LEAST_IN_TAIL} of a step's errors,
 * their quantiles are taken (linear between two: definition 7 of Hyndman and Fan 1996, "Sample Quantiles in Statistical
 * Packages"). Else errors are taken to be normal around 0. Their spread is that of the training errors at that step,
 * since those are many, widened by how much larger errors in validation are over all steps.
 */
public final class ErrorQuantiles {

    private static final int LEAST_IN_TAIL = 5;

    private ErrorQuantiles() {}

    /**
     * The quantiles, shaped (quantile, step), of errors shaped (trial, step), NaN where unknown.
     *
     * @param quantiles  probabilities, each in (0, 1)
     * @param validation actual less forecast in validation; no rows where there is none
     * @param training   actual less forecast on what was trained on
     */
    public static double[][] of(List<Double> quantiles, double[][] validation, double[][] training, int horizon) {
        double[][] values = new double[quantiles.size()][horizon];
        double trained = rootMeanSquare(training);
        double tried = rootMeanSquare(validation); // NaN where there is no validation
        var normal = new NormalDistribution(null, 0, 1);
        for (int h = 0; h < horizon; h++) {
            double[] errors = step(validation, h);
            Arrays.sort(errors);
            boolean enough = quantiles.stream().allMatch(p -> errors.length * Math.min(p, 1 - p) >= LEAST_IN_TAIL);
            double spread = rootMeanSquare(step(training, h));
            if (tried > trained) {
                spread = trained > 0 ? spread * (tried / trained) : tried;
            }
            for (int q = 0; q < quantiles.size(); q++) {
                double p = quantiles.get(q);
                values[q][h] = enough ? quantile(errors, p) : spread * normal.inverseCumulativeProbability(p);
            }
        }
        return values;
    }

    private static double[] step(double[][] errors, int h) {
        return Arrays.stream(errors)
                .mapToDouble(row -> row[h])
                .filter(e -> !Double.isNaN(e))
                .toArray();
    }

    /** Of all errors that are known; NaN if there are none. */
    public static double rootMeanSquare(double[][] errors) {
        double[] known = Arrays.stream(errors)
                .flatMapToDouble(Arrays::stream)
                .filter(e -> !Double.isNaN(e))
                .toArray();
        return rootMeanSquare(known);
    }

    private static double rootMeanSquare(double[] errors) {
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        return Math.sqrt(sum / errors.length);
    }

    private static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
