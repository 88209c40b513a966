package io.almanac.forecasting.arima;

import io.almanac.forecasting.transform.Gaps;
import java.util.Arrays;

/**
 * Estimates forms of one series that differ in all but their differences. Not for many threads.
 *
 * <p>For given coefficients the likelihood is largest at one variance and one constant, which are put in, so that only
 * coefficients are searched for. What is left is a sum of squares: with errors e that were divided by the roots of v,
 * the likelihood is largest where (v1 ⋯ vn)^(1/n) Σ e² is smallest (Ansley 1979). φ, θ, Φ and Θ are each written as the
 * sines of angles, see {@link Stationary}, so that what is found is stationary and invertible. A sine can reach 1, where a
 * moving average often has its best place, and turns back behind it: there is no edge to get stuck at and no plain
 * without a slope, as there is with tanh. The search starts with all angles 0.
 */
final class Estimator {

    private static final double TOLERANCE = 1e-9;

    // Numbers that a filter touches in one pass over the series: what is cheap enough for each form of a search, and
    // for
    // one form.
    private static final double LONG = 4e6;
    private static final double LONG_WITH_GAPS = 1e6;
    private static final double TOO_LONG_WITH_GAPS = 1e8;

    private final double[] values;
    private final double[] differenced; // of the values, gaps filled linearly
    private final boolean gaps;
    private final LeastSquares solver;
    private final double[] constants;

    /**
     * For forms with the differences of one.
     *
     * @param values           from the first observed one on; not copied
     * @param mostCoefficients of a form
     */
    Estimator(double[] values, ArimaForm differences, int mostCoefficients) {
        this.values = values;
        gaps = Arrays.stream(values).anyMatch(Double::isNaN);
        differenced = Differencing.of(gaps ? Gaps.filled(values) : values, differences);
        solver = new LeastSquares(mostCoefficients, values.length, TOLERANCE);
        constants = new double[values.length];
    }

    /** Whether a form takes so long that {@link #rough} is meant for a search among such forms. */
    boolean isLong(ArimaForm form) {
        return work(form) > LONG || (gaps && gapWork(values.length, form) > LONG_WITH_GAPS);
    }

    /**
     * By the likelihood of the series with gaps filled on a straight line; of a very long one by the conditional sum of
     * squares.
     */
    Estimate rough(ArimaForm form) {
        return estimate(
                form,
                work(form) > LONG ? new ConditionalFilter(form, differenced) : new ExactFilter(form, differenced, 0));
    }

    /** By maximum likelihood; gaps are filled only where {@link #fills} says so. */
    Estimate exact(ArimaForm form) {
        return estimate(
                form,
                gaps && !fills(values.length, form)
                        ? new GapFilter(form, values)
                        : new ExactFilter(form, differenced, 0));
    }

    private double work(ArimaForm form) {
        return (double) differenced.length * Math.max(form.arDegree(), form.maDegree() + 1);
    }

    private static double gapWork(int length, ArimaForm form) {
        return length * Math.pow(form.lost() + Math.max(form.arDegree(), form.maDegree() + 1), 2);
    }

    /** Whether a series is so long that its gaps are filled on a straight line, and not skipped. */
    static boolean fills(int length, ArimaForm form) {
        return gapWork(length, form) > TOO_LONG_WITH_GAPS;
    }

    private Estimate estimate(ArimaForm form, Innovations filter) {
        int size = filter.size();
        var arma = new Arma(form);
        double[] angles = new double[form.coefficients()];
        double[] coefficients = new double[form.coefficients()];
        solver.minimise(
                (tried, errors) -> {
                    polynomials(form, tried, coefficients);
                    arma.set(coefficients);
                    double logarithm = filter.run(arma, errors, constants);
                    if (form.constant()) {
                        subtract(errors, size);
                    }
                    scale(errors, size, Math.exp(logarithm / (2 * size)));
                },
                angles,
                form.coefficients(),
                size);
        polynomials(form, angles, coefficients);
        arma.set(coefficients);
        double[] errors = new double[size];
        double logarithm = filter.run(arma, errors, constants);
        double constant = form.constant() ? subtract(errors, size) : 0;
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        int counted = filter.counted();
        double mean = Math.max(sum / size, Double.MIN_NORMAL); // 0 if the model foresees the series without any error
        double likelihood = -0.5 * counted * (1 + Math.log(2 * Math.PI * mean) + logarithm / size);
        int free = Math.max(1, counted - form.parameters() + 1);
        return new Estimate(form, coefficients, constant, sum / free, likelihood, counted);
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

    private static void polynomials(ArimaForm form, double[] angles, double[] coefficients) {
        int at = 0;
        at = polynomial(angles, coefficients, at, form.p(), 1);
        at = polynomial(angles, coefficients, at, form.q(), -1);
        at = polynomial(angles, coefficients, at, form.seasonal().p(), 1);
        polynomial(angles, coefficients, at, form.seasonal().q(), -1);
    }

    private static int polynomial(double[] angles, double[] coefficients, int at, int count, int sign) {
        Stationary.fromAngles(angles, coefficients, at, count);
        for (int i = at; i < at + count; i++) {
            coefficients[i] *= sign; // θ is written with the other sign
        }
        return at + count;
    }
}
