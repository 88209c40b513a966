package io.almanac.forecasting.decomposition;

import static io.almanac.forecasting.decomposition.StlTest.R;
import static io.almanac.forecasting.decomposition.StlTest.assertKnown;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MstlTest {

    private static final List<Integer> DAY_AND_WEEK = List.of(24, 168);

    @ParameterizedTest
    @CsvSource({"plain, false", "robust, true"})
    void partsAreThoseOfR(String prefix, boolean robust) {
        Decomposition parts = new Mstl(DAY_AND_WEEK, robust).decompose(R.get("hourly", "values"));
        assertKnown(R.get("hourly", prefix + "Trend"), parts.trend(), "trend");
        assertKnown(R.get("hourly", prefix + "Season0"), parts.seasonal()[0], "day");
        assertKnown(R.get("hourly", prefix + "Season1"), parts.seasonal()[1], "week");
    }

    @Test
    void strengthsAreThoseOfR() {
        Decomposition parts = new Mstl(DAY_AND_WEEK, false).decompose(R.get("hourly", "values"));
        assertArrayEquals(R.get("hourly", "strengths"), new double[] {parts.strength(0), parts.strength(1)}, 1e-10);
    }

    @Test
    void missingValuesHaveNoRemainder() {
        double[] values = R.get("hourly", "values");
        double[] whole = new Mstl(DAY_AND_WEEK, false).decompose(values).seasonal()[0];
        values[0] = Double.NaN;
        values[200] = Double.NaN;
        values[400] = Double.NaN;
        Decomposition parts = new Mstl(DAY_AND_WEEK, false).decompose(values);
        assertTrue(Double.isNaN(parts.remainder()[200]));
        assertTrue(Double.isFinite(parts.trend()[200]));
        assertEquals(whole[200], parts.seasonal()[0][200], 0.5);
    }

    @Test
    void seasonsThatAreTooLongCanBeLeftOut() {
        var mstl = new Mstl(DAY_AND_WEEK, true);
        assertEquals(mstl, mstl.within(337));
        assertEquals(new Mstl(List.of(24), true), mstl.within(336));
        assertEquals(new Mstl(List.of(), true), mstl.within(48));
    }

    @Test
    void withoutASeasonThereIsASmoothTrend() {
        Decomposition parts =
                new Mstl(List.of(), true).decompose(values(51, t -> t == 20 ? 1000 : 3 + 2 * t + t * t % 7));
        assertArrayEquals(values(51, t -> 5 + 2 * t), parts.trend(), 2);
        assertEquals(0, parts.seasonal().length);
        assertEquals(1000 - 45, parts.remainder()[20], 2);
        assertArrayEquals(
                new double[] {7},
                new Mstl(List.of(), true).decompose(new double[] {7}).trend());
    }

    @Test
    void wrongSeasonsAreRefused() {
        assertEquals("seasons must be at least 2 and ascending, were [1]", refused(List.of(1)));
        assertEquals("seasons must be at least 2 and ascending, were [24, 24]", refused(List.of(24, 24)));
    }

    private static String refused(List<Integer> seasons) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> new Mstl(seasons, false))
                .getMessage());
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }
}
