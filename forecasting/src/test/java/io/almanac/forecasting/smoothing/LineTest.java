package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineTest {

    @Test
    void aStraightLineIsFound() {
        Line line = Line.through(new double[] {5, 8, 11, 14});
        assertEquals(2, line.intercept(), 1e-12);
        assertEquals(3, line.slope(), 1e-12);
    }

    @Test
    void oneValueIsALevel() {
        assertEquals(new Line(7, 0), Line.through(new double[] {7}));
    }

    @Test
    void theRecursionGivesLeastSquares() {
        var random = new Random(1);
        for (int n = 2; n < 40; n++) {
            double[] values = random.doubles(n, -5, 20).toArray();
            double t = 0;
            double y = 0;
            for (int i = 0; i < n; i++) {
                t += (i + 1.0) / n;
                y += values[i] / n;
            }
            double products = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                products += (i + 1 - t) * (values[i] - y);
                squares += (i + 1 - t) * (i + 1 - t);
            }
            Line line = Line.through(values);
            assertEquals(products / squares, line.slope(), 1e-10);
            assertEquals(y - products / squares * t, line.intercept(), 1e-9);
        }
    }
}
