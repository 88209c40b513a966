package io.almanac.forecasting.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoessTest {

    @ParameterizedTest
    @CsvSource({"7, 0", "7, 1", "15, 1", "39, 0", "39, 1", "101, 1"})
    void eachStepIsAWeightedPolynomialOfTheNearest(int window, int degree) {
        var random = new Random(12);
        int n = 40;
        double[] values = random.doubles(n, -3, 3).toArray();
        double[] weights = random.doubles(n).toArray();
        double[] smooth = new double[n];
        new Loess(window, degree, 1).smooth(values, weights, n, smooth, 0);
        for (int x = 0; x < n; x++) {
            assertEquals(plain(values, weights, window, degree, x), smooth[x], 1e-9, "at " + x);
        }
    }

    /** The regression at a step by Commons Math. */
    private static double plain(double[] values, double[] weights, int window, int degree, int x) {
        int n = values.length;
        int left = Math.max(0, Math.min(x - window / 2, n - Math.min(window, n)));
        int right = Math.min(n, left + window) - 1;
        double reach = Math.max(x - left, right - x) + Math.max(0, (window - n) / 2);
        var points = new WeightedObservedPoints();
        for (int j = left; j <= right; j++) {
            double share = Math.abs(j - x) / reach;
            if (share < 0.999) {
                points.add(weights[j] * Math.pow(1 - share * share * share, 3), j - x, values[j]);
            }
        }
        return PolynomialCurveFitter.create(degree).fit(points.toList())[0];
    }

    @Test
    void betweenJumpsLieStraightLines() {
        double[] values = new Random(13).doubles(23).toArray();
        double[] ones = new double[23];
        Arrays.fill(ones, 1);
        double[] all = new double[23];
        double[] some = new double[25];
        new Loess(9, 1, 1).smooth(values, ones, 23, all, 0);
        new Loess(9, 1, 5).smooth(values, ones, 23, some, 2);
        for (int x : new int[] {0, 5, 10, 15, 20, 22}) {
            assertEquals(all[x], some[2 + x], 1e-14);
        }
        assertEquals((4 * all[5] + all[10]) / 5, some[2 + 6], 1e-14);
        assertEquals((all[20] + all[22]) / 2, some[2 + 21], 1e-14);
        assertArrayEquals(new double[] {0, 0}, Arrays.copyOf(some, 2));
    }

    @Test
    void whereNothingCountsAValueIsItsOwnSmooth() {
        double[] values = {1, 5, 2, 8};
        double[] smooth = new double[4];
        new Loess(3, 1, 1).smooth(values, new double[4], 4, smooth, 0);
        assertArrayEquals(values, smooth);
        new Loess(3, 1, 1).smooth(values, new double[4], 1, smooth, 0);
        assertEquals(1, smooth[0]);
    }
}
