package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtsVectorTest {

    /**
     * The admissible region (Hyndman et al. 2008, chapter 10): all roots of the characteristic polynomial of a form with an additive
     * season in the unit circle. Without a trend phi and beta are 0 here, which takes out the root 1 that such a form
     * has by its fixed sum of the season.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 12, 24})
    void theBoxLiesInTheAdmissibleRegion(int m) {
        var random = new Random(m);
        for (String pattern : new String[] {"ANA", "AAA", "AAdA"}) {
            EtsForm form = EtsForm.matching(pattern, m).get(0);
            var vector = new EtsVector(form);
            double[] lower = new double[vector.size()];
            double[] upper = new double[vector.size()];
            vector.bounds(lower, upper);
            for (int round = 0; round < 100; round++) {
                double[] x = new double[vector.size()];
                for (int i = 0; i < form.weights(); i++) {
                    double within = Math.min(1, Math.max(0, random.nextDouble() * 1.5 - 0.25)); // often at a bound
                    x[i] = lower[i] + within * (upper[i] - lower[i]);
                }

                double radius = radius(vector.state(x), m, form.trending());
                assertTrue(radius < 1 + 1e-9, form + " " + Arrays.toString(x) + " " + radius);
            }
        }
    }

    private static double radius(EtsState state, int m, boolean trending) {
        double phi = trending ? state.phi() : 0;
        double[] polynomial = new double[m + 2]; // by power
        Arrays.fill(polynomial, 2, m, state.alpha() + state.beta() - state.alpha() * phi);
        polynomial[0] = phi * (1 - state.alpha() - state.gamma());
        polynomial[1] = state.alpha() + state.beta() - state.alpha() * phi + state.gamma() - 1;
        polynomial[m] = state.alpha() + state.beta() - phi;
        double[][] companion = new double[m + 1][m + 1];
        for (int k = 0; k <= m; k++) {
            companion[0][k] = -polynomial[m - k];
            if (k > 0) {
                companion[k][k - 1] = 1;
            }
        }
        var roots = new EigenDecomposition(new Array2DRowRealMatrix(companion));
        double radius = 0;
        for (int k = 0; k <= m; k++) {
            radius = Math.max(radius, Math.hypot(roots.getRealEigenvalue(k), roots.getImagEigenvalue(k)));
        }
        return radius;
    }

    @ParameterizedTest
    @MethodSource("io.almanac.forecasting.smoothing.EtsFilterTest#forms")
    void aVectorAndItsStateAreTheSame(EtsForm form) {
        var vector = new EtsVector(form);
        double[] lower = new double[vector.size()];
        double[] upper = new double[vector.size()];
        vector.bounds(lower, upper);
        double[] x = new double[vector.size()];
        var random = new Random(6);
        for (int i = 0; i < x.length; i++) {
            x[i] = i < form.weights() ? lower[i] + random.nextDouble() * (upper[i] - lower[i]) : random.nextDouble();
        }

        assertArrayEquals(x, vector.of(vector.state(x)), 1e-12);
    }
}
