package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StationaryTest {

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
}
