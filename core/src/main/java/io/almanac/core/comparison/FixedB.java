package io.almanac.core.comparison;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The law of a t statistic whose variance has Bartlett weights with a bandwidth of b times the folds.
 *
 * <p>A normal law takes the variance for known. This one lets it vary as it does at that bandwidth, whatever the
 * correlation of the folds. It has no closed form: here a Student law with {@code nu(b)} degrees of freedom stands for it
 * at {@code s(b)} times the statistic. The two polynomials come from {@code src/test/reference/fixed_b.py}, which solves
 * for the simulated 5 % and 1 % points. Against that simulation p values from 0.01 to 0.2 are off by at most 8 % of
 * themselves and, below, too large, by 40 % at 0.001.
 *
 * <p>Source: Kiefer and Vogelsang 2005, "A new asymptotic theory for heteroskedasticity-autocorrelation robust tests",
 * Econometric Theory 21(6).
 */
final class FixedB {

    /** Of ln(nu b), by powers of b. */
    private static final double[] FREEDOM = {0.4154, 0.7229, 4.6580, -8.5917, 6.8650, -2.1537};

    /** Of ln(s), by powers of b. */
    private static final double[] SCALE = {0.0001, -0.5030, -0.7652, 0.0097, 1.4582, -0.8959};

    private FixedB() {}

    /**
     * The chance of a statistic below t.
     *
     * @param b bandwidth over folds, in (0, 1]
     */
    static double below(double t, double b) {
        if (!(b > 0 && b <= 1)) {
            throw new IllegalArgumentException("b must be in (0, 1], was " + b);
        }
        double freedom = FastMath.exp(polynomial(FREEDOM, b)) / b;
        return new TDistribution(null, freedom).cumulativeProbability(t * FastMath.exp(polynomial(SCALE, b)));
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
