package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowMomentsTest {

    @Test
    void theNormalEquationsEqualThoseOfWindowsThatAreReallyMade() {
        var random = new Random(1);
        for (int round = 0; round < 40; round++) {
            int context = 1 + random.nextInt(9);
            int horizon = 1 + random.nextInt(6);
            var moments = new WindowMoments(context, horizon);
            double[][] gram = new double[context][context];
            double[][] cross = new double[context][horizon];
            long windows = 0;
            for (int run = 0; run < 4; run++) {
                double[] values = random.doubles(60, -5, 5).toArray();
                int from = random.nextInt(20);
                int to = from + random.nextInt(40); // some are too short for a window
                moments.add(values, from, to);
                for (int t = from; t + context + horizon <= to; t++) {
                    double[] window = Arrays.copyOfRange(values, t, t + context + horizon);
                    double mean = Arrays.stream(window, 0, context).average().orElseThrow();
                    for (int i = 0; i < context; i++) {
                        for (int j = 0; j < context + horizon; j++) {
                            double product = (window[i] - mean) * (window[j] - mean);
                            if (j < context) {
                                gram[i][j] += product;
                            } else {
                                cross[i][j - context] += product;
                            }
                        }
                    }
                    windows++;
                }
            }
            assertEquals(windows, moments.windows());
            for (double penalty : new double[] {1e-3, 1}) {
                double[] expected =
                        new NormalEquations(gram, cross).solve(penalty).flat();
                assertArrayEquals(expected, moments.centred().solve(penalty).flat(), 1e-10);
            }
        }
    }

    @Test
    void aLevelFarAboveTheVariationCostsDigitsAndNotTheResult() {
        var random = new Random(2);
        double[] values = random.doubles(300).toArray();
        var near = new WindowMoments(5, 2);
        near.add(values, 0, 300);
        var far = new WindowMoments(5, 2);
        far.add(Arrays.stream(values).map(y -> y + 1_000).toArray(), 0, 300);
        // Squares of 1000 beside a variance of 1/12 cost 7 of 16 digits, rounding of 600 additions 2 more.
        assertArrayEquals(
                near.centred().solve(0.1).flat(), far.centred().solve(0.1).flat(), 1e-6);
    }
}
