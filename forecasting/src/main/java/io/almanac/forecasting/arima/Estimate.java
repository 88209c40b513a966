package io.almanac.forecasting.arima;

import io.almanac.forecasting.local.InformationCriterion;

/**
 * Parameters of a form that were estimated from a series.
 *
 * @param coefficients  of φ, θ, Φ and Θ
 * @param constant      μ; 0 if the form has none
 * @param variance      of the errors: the sum of their squares over their number less coefficients and constant
 * @param logLikelihood exact, or from the conditional sum of squares
 * @param counted       values that count in information criteria
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was made
record Estimate(
        ArimaForm form, double[] coefficients, double constant, double variance, double logLikelihood, int counted) {

    /** The least modulus of a root: what lies closer to the unit circle is hardly stationary or invertible. */
    private static final double LEAST_ROOT = 1.01;

    /** An information criterion; infinite where there are too few values for it. */
    double criterion(InformationCriterion criterion) {
        return criterion.of(logLikelihood, form.parameters(), counted);
    }

    /** Whether all roots of φ, θ, Φ and Θ keep off the unit circle: the check of Hyndman and Khandakar 2008, section 3.2. */
    boolean clear() {
        int p = form.p();
        int q = form.q();
        int seasonal = p + q;
        int season = form.season();
        return Stationary.rootsBeyond(LEAST_ROOT, coefficients, 0, p, 1, 1)
                && Stationary.rootsBeyond(LEAST_ROOT, coefficients, p, q, -1, 1)
                && Stationary.rootsBeyond(
                        LEAST_ROOT, coefficients, seasonal, form.seasonal().p(), 1, season)
                && Stationary.rootsBeyond(
                        LEAST_ROOT,
                        coefficients,
                        seasonal + form.seasonal().p(),
                        form.seasonal().q(),
                        -1,
                        season);
    }
}
