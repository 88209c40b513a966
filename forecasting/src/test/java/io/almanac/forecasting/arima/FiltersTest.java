package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** The three filters against each other and against the covariance matrix of the whole series. */
class FiltersTest {

    private static final double[][] COEFFICIENTS = {
        {}, {0.6}, {-0.4}, {0.5, -0.3, 0.4}, {0.5, 0.3}, {1.2, -0.5, 0.3, 0.7, -0.6}, {0.4, 0.5, -0.7, 0.3, 0.6},
    };

    private static final ArimaForm[] FORMS = {
        form(0, 0, 0, 0, 0, 0, 1, false), form(1, 0, 0, 0, 0, 0, 1, true), form(0, 0, 1, 0, 0, 0, 1, true),
        form(2, 0, 1, 0, 0, 0, 1, false), form(0, 0, 1, 1, 0, 0, 4, true), form(2, 0, 1, 1, 0, 1, 4, false),
        form(1, 0, 2, 0, 0, 2, 3, true),
    };

    static ArimaForm form(
            int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int season, boolean constant) {
        return new ArimaForm(p, d, q, new ArimaForm.Seasonal(seasonalP, seasonalD, seasonalQ), season, constant);
    }

    private static double[] noise(int length, long seed) {
        return new Random(seed).doubles(length, -2, 3).toArray();
    }

    private static Arma arma(int i) {
        var arma = new Arma(FORMS[i]);
        arma.set(COEFFICIENTS[i]);
        return arma;
    }

    /** The covariance of the series by ψ weights: γ(k) = Σ ψ(j) ψ(j + k), enough of them that the rest is nothing. */
    private static RealMatrix covariance(int i, int length) {
        Arma arma = arma(i);
        int begin = FORMS[i].arDegree();
        double[] errors = new double[3000];
        double[] response = new double[3000];
        for (int t = begin; t < response.length; t++) {
            // The error of a 0 is what would have to be added to it, with its sign changed, were there no new error.
            arma.errors(response, errors, t, t + 1);
            double impulse = t == begin ? 1 : 0;
            response[t] = impulse - errors[t];
            errors[t] = impulse;
        }
        var matrix = new Array2DRowRealMatrix(length, length);
        for (int k = 0; k < length; k++) {
            double sum = 0;
            for (int t = begin; t + k < response.length; t++) {
                sum += response[t] * response[t + k];
            }
            for (int t = 0; t + k < length; t++) {
                matrix.setEntry(t, t + k, sum);
                matrix.setEntry(t + k, t, sum);
            }
        }
        return matrix;
    }

    @Test
    void exactErrorsAreThoseOfTheCholeskyFactorOfTheCovarianceMatrix() {
        double[] series = noise(40, 1);
        for (int i = 0; i < FORMS.length; i++) {
            var cholesky = new CholeskyDecomposition(covariance(i, series.length), 1e-9, 1e-12);
            RealMatrix factor = cholesky.getL();
            double[] expected = new double[series.length];
            double logarithm = 0;
            for (int t = 0; t < series.length; t++) {
                double sum = series[t];
                for (int s = 0; s < t; s++) {
                    sum -= factor.getEntry(t, s) * expected[s];
                }
                expected[t] = sum / factor.getEntry(t, t);
                logarithm += 2 * Math.log(factor.getEntry(t, t));
            }
            double[] errors = new double[series.length];
            double ours = new ExactFilter(FORMS[i], series, 0).run(arma(i), errors, new double[series.length]);
            assertEquals(logarithm, ours, 1e-8, FORMS[i].toString());
            assertArrayEquals(expected, errors, 1e-8, FORMS[i].toString());
        }
    }

    @Test
    void withoutGapsBothExactFiltersAgreeWithDifferencesToo() {
        double[] values = noise(60, 2);
        for (int[] d : new int[][] {{0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}}) {
            for (int i = 0; i < FORMS.length; i++) {
                if (d[1] > 0 && FORMS[i].season() == 1) {
                    continue;
                }
                ArimaForm form = form(
                        FORMS[i].p(),
                        d[0],
                        FORMS[i].q(),
                        FORMS[i].seasonal().p(),
                        d[1],
                        FORMS[i].seasonal().q(),
                        FORMS[i].season(),
                        d[0] + d[1] < 2);
                var arma = new Arma(form);
                arma.set(COEFFICIENTS[i]);
                double[] series = Differencing.of(values, form);
                double[] errors = new double[series.length];
                double[] constants = new double[series.length];
                double logarithm = new ExactFilter(form, series, 0).run(arma, errors, constants);
                var gaps = new GapFilter(form, values);
                assertEquals(series.length, gaps.size());
                double[] same = new double[series.length];
                double[] sameConstants = new double[series.length];
                assertEquals(logarithm, gaps.run(arma, same, sameConstants), 1e-7, form.toString());
                assertArrayEquals(errors, same, 1e-7, form.toString());
                assertArrayEquals(constants, sameConstants, 1e-7, form.toString());
            }
        }
    }

    @Test
    void aGapLeavesTheErrorsOfTheOtherValuesAlone() {
        // White noise: each error is the value itself.
        double[] values = noise(20, 3);
        values[4] = Double.NaN;
        values[19] = Double.NaN;
        double[] errors = new double[18];
        assertEquals(0, new GapFilter(FORMS[0], values).run(arma(0), errors, errors), 1e-12);
        assertArrayEquals(Arrays.stream(values).filter(y -> !Double.isNaN(y)).toArray(), errors, 1e-12);
    }

    @Test
    void conditionalErrorsAreThoseOfThePlainRecursion() {
        double[] w = noise(30, 4);
        var form = form(1, 0, 1, 1, 0, 1, 4, false);
        double[] coefficients = {0.5, 0.3, -0.4, 0.6};
        double[] e = new double[30];
        for (int t = 5; t < 30; t++) {
            double ar = w[t] - 0.5 * w[t - 1] + 0.4 * (w[t - 4] - 0.5 * w[t - 5]);
            e[t] = ar - 0.3 * e[t - 1] - 0.6 * (e[t - 4] + 0.3 * e[t - 5]);
        }
        var arma = new Arma(form);
        arma.set(coefficients);
        var filter = new ConditionalFilter(form, w);
        double[] errors = new double[30];
        assertEquals(0, filter.run(arma, errors, errors));
        assertEquals(25, filter.size());
        assertArrayEquals(Arrays.copyOfRange(e, 5, 30), Arrays.copyOf(errors, 25), 1e-12);
    }

    @Test
    void aModelThatIsNotStationaryHasNoExactErrors() {
        var arma = new Arma(FORMS[1]);
        arma.set(new double[] {1.01});
        assertTrue(Double.isNaN(new ExactFilter(FORMS[1], noise(9, 5), 0).run(arma, new double[9], new double[9])));
        assertTrue(Double.isNaN(new GapFilter(FORMS[1], noise(9, 5)).run(arma, new double[9], new double[9])));
    }

    @Test
    void someValuesDoNotFixAllThatASeasonLooksBackTo() {
        double[] values = noise(24, 6);
        for (int t = 2; t < 24; t += 4) {
            values[t] = Double.NaN;
        }
        assertTrue(!new GapFilter(form(0, 0, 0, 0, 1, 0, 4, false), values).fixesAll());
        assertTrue(new GapFilter(form(0, 2, 0, 0, 0, 0, 1, false), values).fixesAll());
    }
}
