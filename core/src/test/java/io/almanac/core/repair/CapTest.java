package io.almanac.core.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CapTest {

    /** Noise without outliers; bounds that fit the normal would find some in nearly every series of the others. */
    private enum Noise {
        NORMAL(0.01),
        LAPLACE(0.06),
        STUDENT_3(0.3),
        LOG_NORMAL(0.1);

        private final double most;

        /** At most so large a share of series may have a false alarm. */
        Noise(double most) {
            this.most = most;
        }

        double draw(Random random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case LAPLACE -> Math.log(random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
                case STUDENT_3 ->
                    random.nextGaussian() / Math.sqrt((square(random) + square(random) + square(random)) / 3);
                case LOG_NORMAL -> Math.exp(random.nextGaussian());
            };
        }

        private static double square(Random random) {
            double z = random.nextGaussian();
            return z * z;
        }
    }

    @Test
    void anOutlierIsMovedToItsBoundAndNothingElseChanges() {
        double[] values = values(200, new Random(1), t -> 10 + 5 * Math.sin(t * Math.PI / 6));
        double[] broken = values.clone();
        broken[100] += 60;
        broken[50] -= 60;
        double[] capped = capped(broken, 12);
        Bounds bounds = Bounds.of(broken, 12);
        for (int t = 0; t < values.length; t++) {
            double expected = t == 100 ? bounds.high(t) : t == 50 ? bounds.low(t) : values[t];
            assertEquals(expected, capped[t], "step " + t);
            assertTrue(bounds.low(t) <= values[t] && values[t] <= bounds.high(t), "step " + t);
        }
        assertTrue(capped[100] < values[100] + 15, "capped to " + capped[100]);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void noiseOfAnyTailHasFewOutliers(Noise noise) {
        var random = new Random(11);
        int alarmed = 0;
        int values = 0;
        int series = 200;
        for (int i = 0; i < series; i++) {
            double[] y = new double[150];
            Arrays.setAll(y, t -> noise.draw(random));
            int outliers = count(y, 1);
            alarmed += outliers > 0 ? 1 : 0;
            values += outliers;
        }
        assertTrue(alarmed <= noise.most * series, alarmed + " series of " + series + " alarmed");
        assertTrue(values <= 0.003 * series * 150, values + " values alarmed"); // 1 to 2 in 1000 measured for the worst
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "12, 120", "24, 500"})
    void trendsSeasonsAndLevelShiftsAreNoOutliers(int season, int length) {
        var random = new Random(5);
        for (int i = 0; i < 50; i++) {
            double[] y =
                    values(length, random, t -> 0.5 * t + 30 * (t % season == 3 ? 1 : 0) + (t > length / 2 ? 40 : 0));
            assertEquals(0, count(y, season), "series " + i);
        }
    }

    @Test
    void farOutliersAreFoundInNoiseOfAllLengths() {
        var random = new Random(8);
        for (int length : new int[] {40, 200, 2000, 20_000}) {
            int found = 0;
            for (int i = 0; i < 20; i++) {
                double[] y = values(length, random, t -> 0);
                y[length / 3] = 20;
                found += y[length / 3] > Bounds.of(y, 1).high(length / 3) ? 1 : 0;
            }
            assertTrue(found >= 16, found + " of 20 in " + length + " steps");
        }
    }

    @Test
    void demandThatIsMostlyZeroKeepsItsPeaks() {
        double[] y = new double[100];
        y[30] = 500;
        y[60] = 20;
        assertArrayEquals(y, capped(y, 7));
    }

    @Test
    void theFirstAndTheLastTwoValuesAndShortSeriesHaveNoBounds() {
        double[] y = values(50, new Random(2), t -> 0);
        y[1] = 1000;
        y[48] = -1000;
        assertArrayEquals(y, capped(y, 1));
        double[] few = values(19, new Random(2), t -> 0);
        few[9] = 1000;
        assertArrayEquals(few, capped(few, 1));
    }

    @Test
    void missingValuesStayMissingAndHideNothing() {
        double[] y = values(200, new Random(4), t -> 10 * Math.sin(t * Math.PI / 6));
        for (int t = 0; t < 200; t += 7) {
            y[t] = Double.NaN;
        }
        y[101] = 100;
        double[] capped = capped(y, 12);
        for (int t = 0; t < 200; t++) {
            assertEquals(Double.isNaN(y[t]), Double.isNaN(capped[t]));
        }
        assertTrue(capped[101] < 50);
        assertEquals(1, count(y, 12));
    }

    @Test
    void repairsFollowEachOther() {
        double[] y = values(60, new Random(6), t -> 0);
        y[30] = 100;
        y[31] = Double.NaN;
        Repair both = new Cap().then(Fill.FORWARD);
        assertEquals("cap then FORWARD", both.name());
        assertTrue(both.caps() && both.fills());
        TimeSeries series = series(y, 1);
        double filled = both.apply(series).value(0, 31);
        assertEquals(new Cap().apply(series).value(0, 30), filled);
        assertEquals(
                filled,
                SeriesSet.copyOf(Repaired.of(SeriesSet.of(series), both)).get(0).value(0, 31));
        assertSame(Fill.LINEAR, Repair.NONE.then(Fill.LINEAR));
        assertSame(Fill.LINEAR, Fill.LINEAR.then(Repair.NONE));
    }

    private static int count(double[] values, int season) {
        Bounds bounds = Bounds.of(values, season);
        int count = 0;
        for (int t = 0; t < values.length; t++) {
            count += values[t] < bounds.low(t) || values[t] > bounds.high(t) ? 1 : 0;
        }
        return count;
    }

    private static double[] capped(double[] values, int season) {
        double[] capped = new double[values.length];
        new Cap().apply(series(values, season)).copyTo(0, 0, capped);
        return capped;
    }

    private static TimeSeries series(double[] values, int season) {
        var schema = new Schema(Frequency.parse("step"), List.of(season), List.of("y"), List.of());
        return TimeSeries.of("a", schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    /** A known part and normal noise of deviation 1. */
    private static double[] values(int length, Random random, IntToDoubleFunction known) {
        double[] values = new double[length];
        Arrays.setAll(values, t -> known.applyAsDouble(t) + random.nextGaussian());
        return values;
    }
}
