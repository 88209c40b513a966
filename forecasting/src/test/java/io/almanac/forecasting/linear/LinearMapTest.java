package io.almanac.forecasting.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearMapTest {

    /** Each member computed by itself, on the steps that it reads. */
    @Test
    void theMapForecastsTheAverageOfItsMembers() {
        var random = new Random(1);
        int context = 5;
        int horizon = 3;
        double[] values = random.doubles(context, 90, 110).toArray();
        var map = new LinearMap(context, horizon);
        double[] expected = new double[horizon];
        for (Form form : new Form[] {Form.MEAN, Form.LAST, Form.NAIVE}) {
            for (int length : new int[] {2, 5}) {
                double[][] weights = new double[length][];
                Arrays.setAll(
                        weights,
                        i -> form == Form.NAIVE
                                ? new double[horizon]
                                : random.doubles(horizon, -1, 1).toArray());
                double[] read = Arrays.copyOfRange(values, context - length, context);
                double centre = form.last()
                        ? read[length - 1]
                        : Arrays.stream(read).average().orElseThrow();
                for (int h = 0; h < horizon; h++) {
                    double point = centre;
                    for (int i = 0; i < length; i++) {
                        point += weights[i][h] * (read[i] - centre);
                    }
                    expected[h] += point / 6;
                }
                map.add(form, weights, 1 / 6.0);
            }
        }
        assertArrayEquals(expected, forecast(map, values, horizon), 1e-12);
        assertArrayEquals(Arrays.copyOf(expected, 2), forecast(map, values, 2), 1e-12);
    }

    @Test
    void aCorrectionReadsTheStepsLessTheirMean() {
        var map = new LinearMap(3, 1);
        map.add(Form.NAIVE, new double[3][1], 1);
        map.correct(new double[][] {{2}, {4}}, 0.5);
        // 7, and half of 2 (5 - 6) + 4 (7 - 6)
        assertEquals(8, forecast(map, new double[] {100, 5, 7}, 1)[0], 1e-12);
    }

    @Test
    void weightsGiveTheMapBack() {
        var map = new LinearMap(2, 2);
        map.add(Form.MEAN, new double[][] {{1, 2}, {3, 4}}, 1);
        double[] weights = map.weights().toArray();
        assertArrayEquals(new double[] {1, 2, 3, 4, 0, 0}, weights);
        double[] two = Arrays.copyOf(new double[6], 12);
        System.arraycopy(weights, 0, two, 6, 6);
        assertArrayEquals(weights, LinearMap.of(two, 1, 2, 2).weights().toArray());
    }

    private static double[] forecast(LinearMap map, double[] values, int horizon) {
        var window = ContextWindow.before(values, values.length, map.context());
        return Arrays.stream(map.forecast(new double[][] {window.inputs()}, horizon)[0])
                .map(point -> point + window.mean())
                .toArray();
    }
}
