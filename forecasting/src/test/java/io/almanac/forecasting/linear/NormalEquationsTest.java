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
        assertArrayEquals(new double[] {0.25}, equations.solve(1).flat(), 1e-15);
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
                double[] weights =
                        new NormalEquations(gram, cross).solve(penalty).flat();
                for (int i = 0; i < inputs; i++) {
                    for (int h = 0; h < 3; h++) {
                        double left = penalty * weights[3 * i + h];
                        for (int j = 0; j < inputs; j++) {
                            left += gram[i][j] / size * weights[3 * j + h];
                        }
                        assertEquals(cross[i][h] / size, left, 1e-12);
                    }
                }
            }
        }
    }

    @Test
    void withoutVariationTheMapIsZero() {
        double[] zeros = new double[2];
        var constant = new NormalEquations(new double[2][2], new double[][] {{1}, {1}});
        assertArrayEquals(zeros, constant.solve(0.1).flat());
        // Rounding has made the sums of these equations indefinite: no sum of squares gives such a matrix.
        var noise = new NormalEquations(new double[][] {{1, 2}, {2, 1}}, new double[][] {{1}, {1}});
        assertArrayEquals(zeros, noise.solve(0.1).flat());
    }
}
