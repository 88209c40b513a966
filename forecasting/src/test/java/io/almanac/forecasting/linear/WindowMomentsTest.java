package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowMomentsTest {

    @Test
    void theNormalEquationsEqualThoseOfWindowsThatAreReallyMade() {
        var random = new Random(1);
        for (int round = 0; round < 80; round++) {
            boolean last = round % 2 == 1;
            int context = 1 + random.nextInt(9);
            int horizon = 1 + random.nextInt(6);
            int[] steps = round % 3 == 0 ? new int[] {horizon - 1} : all(horizon);
            var moments = new WindowMoments(context, horizon);
            double[][] gram = new double[context][context];
            double[][] cross = new double[context][steps.length];
            long windows = 0;
            for (int run = 0; run < 4; run++) {
                double[] values = random.doubles(60, -5, 5).toArray();
                int from = random.nextInt(20);
                int to = from + random.nextInt(40); // some are too short for a window
                moments.add(values, from, to);
                for (int t = from; t + context + horizon <= to; t++) {
                    double[] window = Arrays.copyOfRange(values, t, t + context + horizon);
                    double centre = last
                            ? window[context - 1]
                            : Arrays.stream(window, 0, context).average().orElseThrow();
                    for (int i = 0; i < context; i++) {
                        for (int j = 0; j < context; j++) {
                            gram[i][j] += (window[i] - centre) * (window[j] - centre);
                        }
                        for (int s = 0; s < steps.length; s++) {
                            cross[i][s] += (window[i] - centre) * (window[context + steps[s]] - centre);
                        }
                    }
                    windows++;
                }
            }
            assertEquals(windows, moments.windows());
            for (double penalty : new double[] {1e-3, 1}) {
                double[][] expected = new NormalEquations(gram, cross).solve(penalty);
                double[][] found = moments.centred(last, steps).solve(penalty);
                for (int i = 0; i < context; i++) {
                    assertArrayEquals(expected[i], found[i], 1e-10);
                }
            }
        }
    }

    private static int[] all(int horizon) {
        return IntStream.range(0, horizon).toArray();
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
        double[][] found = far.centred(false, all(2)).solve(0.1);
        double[][] expected = near.centred(false, all(2)).solve(0.1);
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(expected[i], found[i], 1e-6);
        }
    }
}
