package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Polynomials, differences, forms, criteria, least squares. */
class PartsTest {

    @Test
    void partialAutocorrelationsComeBack() {
        var random = new Random(1);
        for (int count = 0; count < 8; count++) {
            double[] angles = random.doubles(count, -1.5, 1.5).toArray();
            double[] polynomial = new double[count];
            Stationary.fromAngles(angles, polynomial, 0, count);
            assertTrue(Stationary.toPartial(polynomial, 0, count));
            for (int i = 0; i < count; i++) {
                assertEquals(Math.sin(angles[i]), polynomial[i], 1e-9);
            }
        }
    }

    @Test
    void rootsAreBeyondARadiusOrNot() {
        // 1 - 0.5 z has its root at 2; 1 + 0.5 z^4 has its roots at modulus 2^(1/4) = 1.189.
        assertTrue(Stationary.rootsBeyond(1.99, new double[] {0.5}, 0, 1, 1, 1));
        assertFalse(Stationary.rootsBeyond(2.01, new double[] {0.5}, 0, 1, 1, 1));
        assertTrue(Stationary.rootsBeyond(1.18, new double[] {0.5}, 0, 1, -1, 4));
        assertFalse(Stationary.rootsBeyond(1.2, new double[] {0.5}, 0, 1, -1, 4));
        // (1 - 0.5 z)(1 - 0.8 z) = 1 - 1.3 z + 0.4 z²: roots at 2 and 1.25.
        assertTrue(Stationary.rootsBeyond(1.24, new double[] {1.3, -0.4}, 0, 2, 1, 1));
        assertFalse(Stationary.rootsBeyond(1.26, new double[] {1.3, -0.4}, 0, 2, 1, 1));
    }

    @Test
    void thePolynomialOfDifferencesIsTheirProduct() {
        // (1 - B)(1 - B^4) = 1 - B - B^4 + B^5
        assertArrayEquals(
                new double[] {1, -1, 0, 0, -1, 1}, Differences.polynomial(FiltersTest.form(0, 1, 0, 0, 1, 0, 4, false)));
        assertArrayEquals(
                new double[] {1, -2, 1}, Differences.polynomial(FiltersTest.form(0, 2, 0, 0, 0, 0, 1, false)));
    }

    @Test
    void theStatisticOfTwoValuesIsAQuarter() {
        // Deviations -a and a: partial sums -a and 0, a² / (2² a²).
        assertEquals(0.25, Differences.statistic(new double[] {3, 9}), 1e-15);
    }

    @Test
    void formsAreReadAsTheyAreWritten() {
        for (String text : new String[] {
            "(2,1,1)(0,1,1)[12]", "(0,1,1)(0,0,0)[12] with drift", "(1,0,0)(0,0,0)[12] with non-zero mean"
        }) {
            assertEquals("ARIMA" + text.replace("(0,0,0)[12]", ""), ArimaForm.parse(text, 12).toString());
        }
        assertEquals("ARIMA(0,1,1)(0,1,1)[7]", ArimaForm.parse("(0,1,1)(0,1,1)", 7).toString());
    }

    @Test
    void wrongFormsAreRefusedByName() {
        assertMessage("orders must be auto or like (0,1,1), (0,1,1)(0,1,1), (0,1,1) with drift,"
                + " (1,0,0) with non-zero mean, was 2,1", "2,1");
        assertMessage("a constant needs at most one difference, were 2", "(0,2,0) with drift");
        assertMessage("a drift needs one difference, a mean none: (0,0,0) with drift", "(0,0,0) with drift");
        assertMessage("a seasonal part needs a season of at least 2, was 1", "(0,0,0)(1,0,0)");
        assertEquals(
                "season must not be negative, was -1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ArimaConfig(-1, "auto", Criterion.AICC, true))
                        .getMessage());
    }

    private static void assertMessage(String message, String orders) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ArimaForm.parse(orders, 1))
                        .getMessage());
    }

    @Test
    void criteriaAreThoseOfTheirPapers() {
        // -2 · -10 + 2 · 3 = 26; with 20 values 26 + 24 / 16 = 27.5; 20 + 3 ln 20
        assertEquals(26, Criterion.AIC.of(-10, 3, 20), 1e-12);
        assertEquals(27.5, Criterion.AICC.of(-10, 3, 20), 1e-12);
        assertEquals(20 + 3 * Math.log(20), Criterion.BIC.of(-10, 3, 20), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, Criterion.AICC.of(-10, 3, 4));
    }

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
        assertEquals(
                Double.POSITIVE_INFINITY,
                solver.minimise((x, into) -> into[0] = Double.NaN, parameters, 1, 1));
        assertArrayEquals(new double[] {0.5}, parameters);
        // From the left of a wall at 1 towards 2: it comes no farther than the wall.
        solver.minimise((x, into) -> into[0] = x[0] > 1 ? Double.NaN : 2 - x[0], parameters, 1, 1);
        assertTrue(parameters[0] > 0.99 && parameters[0] <= 1);
    }
}
