package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LagWeightsTest {

    @Test
    void aSineGoesOnByItsOwnLags() {
        // y(t) = 2 cos(w) y(t - 1) - y(t - 2), whatever the phase; the other series has another w
        Channel slow = SeriesOf.channel(SeriesOf.values(200, t -> Math.sin(0.3 * t)), 200);
        Channel fast = SeriesOf.channel(SeriesOf.values(200, t -> Math.sin(1.1 * t)), 200);
        LagWeights weights = LagWeights.of(List.of(slow, fast), new int[] {0, 1}, 3, new double[] {1e-9}, () -> {})
                .get(0);
        double[] path = new double[10];
        LagWeights.forecast(weights.channels()[1], Arrays.copyOfRange(fast.values(), 190, 200), -9, 9, 1, path);
        assertArrayEquals(SeriesOf.values(10, h -> Math.sin(1.1 * (200 + h))), path, 1e-5);
    }

    @Test
    void aHighPenaltyGivesTheCommonWeights() {
        List<Channel> channels = List.of(random(1), random(2));
        LagWeights weights = LagWeights.of(channels, new int[] {1}, 5, new double[] {1e12}, () -> {})
                .get(0);
        assertArrayEquals(weights.common(), weights.channels()[0], 1e-9);
        assertEquals(1, weights.channels().length);
    }

    @Test
    void aChannelWithoutAWindowGetsTheCommonWeights() {
        Channel shortest = SeriesOf.channel(SeriesOf.values(4, t -> t), 4);
        LagWeights weights = LagWeights.of(List.of(random(1), shortest), new int[] {1}, 5, new double[] {0.1}, () -> {})
                .get(0);
        assertArrayEquals(weights.common(), weights.channels()[0]);
    }

    @Test
    void weightsSolveThePlainNormalEquations() {
        Channel one = random(3);
        Channel two = random(4);
        double[] common = plain(List.of(one, two), new double[3], 1e-3);
        double[] own = plain(List.of(two), common, 0.1);
        LagWeights weights = LagWeights.of(List.of(one, two), new int[] {1}, 3, new double[] {0.1}, () -> {})
                .get(0);
        assertArrayEquals(common, weights.common(), 1e-9);
        assertArrayEquals(own, weights.channels()[0], 1e-9);
    }

    /** Ridge regression, by gradient descent, of what weights leave over of the next step less the last one. */
    private static double[] plain(List<Channel> channels, double[] around, double penalty) {
        double[][] gram = new double[3][3];
        double[] cross = new double[3];
        for (Channel channel : channels) {
            double[] y = channel.values();
            for (int t = 3; t < y.length; t++) {
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        gram[i][j] += (y[t - 3 + i] - y[t - 1]) * (y[t - 3 + j] - y[t - 1]);
                    }
                    cross[i] += (y[t - 3 + i] - y[t - 1]) * (y[t] - y[t - 1]);
                }
            }
        }
        double size = (gram[0][0] + gram[1][1] + gram[2][2]) / 3;
        double[] weights = around.clone();
        for (int round = 0; round < 200_000; round++) {
            double[] slope = new double[3];
            for (int i = 0; i < 3; i++) {
                slope[i] = -cross[i] / size + penalty * (weights[i] - around[i]);
                for (int j = 0; j < 3; j++) {
                    slope[i] += gram[i][j] / size * weights[j];
                }
            }
            for (int i = 0; i < 3; i++) {
                weights[i] -= 0.3 * slope[i];
            }
        }
        return weights;
    }

    @Test
    void aForecastIsThePlainRecursionWithinItsBounds() {
        var random = new Random(9);
        double[] weights = random.doubles(4, -0.5, 0.5).toArray();
        double[] last = random.doubles(6, -1, 1).toArray();
        double[] all = Arrays.copyOf(last, 14);
        for (int t = 6; t < 14; t++) {
            double next = all[t - 1];
            for (int i = 0; i < 4; i++) {
                next += weights[i] * (all[t - 4 + i] - all[t - 1]);
            }
            all[t] = Math.max(-0.4, Math.min(0.5, next));
        }
        double[] path = new double[8];
        Arrays.fill(path, 1);
        LagWeights.forecast(weights, last, -0.4, 0.5, 0.25, path);
        for (int h = 0; h < 8; h++) {
            assertEquals(1 + 0.25 * all[6 + h], path[h], 1e-12);
        }
    }

    private static Channel random(long seed) {
        var random = new Random(seed);
        return SeriesOf.channel(SeriesOf.values(80, t -> random.nextGaussian() + Math.sin(t)), 80);
    }
}
