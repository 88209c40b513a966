package io.almanac.forecasting.intervals;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorQuantilesTest {

    private static final List<Double> LEVEL_80 = List.of(0.1, 0.5, 0.9);

    private static final double NAN = Double.NaN;

    /** The standard normal quantile 0.9, from tables. */
    private static final double Z90 = 1.2815515655446004;

    @Test
    void manyErrorsGiveTheirOwnQuantiles() {
        // 0, 1, …, 50: the place of the quantile p among 51 is 50 p. Their order does not matter.
        double[][] errors = new double[51][];
        Arrays.setAll(errors, i -> new double[] {50 - i});
        double[][] quantiles = ErrorQuantiles.of(List.of(0.1, 0.25, 0.9), errors, new double[][] {{1}}, 1);
        assertArrayEquals(new double[] {5}, quantiles[0], 1e-12);
        assertArrayEquals(new double[] {12.5}, quantiles[1], 1e-12);
        assertArrayEquals(new double[] {45}, quantiles[2], 1e-12);
    }

    @Test
    void fewErrorsAreTakenToBeNormalWithTheSpreadOfTrainingByStep() {
        double[][] training = {{1, 2}, {-1, -4}, {1, NAN}};
        // Root mean squares 1 and sqrt(10); the errors in validation are smaller and narrow nothing.
        double[][] quantiles = ErrorQuantiles.of(LEVEL_80, new double[][] {{0.1, 0.1}}, training, 2);
        assertArrayEquals(new double[] {-Z90, -Z90 * Math.sqrt(10)}, quantiles[0], 1e-9);
        assertArrayEquals(new double[] {0, 0}, quantiles[1], 1e-9);
        assertArrayEquals(new double[] {Z90, Z90 * Math.sqrt(10)}, quantiles[2], 1e-9);
        // So does no validation at all.
        assertArrayEquals(quantiles, ErrorQuantiles.of(LEVEL_80, new double[0][], training, 2));
    }

    @Test
    void largerErrorsInValidationWiden() {
        // Root mean squares over all steps: sqrt((9 + 27) / 2) in validation, sqrt((1 + 3) / 2) in training; ratio 3.
        double[][] quantiles =
                ErrorQuantiles.of(LEVEL_80, new double[][] {{3, Math.sqrt(27)}}, new double[][] {{1, Math.sqrt(3)}}, 2);
        assertArrayEquals(new double[] {3 * Z90, 3 * Z90 * Math.sqrt(3)}, quantiles[2], 1e-9);
        double[][] perfect = ErrorQuantiles.of(LEVEL_80, new double[][] {{3, 4}}, new double[1][2], 2);
        assertEquals(Z90 * Math.sqrt(12.5), perfect[2][0], 1e-9);
    }

    @Test
    void oneQuantileThatNeedsMoreErrorsMakesAllNormal() {
        double[][] errors = new double[51][1];
        Arrays.setAll(errors, i -> new double[] {i});
        double[][] quantiles = ErrorQuantiles.of(List.of(0.025, 0.5), errors, new double[][] {{1}}, 1);
        assertEquals(0, quantiles[1][0], 1e-9);
    }
}
