package io.almanac.forecasting.neural.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.CalendarFeatures;
import io.almanac.forecasting.neural.NativeEngine;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowTableTest {

    private static final double NAN = Double.NaN;
    private static final Frequency MONTHS = Frequency.parse("M");

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private static SeriesSet set(double[]... channels) {
        var schema = new Schema(
                MONTHS,
                List.of(12),
                IntStream.range(0, channels.length).mapToObj(c -> "c" + c).toList(),
                List.of());
        TimeAxis axis = TimeAxis.of(MONTHS, LocalDateTime.of(2024, 1, 1, 0, 0), channels[0].length);
        return SeriesSet.of(TimeSeries.of("s", schema, axis, channels));
    }

    private static WindowRules rules(int context, int horizon, int validation, int minimumObserved) {
        var features = new WindowFeatures(CalendarFeatures.of(MONTHS).fields(), List.of());
        return new WindowRules(context, horizon, validation, minimumObserved, false, 1, features);
    }

    @Test
    void trainingWindowsForecastNothingOfTheValidationPart() {
        // Ten steps, the last three for validation: training targets are (t, t + 1) for t up to 5. A context of three
        // needs two observed steps, so t begins at 2. Positions count from the padding of three: the window of target
        // t begins at t.
        var table = new WindowTable(set(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), rules(3, 2, 3, 2), manager);

        assertArrayEquals(new int[] {2, 3, 4, 5}, table.training());
        // Targets within steps 7, 8, 9.
        assertArrayEquals(new int[] {7, 8}, table.validation());
    }

    @Test
    void eachChannelHasWindowsOfItsOwn() {
        // Length 5 and padding 3: the second channel begins at 8. It is missing at steps 2 to 4, so the target t = 2
        // has no observed step; the first channel's windows are t = 2, 3.
        var table = new WindowTable(
                set(new double[] {1, 2, 3, 4, 5}, new double[] {1, 2, NAN, NAN, NAN}), rules(3, 2, 0, 2), manager);

        assertArrayEquals(new int[] {2, 3}, table.training());
        assertEquals(0, table.validation().length);
    }

    @Test
    void aBatchHoldsScaledValuesFlagsAndTheCalendar() {
        // 0 and 2 alternate but for one missing value: scaled by their mean 1 and standard deviation 1 to -1 and 1.
        var table = new WindowTable(
                set(new double[] {0, 0, 2, 2, 0, 2}, new double[] {0, 2, NAN, 0, 2, 1}), rules(3, 2, 0, 2), manager);
        // Target t = 4 of the first channel and t = 4 of the second, whose padding begins at 9.
        WindowBatch batch = table.contexts(manager, new int[] {4, 9 + 4});

        assertArrayEquals(new float[] {-1, 1, 1}, batch.values().get(0).toFloatArray(), 1e-6f);
        assertArrayEquals(new float[] {1, 1, 1}, batch.observed().get(0).toFloatArray());
        assertArrayEquals(new float[] {1, 0, 1}, batch.observed().get(1).toFloatArray());
        assertEquals(0, batch.values().get(1).toFloatArray()[1]);
        assertEquals(new Shape(2, 1, 1), batch.last().getShape());
        assertEquals(1, batch.last().getFloat(0, 0, 0), 1e-6f);
        // Both read February, March, April: months 1, 2, 3 of 12, the same rows of the calendar.
        float[] year = new float[6];
        for (int month = 1; month <= 3; month++) {
            year[2 * month - 2] = (float) Math.sin(Math.PI * month / 6);
            year[2 * month - 1] = (float) Math.cos(Math.PI * month / 6);
        }
        assertArrayEquals(year, batch.past().get(0).toFloatArray(), 1e-6f);
        assertArrayEquals(year, batch.past().get(1).toFloatArray(), 1e-6f);

        NDList targets = table.targets(manager, new int[] {4});
        assertArrayEquals(new float[] {-1, 1}, targets.get(0).toFloatArray(), 1e-6f);
        assertArrayEquals(new float[] {1, 1}, targets.get(1).toFloatArray());
    }

    @Test
    void aWindowMayBeginBeforeItsSeries() {
        var table = new WindowTable(set(new double[] {0, 2, 0, 2}), rules(3, 2, 0, 2), manager);

        NDArray observed = table.contexts(manager, table.training()).observed();

        assertArrayEquals(new int[] {2}, table.training());
        assertArrayEquals(new float[] {0, 1, 1}, observed.toFloatArray());
    }

    @Test
    void aValidationShorterThanTheHorizonCountsOnlyItsOwnSteps() {
        var table = new WindowTable(set(new double[] {1, 2, 3, 4, 5, 6, 7, 8}), rules(3, 3, 2, 2), manager);

        assertArrayEquals(new int[] {5}, table.validation());
        assertArrayEquals(
                new float[] {0, 1, 1},
                table.validationTargets(manager, table.validation()).get(1).toFloatArray());
    }

    @Test
    void aNewSeriesKeepsItsPlaceInTheCalendar() {
        var schema = Schema.univariate(MONTHS);
        TimeSeries january = TimeSeries.of(
                "a", schema, TimeAxis.of(MONTHS, LocalDateTime.of(2024, 1, 1, 0, 0), 4), new double[][] {{1, 2, 3, 4}});
        TimeSeries july = TimeSeries.of(
                "b", schema, TimeAxis.of(MONTHS, LocalDateTime.of(2024, 7, 1, 0, 0), 4), new double[][] {{1, 2, 3, 4}});
        var table = new WindowTable(SeriesSet.of(schema, List.of(january, july)), rules(2, 1, 0, 2), manager);

        assertArrayEquals(new int[] {2, 3, 6 + 2, 6 + 3}, table.training());
        // The first window of each: January is the angle 0, July is half a turn.
        NDArray calendar = table.contexts(manager, new int[] {2, 8}).past();
        assertEquals(1, calendar.getFloat(0, 0, 1), 1e-6);
        assertEquals(-1, calendar.getFloat(1, 0, 1), 1e-6);
    }
}
