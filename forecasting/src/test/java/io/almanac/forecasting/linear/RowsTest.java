package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void sumsOfRowsEqualThoseOfThreeLoops() {
        var random = new Random(1);
        for (int round = 0; round < 30; round++) {
            int columns = 1 + random.nextInt(300);
            int count = random.nextInt(12);
            int shift = random.nextInt(3);
            double[][] rows = matrix(random, count, columns);
            double[][] factors = matrix(random, 5, count + shift);
            double[][] targets = matrix(random, 5, columns);
            double[][] expected = Arrays.stream(targets).map(double[]::clone).toArray(double[][]::new);
            int top = random.nextInt(5);
            int first = random.nextInt(count + 1);
            int from = random.nextInt(columns);
            for (int i = top; i < 5; i++) {
                for (int k = first; k < count; k++) {
                    for (int j = from; j < columns; j++) {
                        expected[i][j] -= factors[i][shift + k] * rows[k][j];
                    }
                }
            }
            Rows.add(targets, top, 5, -1, factors, shift, rows, first, count, from, columns);
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(expected[i], targets[i], 1e-12);
            }
        }
    }

    @Test
    void aRowDoesNotDependOnWhoIsBesideIt() {
        var random = new Random(2);
        double[][] rows = matrix(random, 11, 200);
        double[][] factors = matrix(random, 5, 11);
        double[][] together = Rows.product(factors, rows);
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(Rows.product(new double[][] {factors[i]}, rows)[0], together[i]);
        }
        assertEquals(200, together[0].length);
    }

    private static double[][] matrix(Random random, int rows, int columns) {
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, i -> random.doubles(columns, -1, 1).toArray());
        return matrix;
    }
}
