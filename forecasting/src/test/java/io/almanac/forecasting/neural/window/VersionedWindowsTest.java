package io.almanac.forecasting.neural.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionedWindowsTest {

    private static final Frequency STEPS = Frequency.parse("step");
    private static final int LENGTH = 30;
    private static final int CONTEXT = 4;
    private static final int HORIZON = 3;
    private static final int VALIDATION = 5;

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private static WindowRules rules(boolean mixed, WindowFeatures features) {
        return new WindowRules(CONTEXT, HORIZON, VALIDATION, 2, mixed, 1, features);
    }

    private static double[] random(int length, long seed) {
        return new Random(seed).doubles(length).toArray();
    }

    private static TimeSeries series(Schema schema, double[][] values, double[]... covariates) {
        return TimeSeries.of("s", schema, TimeAxis.integers(0, LENGTH), values, covariates, 0);
    }

    private static Schema schema(Covariate... covariates) {
        return new Schema(STEPS, List.of(1), List.of("a", "b"), List.of(covariates));
    }

    /** A version of each step that becomes known so many steps after it. */
    private static TimeSeries revised(TimeSeries series, int channel, double[] first, double[] last, int after) {
        int[] steps = IntStream.range(0, 2 * LENGTH).map(i -> i / 2).toArray();
        int[] known = IntStream.range(0, 2 * LENGTH)
                .map(i -> i / 2 + 1 + (i % 2 == 0 ? 0 : after))
                .toArray();
        double[] versions = IntStream.range(0, 2 * LENGTH)
                .mapToDouble(i -> i % 2 == 0 ? first[i / 2] : last[i / 2])
                .toArray();
        return series.withVintages(channel, steps, known, versions);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWindowIsReadAsItWasKnownAtTheEndOfItsContext(boolean mixed) {
        double[][] first = {random(LENGTH, 1), random(LENGTH, 2)};
        double[][] last = {random(LENGTH, 3), random(LENGTH, 4)};
        TimeSeries series = series(schema(), last);
        for (int c = 0; c < 2; c++) {
            series = revised(series, c, first[c], last[c], 2);
        }
        WindowSource windows = WindowSource.of(SeriesSet.of(series), rules(mixed, WindowFeatures.NONE), manager);

        // A context needs two observed steps; the last horizon of training begins at 30 - 5 - 3.
        int perCutoff = mixed ? 1 : 2;
        assertEquals(perCutoff * (22 - 2 + 1), windows.training().length);
        assertEquals(perCutoff * (27 - 25 + 1), windows.validation().length);
        WindowBatch contexts = windows.contexts(manager, windows.training());
        NDList targets = windows.targets(manager, windows.training());
        for (int row = 0; row < windows.training().length; row++) {
            int cutoff = 2 + row / perCutoff;
            for (int c = 0; c < (mixed ? 2 : 1); c++) {
                int channel = mixed ? c : row % 2;
                double[] known = new double[cutoff];
                // The second version of a step is known two steps after the first.
                Arrays.setAll(known, t -> t + 3 <= cutoff ? last[channel][t] : first[channel][t]);
                SeriesScale scale = SeriesScale.of(known, cutoff);
                assertEquals(channel, contexts.channels().getLong(row, c));
                for (int i = 0; i < CONTEXT; i++) {
                    int t = cutoff - CONTEXT + i;
                    assertEquals(t < 0 ? 0 : 1, contexts.observed().getFloat(row, c, i));
                    assertEquals(t < 0 ? 0 : scale.apply(known[t]), contexts.values().getFloat(row, c, i), 1e-5);
                }
                for (int h = 0; h < HORIZON; h++) {
                    assertEquals(scale.apply(last[channel][cutoff + h]), targets.get(0).getFloat(row, c, h), 1e-4);
                    assertEquals(1, targets.get(1).getFloat(row, c, h));
                }
            }
        }
    }

    @Test
    void theWindowsAreThoseOfATableAndSoIsWhatCountsInValidation() {
        double[][] values = {random(LENGTH, 1), random(LENGTH, 2)};
        Arrays.fill(values[0], 6, 13, Double.NaN);
        TimeSeries plain = series(schema(), values);
        // The only version of each step, as soon as it is over: all is as if there were none.
        int[] steps = IntStream.range(0, LENGTH).toArray();
        int[] known = IntStream.rangeClosed(1, LENGTH).toArray();
        TimeSeries versioned = plain.withVintages(0, steps, known, values[0]);
        for (int validation : new int[] {0, 2, 5}) {
            for (boolean mixed : new boolean[] {true, false}) {
                var rules = new WindowRules(CONTEXT, HORIZON, validation, 2, mixed, 1, WindowFeatures.NONE);
                WindowSource table = WindowSource.of(SeriesSet.of(plain), rules, manager);
                WindowSource cut = WindowSource.of(SeriesSet.of(versioned), rules, manager);

                assertInstanceOf(WindowTable.class, table);
                assertInstanceOf(VersionedWindows.class, cut);
                assertEquals(table.training().length, cut.training().length);
                assertEquals(table.validation().length, cut.validation().length);
                if (mixed && validation > 0) { // then both are in the same order
                    assertArrayEquals(
                            table.contexts(manager, table.training()).observed().toFloatArray(),
                            cut.contexts(manager, cut.training()).observed().toFloatArray());
                    assertArrayEquals(
                            table.validationTargets(manager, table.validation()).get(1).toFloatArray(),
                            cut.validationTargets(manager, cut.validation()).get(1).toFloatArray());
                }
            }
        }
    }

    @Test
    void covariatesAreThoseThatWereKnownAndAWindowThatLacksThemIsLeftOut() {
        double[] newest = random(LENGTH, 5);
        double[] forecast = random(LENGTH, 6);
        TimeSeries series = series(
                schema(Covariate.real("x", Covariate.Kind.FUTURE)),
                new double[][] {random(LENGTH, 1), random(LENGTH, 2)},
                newest);
        // Forecast when its step is three ahead, but for step 15 only one ahead; measured when the step is over.
        int[] steps = IntStream.range(0, 2 * LENGTH).map(i -> i / 2).toArray();
        int[] known = IntStream.range(0, 2 * LENGTH)
                .map(i -> i % 2 == 1 ? i / 2 + 1 : Math.max(0, i / 2 - (i / 2 == 15 ? 0 : HORIZON - 1)))
                .toArray();
        double[] versions = IntStream.range(0, 2 * LENGTH)
                .mapToDouble(i -> i % 2 == 0 ? forecast[i / 2] : newest[i / 2])
                .toArray();
        SeriesSet set = SeriesSet.of(series.withCovariateVintages(0, steps, known, versions));
        var column = new WindowFeatures.Column(0, "x", Covariate.Kind.FUTURE, 0, 0, 1);
        WindowSource windows =
                WindowSource.of(set, rules(true, new WindowFeatures(List.of(), List.of(column))), manager);

        // Cutoffs 2 to 22 but for 13, whose last step 15 was not known then; at 14 step 16 was, so that reach is enough.
        assertEquals(20, windows.training().length);
        WindowBatch batch = windows.contexts(manager, new int[] {10}); // the cutoff 12
        for (int i = 0; i < CONTEXT; i++) {
            assertEquals(newest[12 - CONTEXT + i], batch.past().getFloat(0, i, 0), 1e-6);
        }
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(forecast[12 + h], batch.ahead().getFloat(0, h, 0), 1e-6);
        }
        WindowBatch after = windows.contexts(manager, new int[] {11}); // the cutoff 14: step 15 is missing
        assertEquals(forecast[14], after.ahead().getFloat(0, 0, 0), 1e-6);
        assertEquals(0, after.ahead().getFloat(0, 1, 0));
    }
}
