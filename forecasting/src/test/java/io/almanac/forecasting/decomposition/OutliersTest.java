package io.almanac.forecasting.decomposition;

import static io.almanac.forecasting.decomposition.StlTest.R;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersTest {

    private static final double NAN = Double.NaN;

    @Test
    void grossOutliersAreThoseOfRAndTheirReplacementsNear() {
        double[] values = R.get("outliers", "values");
        double[] places = R.get("outliers", "outlierPlaces"); // counted from 1
        double[] replaced = Outliers.replaced(values, 4);
        int[] found = IntStream.range(0, values.length)
                .filter(t -> replaced[t] != values[t])
                .toArray();
        assertArrayEquals(Arrays.stream(places).mapToInt(p -> (int) p - 1).toArray(), found);
        double[] ofR = R.get("outliers", "outlierReplacements");
        for (int i = 0; i < found.length; i++) {
            assertEquals(ofR[i], replaced[found[i]], 3); // values without outliers have a deviation of 4
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void spikesAreReplacedByTheirSurroundings(int season) {
        var random = new Random(14);
        double[] clean = values(80, t -> 20 + t / 10.0 + 4 * (t % season) + random.nextGaussian() / 4);
        double[] spoiled = clean.clone();
        spoiled[7] += 40;
        spoiled[33] -= 25;
        spoiled[34] -= 15;
        spoiled[79] += 1e6;
        double[] replaced = Outliers.replaced(spoiled, season);
        for (int t = 0; t < 80; t++) {
            boolean was = spoiled[t] != clean[t];
            assertEquals(clean[t], replaced[t], was ? 1.5 : 0, "step " + t);
        }
    }

    @Test
    void normalNoiseHasHardlyAnOutlier() {
        var random = new Random(15);
        int replaced = 0;
        for (int round = 0; round < 20; round++) {
            double[] values = values(100, t -> random.nextGaussian() + t % 4);
            double[] after = Outliers.replaced(values, 4);
            for (int t = 0; t < 100; t++) {
                replaced += after[t] != values[t] ? 1 : 0;
            }
        }
        // Three ranges beyond the quartiles are 4.7 deviations, where a normal variable is three times in a million.
        assertTrue(replaced <= 4, "replaced " + replaced);
    }

    @Test
    void missingValuesStayMissing() {
        double[] values = values(40, t -> t == 10 || t == 39 ? NAN : t == 20 ? 500 : t % 4 + t * t % 7 / 10.0);
        double[] replaced = Outliers.replaced(values, 4);
        assertTrue(Double.isNaN(replaced[10]) && Double.isNaN(replaced[39]));
        assertEquals(0, replaced[20], 1);
        assertEquals(values[21], replaced[21]);
    }

    @Test
    void whatIsConstantOrRareOrShortOrMissingStaysAsItIs() {
        double[][] all = {
            new double[30],
            values(30, t -> t % 9 == 0 ? 100 : 0),
            values(30, t -> 5 + t % 3),
            {1, 1, 1, 900, 1, 1, 2},
            {NAN, NAN, NAN},
            {}
        };
        for (double[] values : all) {
            assertArrayEquals(values, Outliers.replaced(values, 3), Arrays.toString(values));
        }
    }

    @Test
    void eachChannelOfASeriesIsRepaired() {
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("a", "b"), List.of());
        double[] good = values(40, t -> t % 4 + t * t % 7 / 10.0);
        double[] bad = good.clone();
        bad[20] = 500;
        TimeSeries repaired =
                new Outliers().apply(TimeSeries.of("s", schema, TimeAxis.integers(0, 40), new double[][] {good, bad}));
        assertEquals(good[20], repaired.value(0, 20));
        assertEquals(good[20], repaired.value(1, 20), 1);
        assertEquals("outliers", new Outliers().name());
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }
}
