package io.almanac.core.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.TimeAxis;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final TimeAxis AXIS = TimeAxis.integers(10, 3);
    private static final double[][][] NONE = {};

    @Test
    void quantilesThatCrossArePutIntoOrderStepByStep() {
        Forecast forecast = Forecast.wrap(
                "s", AXIS, PointKind.MEAN, new double[][] {{1, 2, 3}}, List.of(0.1, 0.5, 0.9), new double[][][] {
                    {{1, 5, 3}}, {{2, 4, 3}}, {{3, 6, 1}}
                });
        assertArrayEquals(new double[] {1, 2, 3}, column(forecast, 0, 0));
        assertArrayEquals(new double[] {4, 5, 6}, column(forecast, 0, 1));
        assertArrayEquals(new double[] {1, 3, 3}, column(forecast, 0, 2));
    }

    @Test
    void noQuantilesCrossWhateverComesIn() {
        var random = new Random(1);
        List<Double> probabilities = List.of(0.05, 0.1, 0.5, 0.9);
        double[][][] values = new double[4][2][3];
        for (int i = 0; i < 24; i++) {
            values[i / 6][i / 3 % 2][i % 3] = random.nextInt(5);
        }
        double[] all = Arrays.stream(values)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        Forecast forecast = Forecast.wrap("s", AXIS, PointKind.MEDIAN, new double[2][3], probabilities, values);
        double[] kept = new double[24];
        for (int i = 0; i < 6; i++) {
            double[] column = column(forecast, i / 3, i % 3);
            double[] sorted = column.clone();
            Arrays.sort(sorted);
            assertArrayEquals(sorted, column);
            System.arraycopy(column, 0, kept, 4 * i, 4);
        }
        Arrays.sort(kept);
        assertArrayEquals(all, kept, "no value is lost");
    }

    @Test
    void aForecastHasItsNumbers() {
        Forecast forecast = Forecast.wrap(
                "s", AXIS, PointKind.MEDIAN, new double[][] {{1, 2, 3}, {4, 5, 6}}, List.of(), NONE, new double[][][] {
                    {{7, 8, 9}, {10, 11, 12}}
                });
        assertEquals(2, forecast.channels());
        assertEquals(3, forecast.horizon());
        assertEquals(6, forecast.point(1, 2));
        assertEquals(1, forecast.paths());
        assertEquals(11, forecast.path(0, 1, 1));
        assertEquals(PointKind.MEDIAN, forecast.pointKind());
        assertEquals("forecast of s, 3 steps of step from 10 to 12", forecast.toString());
    }

    @Test
    void numbersThatAreNotFiniteAreRefusedWithTheirPlace() {
        refused("forecast of s: point is NaN at step 2", () -> points(new double[][] {{1, Double.NaN, 3}}));
        refused(
                "forecast of s: quantile 0.5 is Infinity at step 3",
                () -> quantiles(List.of(0.5), new double[][][] {{{1, 2, Double.POSITIVE_INFINITY}}}));
        refused(
                "forecast of s: path is NaN at step 1",
                () -> Forecast.wrap("s", AXIS, PointKind.MEAN, new double[1][3], List.of(), NONE, new double[][][] {
                    {{Double.NaN, 2, 3}}
                }));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        refused("forecast of s: point has 2 steps, expected 3", () -> points(new double[][] {{1, 2}}));
        refused("forecast of s: 2 quantiles, but values of 1", () -> quantiles(List.of(0.1, 0.9), new double[1][1][3]));
        refused(
                "forecast of s: quantile 0.1 has 2 channels, expected 1",
                () -> quantiles(List.of(0.1), new double[1][2][3]));
        refused(
                "quantiles must ascend strictly within (0, 1), were [0.9, 0.1]",
                () -> quantiles(List.of(0.9, 0.1), new double[2][1][3]));
    }

    @Test
    void theStepsOfAGapAreSkippedEverywhere() {
        Forecast rest = Forecast.wrap(
                        "s",
                        AXIS,
                        PointKind.MEAN,
                        new double[][] {{1, 2, 3}, {4, 5, 6}},
                        List.of(0.5),
                        new double[][][] {{{1, 2, 3}, {4, 5, 6}}},
                        new double[][][] {{{1, 2, 3}, {4, 5, 6}}})
                .skip(2);
        assertEquals(1, rest.horizon());
        assertEquals(TimeAxis.integers(12, 1), rest.axis());
        assertEquals(6, rest.point(1, 0));
        assertEquals(3, rest.quantile(0, 0, 0));
        assertEquals(6, rest.path(0, 1, 0));
        assertEquals(List.of(0.5), rest.quantiles());
    }

    @Test
    void skippingNothingChangesNothingAndSkippingAllIsRefused() {
        Forecast forecast = points(new double[][] {{1, 2, 3}});
        assertTrue(forecast == forecast.skip(0));
        refused("steps must be in [0, 2], was 3", () -> forecast.skip(3));
        refused("steps must be in [0, 2], was -1", () -> forecast.skip(-1));
    }

    private static double[] column(Forecast forecast, int channel, int step) {
        double[] column = new double[forecast.quantiles().size()];
        Arrays.setAll(column, q -> forecast.quantile(q, channel, step));
        return column;
    }

    private static Forecast points(double[][] points) {
        return Forecast.wrap("s", AXIS, PointKind.MEAN, points, List.of(), NONE);
    }

    private static Forecast quantiles(List<Double> quantiles, double[][][] values) {
        return Forecast.wrap("s", AXIS, PointKind.MEAN, new double[1][3], quantiles, values);
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
