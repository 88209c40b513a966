package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void aConstantRateIsReachedInEqualSteps() {
        LearningRate rate = LearningRate.constant(0.8, 4);

        assertEquals(0.2, rate.at(1), 1e-15);
        assertEquals(0.6, rate.at(3), 1e-15);
        assertEquals(0.8, rate.at(4), 1e-15);
        assertEquals(0.8, rate.at(1_000), 1e-15);
    }

    @Test
    void withoutWarmUpTheFirstUpdateHasTheFullRate() {
        assertEquals(0.8, LearningRate.constant(0.8, 0).at(1), 1e-15);
        assertEquals(0.8, LearningRate.inverseSquareRoot(0.8, 0).at(1), 1e-15);
    }

    @Test
    void theInverseSquareRootPeaksAtTheEndOfTheWarmUp() {
        LearningRate rate = LearningRate.inverseSquareRoot(0.8, 100);

        // 0.8 * 50/100; 0.8; 0.8 * sqrt(100/400).
        assertEquals(0.4, rate.at(50), 1e-15);
        assertEquals(0.8, rate.at(100), 1e-15);
        assertEquals(0.4, rate.at(400), 1e-15);
    }

    @Test
    void thePaperScheduleIsTheOneWithItsOwnPeak() {
        // Vaswani et al. 2017, equation 3: 512^-0.5 * min(n^-0.5, n * 4000^-1.5), which peaks at (512 * 4000)^-0.5.
        LearningRate rate = LearningRate.inverseSquareRoot(Math.pow(512.0 * 4_000, -0.5), 4_000);

        for (int n : new int[] {1, 1_000, 4_000, 100_000}) {
            double paper = Math.pow(512, -0.5) * Math.min(Math.pow(n, -0.5), n * Math.pow(4_000, -1.5));
            assertEquals(paper, rate.at(n), 1e-15 + paper * 1e-12);
        }
    }

    @Test
    void theCosineEndsAtZero() {
        LearningRate rate = LearningRate.cosine(0.8, 10, 110);

        assertEquals(0.4, rate.at(5), 1e-15);
        assertEquals(0.8, rate.at(10), 1e-15);
        assertEquals(0.4, rate.at(60), 1e-15); // half way: (1 + cos(pi / 2)) / 2
        assertEquals(0, rate.at(110), 1e-15);
    }
}
