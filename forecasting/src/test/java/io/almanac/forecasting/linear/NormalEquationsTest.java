package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {

    @Test
    void oneInputIsWorkedByHand() {
        // G = 4, C = 2: (4/4 + 1) w = 2/4
        var equations = new NormalEquations(new double[][] {{4}}, new double[][] {{2}});
        assertEquals(0.25, equations.solve(1)[0][0], 1e-15);
    }

    @Test
    void theMapSolvesTheEquations() {
        var random = new Random(3);
        for (int inputs = 1; inputs < 30; inputs += 7) {
            double[][] gram = new double[inputs][inputs];
            double[][] cross = new double[inputs][3];
            double trace = 0;
            for (int sample = 0; sample < 2 * inputs; sample++) {
                double[] x = random.doubles(inputs, -1e3, 1e3).toArray();
                double[] y = random.doubles(3, -1, 1).toArray();
                for (int i = 0; i < inputs; i++) {
                    for (int j = 0; j < inputs; j++) {
                        gram[i][j] += x[i] * x[j];
                    }
                    for (int h = 0; h < 3; h++) {
                        cross[i][h] += x[i] * y[h];
                    }
                    trace += x[i] * x[i];
                }
            }
            double size = trace / inputs;
            for (double penalty : new double[] {1e-8, 0.1, 10}) {
                double[][] weights = new NormalEquations(gram, cross).solve(penalty);
                for (int i = 0; i < inputs; i++) {
                    for (int h = 0; h < 3; h++) {
                        double left = penalty * weights[i][h];
                        for (int j = 0; j < inputs; j++) {
                            left += gram[i][j] / size * weights[j][h];
                        }
                        assertEquals(cross[i][h] / size, left, 1e-12);
                    }
                }
            }
        }
    }

    /** Descends along the gradient of |Y - XV|^2 / g + k |V - W|^2, of which the deviation formula is the minimum. */
    @Test
    void aDeviationIsWhatGradientDescentFinds() {
        var random = new Random(4);
        double[][] x = new double[20][];
        double[][] y = new double[20][];
        for (int n = 0; n < 20; n++) {
            x[n] = random.doubles(3, -1, 1).toArray();
            y[n] = random.doubles(2, -1, 1).toArray();
        }
        double[][] common = {{1, -1}, {0.5, 0}, {0, 2}};
        double[][] gram = new double[3][3];
        double[][] cross = new double[3][2];
        double size = 0;
        for (int n = 0; n < 20; n++) {
            for (int i = 0; i < 3; i++) {
                size += x[n][i] * x[n][i] / 3;
                for (int j = 0; j < 3; j++) {
                    gram[i][j] += x[n][i] * x[n][j];
                }
                for (int h = 0; h < 2; h++) {
                    cross[i][h] += x[n][i] * y[n][h];
                }
            }
        }
        double k = 0.3;
        double[][] v = new double[3][2];
        for (int step = 0; step < 2_000; step++) {
            double[][] slope = new double[3][2];
            for (int h = 0; h < 2; h++) {
                for (int n = 0; n < 20; n++) {
                    double error = y[n][h] - x[n][0] * v[0][h] - x[n][1] * v[1][h] - x[n][2] * v[2][h];
                    for (int i = 0; i < 3; i++) {
                        slope[i][h] += x[n][i] * error / size;
                    }
                }
                for (int i = 0; i < 3; i++) {
                    v[i][h] += 0.1 * (slope[i][h] - k * (v[i][h] - common[i][h]));
                }
            }
        }
        var equations = new NormalEquations(gram, cross);
        double[][] weights = equations.solve(k, common);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(v[i], weights[i], 1e-10);
            // A stiff deviation is none, and one from nothing is ridge regression.
            assertArrayEquals(common[i], equations.solve(1e9, common)[i], 1e-8);
            assertArrayEquals(equations.solve(k)[i], equations.solve(k, new double[3][2])[i], 1e-15);
        }
    }

    @Test
    void withoutVariationTheMapIsZero() {
        double[][] zeros = new double[2][1];
        var constant = new NormalEquations(new double[2][2], new double[][] {{1}, {1}});
        assertArrayEquals(zeros, constant.solve(0.1));
        // Rounding has made the sums of these equations indefinite: no sum of squares gives such a matrix.
        var noise = new NormalEquations(new double[][] {{1, 2}, {2, 1}}, new double[][] {{1}, {1}});
        assertArrayEquals(zeros, noise.solve(0.1));
        double[][] common = {{3}, {4}};
        assertArrayEquals(common, constant.solve(0.1, common));
        assertArrayEquals(common, noise.solve(0.1, common));
    }
}
