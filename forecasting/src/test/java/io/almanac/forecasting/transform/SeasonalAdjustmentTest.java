package io.almanac.forecasting.transform;

import static io.almanac.forecasting.transform.SeasonalAdjustment.Kind.ADDITIVE;
import static io.almanac.forecasting.transform.SeasonalAdjustment.Kind.MULTIPLICATIVE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonalAdjustmentTest {

    /** From transform_reference.R. */
    private static final ReferenceTable R = new ReferenceTable(SeasonalAdjustmentTest.class, "transform.csv");

    @ParameterizedTest
    @ValueSource(strings = {"air", "growing", "square", "noise"})
    void indicesAreThoseOfR(String series) {
        double[] values = R.get(series, "values");
        int season = (int) R.number(series, "season");
        assertArrayEquals(R.get(series, "additive"), indices(values, season, ADDITIVE), 1e-11);
        assertArrayEquals(R.get(series, "multiplicative"), indices(values, season, MULTIPLICATIVE), 1e-13);
        assertEquals(R.number(series, "seasonal") == 1, SeasonalAdjustment.seasonal(values, season));
    }

    private static double[] indices(double[] values, int season, Kind kind) {
        return SeasonalAdjustment.of(values, season, kind).orElseThrow().indices();
    }

    @ParameterizedTest
    @EnumSource
    void aPureSeasonIsRemovedWholly(Kind kind) {
        double[] values = values(24, t -> kind == ADDITIVE ? 10 + t % 3 : 10 * (1 + t % 3));
        SeasonalAdjustment adjustment = SeasonalAdjustment.of(values, 3, kind).orElseThrow();
        double level = kind == ADDITIVE ? 11 : 20;
        assertArrayEquals(values(24, t -> level), adjustment.remove(values, 0), 1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRemovedCanBePutBack(Kind kind) {
        var random = new Random(8);
        double[] values = random.doubles(50, 1, 2).toArray();
        SeasonalAdjustment adjustment = SeasonalAdjustment.of(values, 7, kind).orElseThrow();
        assertArrayEquals(values, adjustment.add(adjustment.remove(values, 5), 5), 1e-14);
        assertEquals(adjustment.index(6), adjustment.index(-1));
        assertEquals(adjustment.index(3), adjustment.index(24));
        SeasonalAdjustment restored = SeasonalAdjustment.restore(kind, adjustment.indices());
        assertArrayEquals(adjustment.remove(values, 2), restored.remove(values, 2), 0);
        assertEquals(kind, restored.kind());
        assertEquals(7, restored.season());
        assertEquals(kind == ADDITIVE ? 1 : adjustment.index(4), adjustment.factor(11));
    }

    @ParameterizedTest
    @EnumSource
    void indicesAreCentred(Kind kind) {
        double[] values = new Random(9).doubles(40, 1, 5).toArray();
        double mean = Arrays.stream(indices(values, 4, kind)).average().orElseThrow();
        assertEquals(kind == ADDITIVE ? 0 : 1, mean, 1e-14);
    }

    @Test
    void noneChangesNothing() {
        assertEquals(3, SeasonalAdjustment.none().remove(3, 8));
        assertEquals(1, SeasonalAdjustment.none().season());
    }

    @Test
    void aMissingValueTakesTheAveragesOverItAlong() {
        double[] values = values(40, t -> 10 + t % 4);
        values[9] = Double.NaN;
        assertArrayEquals(new double[] {-1.5, -0.5, 0.5, 1.5}, indices(values, 4, ADDITIVE), 1e-12);
        assertTrue(SeasonalAdjustment.seasonal(values, 4));
    }

    @Test
    void whereAnIndexIsUnknownThereIsNoAdjustment() {
        double[] values = values(7, t -> 10 + t % 4);
        assertEquals(Optional.empty(), SeasonalAdjustment.of(values, 4, ADDITIVE), "two seasons less a step");
        assertTrue(SeasonalAdjustment.of(values(8, t -> 10 + t % 4), 4, ADDITIVE)
                .isPresent());
        assertEquals(Optional.empty(), SeasonalAdjustment.of(new double[0], 4, ADDITIVE));
        double[] zeros = values(24, t -> t % 4);
        assertEquals(Optional.empty(), SeasonalAdjustment.of(zeros, 4, MULTIPLICATIVE), "a factor of 0");
        assertTrue(SeasonalAdjustment.of(zeros, 4, ADDITIVE).isPresent());
        assertEquals(Optional.empty(), SeasonalAdjustment.of(new double[24], 4, MULTIPLICATIVE), "0 / 0");
    }

    @Test
    void theTestNeedsVariationAndASeason() {
        assertFalse(SeasonalAdjustment.seasonal(values(40, t -> 7), 4), "constant");
        assertFalse(SeasonalAdjustment.seasonal(values(40, t -> t % 4), 1), "a season of one step");
        assertFalse(SeasonalAdjustment.seasonal(values(4, t -> t), 4), "no pair");
        assertFalse(SeasonalAdjustment.seasonal(values(40, t -> Double.NaN), 4), "nothing observed");
    }

    @Test
    void oneInTenSeriesOfNoiseIsFoundSeasonal() {
        var random = new Random(10);
        int found = 0;
        for (int round = 0; round < 1000; round++) {
            double[] noise = random.doubles(400).toArray();
            found += SeasonalAdjustment.seasonal(noise, 4) ? 1 : 0;
        }
        // Expected 100 with a deviation of 9.5; the squares in the standard error make it a little less.
        assertEquals(97, found, 30);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertEquals(
                "season must be at least 1, was 0", refused(() -> SeasonalAdjustment.of(new double[4], 0, ADDITIVE)));
        assertEquals(
                "indices must be finite and above 0, were [1.0, 0.0]",
                refused(() -> SeasonalAdjustment.restore(MULTIPLICATIVE, 1, 0)));
        assertEquals(
                "indices must be finite, were [NaN]", refused(() -> SeasonalAdjustment.restore(ADDITIVE, Double.NaN)));
    }

    private static String refused(Runnable act) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, act::run).getMessage());
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }
}
