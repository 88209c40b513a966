package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HuberTest {

    private static final int INPUTS = 4;
    private static final int COLUMNS = 130; // more than a strip
    private static final double PENALTY = 0.1;

    private final double[][] x = new double[300][]; // more than a chunk
    private final double[][] errors = new double[300][COLUMNS];

    HuberTest() {
        var random = new Random(1);
        for (int n = 0; n < x.length; n++) {
            x[n] = random.doubles(INPUTS, -1, 1).toArray();
            for (int j = 0; j < COLUMNS; j++) {
                errors[n][j] = 0.3 * x[n][j % INPUTS] + Math.exp(random.nextGaussian()) - 1;
            }
        }
    }

    /** Many plain steps down the gradient of the same sum of losses. */
    @Test
    void theStepsEndWhereGradientDescentDoes() {
        double[][] correction = new Huber(x, PENALTY).correction(errors, 200);
        double size = size();
        for (int j : new int[] {0, 1, 129}) {
            double[] d = new double[INPUTS];
            for (int step = 0; step < 5_000; step++) {
                double[] slope = new double[INPUTS];
                for (int n = 0; n < x.length; n++) {
                    double error = Math.max(-Huber.DELTA, Math.min(Huber.DELTA, error(n, j, d)));
                    for (int i = 0; i < INPUTS; i++) {
                        slope[i] += x[n][i] * error;
                    }
                }
                for (int i = 0; i < INPUTS; i++) {
                    d[i] += 0.5 / size * (slope[i] - PENALTY * size * Huber.DELTA * d[i]);
                }
            }
            for (int i = 0; i < INPUTS; i++) {
                assertEquals(d[i], correction[i][j], 1e-6);
            }
        }
    }

    @Test
    void tenStepsAreNearlyThere() {
        double none = loss(new double[INPUTS][COLUMNS]);
        double ten = loss(new Huber(x, PENALTY).correction(errors, Huber.STEPS));
        double all = loss(new Huber(x, PENALTY).correction(errors, 200));
        assertTrue(all <= ten && none - ten > 0.98 * (none - all), none + " " + ten + " " + all);
    }

    @Test
    void aMissingErrorCountsAsNone() {
        double[][] zero = {{1}, {0}};
        double[][] missing = {{1}, {Double.NaN}};
        double[][] inputs = {{1}, {2}};
        assertArrayEquals(new Huber(inputs, 1).correction(zero, 1)[0], new Huber(inputs, 1).correction(missing, 1)[0]);
        // One step by hand: the diagonal is 5, the clipped sum 0.15, so 0.15 / 5 / (1 + 1).
        assertEquals(0.015, new Huber(inputs, 1).correction(zero, 1)[0][0], 1e-15);
    }

    @Test
    void inputsThatDoNotVaryAreNotCorrected() {
        assertArrayEquals(
                new double[2][1], new Huber(new double[3][2], 1).correction(new double[][] {{1}, {1}, {1}}, 3));
    }

    @Test
    void fewWindowsAreEnoughWhereTheyAreLong() {
        assertEquals(32_768, Huber.windows(100, 24));
        assertEquals(10_333, Huber.windows(336, 720)); // 2.5e9 / 336 / 720 = 10333.99
        assertEquals(2_048, Huber.windows(10_000, 1_000));
    }

    private double loss(double[][] correction) {
        double sum = 0;
        for (int j = 0; j < COLUMNS; j++) {
            double[] d = new double[INPUTS];
            for (int i = 0; i < INPUTS; i++) {
                d[i] = correction[i][j];
                sum += PENALTY * size() * Huber.DELTA / 2 * d[i] * d[i];
            }
            for (int n = 0; n < x.length; n++) {
                double size = Math.abs(error(n, j, d));
                sum += size < Huber.DELTA ? size * size / 2 : Huber.DELTA * (size - Huber.DELTA / 2);
            }
        }
        return sum;
    }

    private double error(int n, int j, double[] d) {
        double error = errors[n][j];
        for (int i = 0; i < INPUTS; i++) {
            error -= x[n][i] * d[i];
        }
        return error;
    }

    /** The mean of the diagonal of X'X. */
    private double size() {
        double sum = 0;
        for (double[] row : x) {
            for (double value : row) {
                sum += value * value / INPUTS;
            }
        }
        return sum;
    }
}
