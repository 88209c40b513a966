package io.almanac.core.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FillTest {

    private static final double NAN = Double.NaN;

    private static final Schema SCHEMA = new Schema(Frequency.parse("step"), List.of(3), List.of("y"), List.of());

    @Test
    void forwardRepeatsTheLastValue() {
        assertArrayEquals(new double[] {NAN, 1, 1, 1, 4, 4}, filled(Fill.FORWARD, NAN, 1, NAN, NAN, 4, NAN));
    }

    @Test
    void linearDrawsALineBetweenNeighbours() {
        assertArrayEquals(new double[] {NAN, 1, 2, 3, 4, NAN}, filled(Fill.LINEAR, NAN, 1, NAN, NAN, 4, NAN), 1e-12);
    }

    @Test
    void seasonalTakesTheValueASeasonBefore() {
        // Season 3: the gap at 4 takes 1 from step 1, that at 7 takes what was filled at 4, that at 2 has none.
        assertArrayEquals(new double[] {0, 1, NAN, 3, 1, 5, 6, 1}, filled(Fill.SEASONAL, 0, 1, NAN, 3, NAN, 5, 6, NAN));
    }

    @ParameterizedTest
    @EnumSource(Fill.class)
    void observedValuesStayAndNothingDependsOnWhatComesBeforeAView(Fill fill) {
        var random = new Random(5);
        double[] values =
                random.doubles(40).map(x -> random.nextInt(3) == 0 ? NAN : x).toArray();
        double[] whole = filled(fill, values);
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(values[t])) {
                assertEquals(values[t], whole[t]);
            }
        }
        TimeSeries view = series(values).last(25);
        double[] ofView = copy(fill.apply(view));
        assertArrayEquals(filled(fill, Arrays.copyOfRange(values, 15, 40)), ofView);
        assertEquals(view.axis(), fill.apply(view).axis());
        TimeSeries earlier = fill.apply(view).asOf(10, 0);
        assertArrayEquals(Arrays.copyOf(ofView, 10), copy(earlier), "views of what was repaired");
    }

    @Test
    void otherValuesMustHaveTheShapeOfTheSeries() {
        TimeSeries series = series(1, 2, 3);
        assertEquals(
                "series s: y must have 3 values, has 2",
                assertThrows(IllegalArgumentException.class, () -> series.withValues(new double[][] {{1, 2}}))
                        .getMessage());
        assertEquals(
                "series s: the schema has 1 channels, got 0",
                assertThrows(IllegalArgumentException.class, () -> series.withValues(new double[0][]))
                        .getMessage());
    }

    private static double[] filled(Fill fill, double... values) {
        return copy(fill.apply(series(values)));
    }

    private static TimeSeries series(double... values) {
        return TimeSeries.of("s", SCHEMA, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static double[] copy(TimeSeries series) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        return values;
    }
}
