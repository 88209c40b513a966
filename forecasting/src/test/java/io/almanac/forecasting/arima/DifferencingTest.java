package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DifferencingTest {

    @Test
    void thePolynomialOfDifferencesIsTheirProduct() {
        // (1 - B)(1 - B^4) = 1 - B - B^4 + B^5
        assertArrayEquals(
                new double[] {1, -1, 0, 0, -1, 1},
                Differencing.polynomial(FiltersTest.form(0, 1, 0, 0, 1, 0, 4, false)));
        assertArrayEquals(
                new double[] {1, -2, 1}, Differencing.polynomial(FiltersTest.form(0, 2, 0, 0, 0, 0, 1, false)));
    }

    @Test
    void theStatisticOfTwoValuesIsAQuarter() {
        // Deviations -a and a: partial sums -a and 0, a² / (2² a²).
        assertEquals(0.25, Differencing.statistic(new double[] {3, 9}), 1e-15);
    }
}
