package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.window.WindowFeatures;
import io.almanac.forecasting.neural.window.WindowRules;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowGroupsTest {

    private static final Frequency STEPS = Frequency.parse("step");

    @Test
    void windowsOfOneCutoffAreTogetherAndNoneIsLostOrTwice() {
        var schema = new Schema(STEPS, List.of(1), List.of("a", "b", "c"), List.of());
        var random = new Random(5);
        List<TimeSeries> series = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            int length = 12 + 3 * s;
            double[][] values = new double[3][length];
            for (double[] channel : values) {
                Arrays.setAll(channel, t -> random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian());
            }
            series.add(TimeSeries.of("s" + s, schema, TimeAxis.integers(0, length), values));
        }
        try (NDManager manager = NativeEngine.start().newManager(Device.cpu())) {
            var rules = new WindowRules(4, 2, 0, 3, false, 1, WindowFeatures.NONE);
            WindowSource source = WindowSource.of(SeriesSet.of(schema, series), rules, manager);

            WindowGroups groups = WindowGroups.byCutoff(source);

            // By a map, as slowly as one likes.
            var expected = new TreeMap<String, List<Integer>>();
            for (int window : source.training()) {
                WindowSource.Place place = source.place(window);
                expected.computeIfAbsent(
                                String.format("%d %03d", place.series(), place.cutoff()), k -> new ArrayList<>())
                        .add(window);
            }
            assertEquals(expected.size(), groups.count());
            int next = 0;
            for (List<Integer> group : expected.values()) {
                assertArrayEquals(group.stream().mapToInt(Integer::intValue).toArray(), groups.get(next++));
            }
        }
    }

    @Test
    void aloneEachWindowIsAGroup() {
        WindowGroups groups = WindowGroups.alone(new int[] {7, 9});

        assertEquals(2, groups.count());
        assertArrayEquals(new int[] {9}, groups.get(1));
    }
}
