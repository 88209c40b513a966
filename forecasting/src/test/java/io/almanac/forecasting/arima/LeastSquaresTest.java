package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

    @Test
    void leastSquaresFindTheValleyOfRosenbrock() {
        // Moré, Garbow and Hillstrom 1981, problem 1: from (-1.2, 1) to (1, 1), where the sum is 0.
        var solver = new LeastSquares(2, 2, 1e-12);
        double[] parameters = {-1.2, 1};
        double sum = solver.minimise(
                (x, into) -> {
                    into[0] = 10 * (x[1] - x[0] * x[0]);
                    into[1] = 1 - x[0];
                },
                parameters,
                2,
                2);
        assertEquals(0, sum, 1e-10);
        assertArrayEquals(new double[] {1, 1}, parameters, 1e-4);
    }

    @Test
    void leastSquaresStayWhereResidualsAreNotFinite() {
        var solver = new LeastSquares(1, 1, 1e-9);
        double[] parameters = {0.5};
        assertEquals(Double.POSITIVE_INFINITY, solver.minimise((x, into) -> into[0] = Double.NaN, parameters, 1, 1));
        assertArrayEquals(new double[] {0.5}, parameters);
        // From the left of a wall at 1 towards 2: it comes no farther than the wall.
        solver.minimise((x, into) -> into[0] = x[0] > 1 ? Double.NaN : 2 - x[0], parameters, 1, 1);
        assertTrue(parameters[0] > 0.99 && parameters[0] <= 1);
    }
}
