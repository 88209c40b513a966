package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * Estimates forms of one series that differ in all but their differences. Not for many threads.
 *
 * <p>The likelihood has one maximum in the variance and in the constant for given coefficients; these are put in, so that
 * only coefficients are searched for. What is left is a sum of squares: with errors e of unit variance after division by
 * the roots of v, maximising it means minimising (v1 ⋯ vn)^(1/n) Σ e² (Ansley 1979). Coefficients are searched in the
 * form of partial autocorrelations, of φ, θ, Φ and Θ each, see {@link Stationary}: what is found is stationary and
 * invertible.
 */
final class Estimator {

    private static final double TOLERANCE = 1e-9;
    private static final double ROUGH_TOLERANCE = 1e-5; // of what is only a start

    private final double[] values;
    private final double[] differenced; // of the values, gaps filled linearly
    private final boolean gaps;
    private final LeastSquares solver;
    private final LeastSquares rough;
    private final double[] constants;

    /** @param values from the first observed one on; not copied */
    Estimator(double[] values, ArimaForm differences, int mostCoefficients) {
        this.values = values;
        gaps = Arrays.stream(values).anyMatch(Double::isNaN);
        differenced = Differences.of(gaps ? Gaps.filled(values) : values, differences);
        solver = new LeastSquares(mostCoefficients, values.length, TOLERANCE);
        rough = new LeastSquares(mostCoefficients, values.length, ROUGH_TOLERANCE);
        constants = new double[values.length];
    }

    /** By the conditional sum of squares, of the series without gaps. */
    Estimate conditional(ArimaForm form) {
        var filter = new ConditionalFilter(form, differenced);
        double[] start = new double[form.coefficients()];
        return estimate(form, filter, solver, start);
    }

    /** By maximum likelihood, starting from where the conditional sum of squares is smallest. */
    Estimate exact(ArimaForm form) {
        double[] start = new double[form.coefficients()];
        var conditional = new ConditionalFilter(form, differenced);
        if (conditional.size() > form.coefficients() + 1) {
            minimise(form, conditional, rough, start);
        }
        Innovations filter = gaps ? new GapFilter(form, values) : new ExactFilter(form, differenced, 0);
        Estimate estimate = estimate(form, filter, solver, start);
        return estimate;
    }

    private double minimise(ArimaForm form, Innovations filter, LeastSquares by, double[] unbounded) {
        var arma = new Arma(form);
        double[] coefficients = new double[form.coefficients()];
        LeastSquares.Residuals residuals = (numbers, into) -> {
            bounded(form, numbers, coefficients);
            arma.set(coefficients);
            double logarithm = filter.run(arma, into, constants);
            if (form.constant()) {
                subtract(into, filter.size());
            }
            scale(into, filter.size(), Math.exp(logarithm / (2 * filter.size())));
        };
        return by.minimise(residuals, unbounded, form.coefficients(), filter.size());
    }

    private Estimate estimate(ArimaForm form, Innovations filter, LeastSquares by, double[] unbounded) {
        minimise(form, filter, by, unbounded);
        int size = filter.size();
        double[] coefficients = new double[form.coefficients()];
        bounded(form, unbounded, coefficients);
        var arma = new Arma(form);
        arma.set(coefficients);
        double[] errors = new double[size];
        double logarithm = filter.run(arma, errors, constants);
        double constant = form.constant() ? subtract(errors, size) : 0;
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        int counted = filter.counted();
        double perfect = Math.max(sum, Double.MIN_NORMAL); // a series that the model foresees without any error
        double likelihood = -0.5 * counted * (1 + Math.log(2 * Math.PI * perfect / size) + logarithm / size);
        int free = counted - form.parameters() + 1;
        return new Estimate(form, coefficients, constant, sum / Math.max(1, free), likelihood, counted);
    }

    /** Subtracts the constant that leaves the smallest sum of squares, and returns it. */
    private double subtract(double[] errors, int size) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < size; i++) {
            product += errors[i] * constants[i];
            square += constants[i] * constants[i];
        }
        double constant = square > 0 ? product / square : 0;
        for (int i = 0; i < size; i++) {
            errors[i] -= constant * constants[i];
        }
        return constant;
    }

    private static void scale(double[] errors, int size, double factor) {
        for (int i = 0; i < size; i++) {
            errors[i] *= factor;
        }
    }

    /** Numbers without bounds to coefficients of polynomials with roots outside of the unit circle. */
    private static void bounded(ArimaForm form, double[] numbers, double[] coefficients) {
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int count = part == 0 ? form.p() : part == 1 ? form.q() : part == 2 ? form.seasonal().p() : form.seasonal().q();
            Stationary.fromUnbounded(numbers, at, coefficients, at, count);
            for (int i = at; part % 2 == 1 && i < at + count; i++) {
                coefficients[i] = -coefficients[i]; // θ is written with the other sign
            }
            at += count;
        }
    }
}
