package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CholeskyTest {

    @Test
    void theSolutionGivesTheRightSidesBack() {
        var random = new Random(1);
        for (int size : new int[] {1, 2, 31, 32, 33, 70}) { // around a block
            for (int columns : new int[] {1, 130}) { // and around a strip
                double[][] matrix = positive(random, size);
                double[][] right = new double[size][];
                Arrays.setAll(right, i -> random.doubles(columns, -1, 1).toArray());
                double[][] x = copy(right);
                Cholesky.of(copy(matrix), 1e-9).orElseThrow().solve(x);
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < columns; j++) {
                        double sum = 0;
                        for (int k = 0; k < size; k++) {
                            sum += matrix[i][k] * x[k][j];
                        }
                        assertEquals(right[i][j], sum, 1e-10);
                    }
                }
            }
        }
    }

    @Test
    void aPivotBelowTheLeastMeansNoFactors() {
        // The pivots are 4 and 3 - 2 * 2 / 4 = 2.
        double[][] matrix = {{4, 2}, {2, 3}};
        assertTrue(Cholesky.of(copy(matrix), 2).isPresent());
        assertTrue(Cholesky.of(copy(matrix), 2.1).isEmpty());
        assertTrue(Cholesky.of(new double[][] {{Double.NaN}}, 0).isEmpty());
    }

    private static double[][] positive(Random random, int size) {
        double[][] matrix = new double[size][size];
        for (int n = 0; n < 2 * size; n++) {
            double[] x = random.doubles(size, -1, 1).toArray();
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += x[i] * x[j] + (i == j ? 0.1 : 0);
                }
            }
        }
        return matrix;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
