package io.almanac.forecasting.intermittent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmoothedSampleTest {

    @Test
    void quantilesWorkedByHand() {
        // Weights of 6, 2, 4 with a = 1/2: 1/4, 1/4, 1/2; in order 2, 4, 6: 1/4, 1/2, 1/4.
        var sample = new SmoothedSample(new double[] {6, 2, 4}, 3, 0.5);
        assertEquals(4, sample.mean());
        assertEquals(1 + 8 + 9, sample.meanSquare());
        assertEquals(2, sample.quantile(0.25));
        assertEquals(4, sample.quantile(0.26));
        assertEquals(4, sample.quantile(0.75));
        assertEquals(6, sample.quantile(0.76));
        assertEquals(6, sample.quantile(1));
    }

    @Test
    void oneObservationIsItsOwnDistribution() {
        var sample = new SmoothedSample(new double[] {5, 9}, 1, 0.3);
        assertEquals(5, sample.mean());
        assertEquals(25, sample.meanSquare());
        assertEquals(5, sample.quantile(0.01));
    }

    @Test
    void theBestSmoothingIsBetterThanThoseOfAGrid() {
        var random = new Random(2);
        for (int round = 0; round < 30; round++) {
            double drift = random.nextDouble();
            double[] level = {0};
            double[] values = random.doubles(40)
                    .map(noise -> noise + (level[0] += drift * random.nextGaussian()))
                    .toArray();
            double best = SmoothedSample.bestSmoothing(values, 40);
            for (double smoothing = 0.1; smoothing <= 0.3; smoothing += 0.01) {
                assertTrue(errors(values, best) <= errors(values, smoothing) * (1 + 1e-9));
            }
        }
    }

    private static double errors(double[] values, double smoothing) {
        double errors = 0;
        for (int i = 1; i < values.length; i++) {
            errors += Math.pow(values[i] - SmoothedSample.smoothed(values, i, smoothing), 2);
        }
        return errors;
    }

    @Test
    void whereAllSmoothingsDoAlikeItIsTheLeast() {
        assertEquals(0.1, SmoothedSample.bestSmoothing(new double[] {4}, 1));
        assertEquals(0.1, SmoothedSample.bestSmoothing(new double[] {4, 9}, 2));
        assertEquals(0.1, SmoothedSample.bestSmoothing(new double[] {4, 4, 4, 4}, 4));
    }
}
