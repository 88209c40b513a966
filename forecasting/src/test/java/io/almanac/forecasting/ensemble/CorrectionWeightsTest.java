package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrectionWeightsTest {

    /** A stretch of so many trials with one step whose actual value is base + truth correction + noise. */
    private static void stretch(CorrectionWeights weights, int trials, double truth, double noise, Random random) {
        weights.startStretch();
        for (int i = 0; i < trials; i++) {
            double base = random.nextGaussian();
            double difference = random.nextGaussian();
            weights.add(0, base + truth * difference + noise * random.nextGaussian(), base, difference);
        }
    }

    @Test
    void twoStretchesGiveTheLeastSquaresWeightLessItsUncertainty() {
        var weights = new CorrectionWeights(1);
        weights.startStretch();
        weights.add(0, 1, 0, 1); // correction (actual - base) = 1, squared correction 1
        weights.startStretch();
        weights.add(0, 1, 0, 2); // 2, 4

        // k = 3 / 5. Rests: (1 - .6) / 5 = .08 and (2 - 2.4) / 5 = -.08; error sqrt(2 / 1 * (.0064 + .0064)) = .16.
        assertArrayEquals(new double[] {0.44}, weights.weights(), 1e-15);
    }

    @Test
    void aWeightThatIsSmallerThanItsErrorIsNothing() {
        var weights = new CorrectionWeights(1);
        weights.startStretch();
        weights.add(0, 2, 0, 1);
        weights.startStretch();
        weights.add(0, -1, 0, 1);

        // k = 1 / 2; rests (2 - .5) / 2 and (-1 - .5) / 2: variance 2 / 1 * 2 * .5625, more than k^2.
        assertArrayEquals(new double[] {0}, weights.weights());
    }

    @Test
    void oneStretchAloneCountsHalf() {
        var weights = new CorrectionWeights(1);
        weights.startStretch();
        weights.add(0, 3, 1, 4); // 2 * 4 over 4 * 4

        assertArrayEquals(new double[] {0.25}, weights.weights(), 1e-15);
    }

    @Test
    void aPerfectCorrectionIsTakenWholeAndAHarmfulOneNotAtAll() {
        var random = new Random(1);
        var perfect = new CorrectionWeights(1);
        var harmful = new CorrectionWeights(1);
        for (int s = 0; s < 5; s++) {
            stretch(perfect, 20, 1, 0, random);
            stretch(harmful, 20, -0.5, 0.1, random);
        }

        assertEquals(1, perfect.weights()[0], 1e-12);
        assertEquals(0, harmful.weights()[0]);
    }

    @Test
    void noiseShrinksTheWeightTowardsNothing() {
        double[] mean = new double[2]; // of weights where a quarter of the correction is right, and where it is noise
        double[] raw = new double[2]; // what least squares alone would give, no less than 0
        int runs = 400;
        var random = new Random(2);
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < 2; i++) {
                var weights = new CorrectionWeights(1);
                for (int s = 0; s < 6; s++) {
                    stretch(weights, 5, i == 0 ? 0.25 : 0, 1, random);
                }
                mean[i] += weights.weights()[0] / runs;
            }
            raw[1] += Math.max(0, random.nextGaussian() / Math.sqrt(30)) / runs;
        }

        assertTrue(mean[1] < raw[1], mean[1] + " of noise, " + raw[1] + " unshrunk");
        assertTrue(mean[0] > 0.05 && mean[0] < 0.25, "of a quarter: " + mean[0]);
    }

    @Test
    void eachBlockOfStepsHasAWeightOfItsOwn() {
        // Thirtieths of 60 steps: blocks end at 2, 8, 16, 28, 44 and 60.
        var weights = new CorrectionWeights(60);
        for (int s = 0; s < 2; s++) {
            weights.startStretch();
            for (int h = 0; h < 60; h++) {
                weights.add(h, h < 2 ? 1 : 0, 0, 1);
                weights.add(h, Double.NaN, 0, 1);
            }
        }

        double[] k = weights.weights();

        assertEquals(1, k[1]);
        assertEquals(0, k[2]);
        assertEquals(60, k.length);
        assertEquals(
                "1.00 at steps 1 to 2, 0.00 at steps 3 to 8, 0.00 at steps 9 to 16, 0.00 at steps 17 to 28,"
                        + " 0.00 at steps 29 to 44, 0.00 at steps 45 to 60",
                weights.describe());
    }

    @Test
    void aCorrectionOfNothingHasNoWeight() {
        var weights = new CorrectionWeights(3);
        weights.startStretch();
        weights.add(1, 5, 2, 0);

        assertArrayEquals(new double[3], weights.weights());
    }
}
