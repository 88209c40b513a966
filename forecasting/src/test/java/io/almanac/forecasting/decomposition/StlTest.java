package io.almanac.forecasting.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.transform.ReferenceTable;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StlTest {

    /** From decomposition_reference.R. */
    static final ReferenceTable R = new ReferenceTable(StlTest.class, "decomposition.csv");

    @ParameterizedTest
    @ValueSource(strings = {"air", "changing", "outliers", "step", "short", "two"})
    void partsAreThoseOfR(String series) {
        int season = (int) R.number(series, "season");
        assertParts(series, "periodic", new Stl(season, Stl.PERIODIC, false));
        assertParts(series, "periodicRobust", new Stl(season, Stl.PERIODIC, true));
        assertParts(series, "seven", new Stl(season, 7, false));
        assertParts(series, "eleven", new Stl(season, 11, false));
        assertParts(series, "elevenRobust", new Stl(season, 11, true));
    }

    private static void assertParts(String series, String prefix, Stl stl) {
        Decomposition parts = stl.decompose(R.get(series, "values"));
        assertKnown(R.get(series, prefix + "Trend"), parts.trend(), series + " trend of " + stl);
        assertKnown(R.get(series, prefix + "Season0"), parts.seasonal()[0], series + " season of " + stl);
    }

    /** Compares the steps that the reference has. */
    static void assertKnown(double[] expected, double[] actual, String what) {
        for (int t = 0; t < expected.length; t++) {
            if (!Double.isNaN(expected[t])) {
                assertEquals(expected[t], actual[t], 1e-9 * Math.max(1, Math.abs(expected[t])), what + " at " + t);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"air", "changing", "outliers", "step", "short", "two"})
    void theStrengthOfTheSeasonIsThatOfR(String series) {
        double[] values = R.get(series, "values");
        int season = (int) R.number(series, "season");
        assertEquals(R.number(series, "strength"), Stl.strength(values, season), 1e-10);
    }

    @Test
    void noMoreThanTwoSeasonsHaveNoStrength() {
        assertEquals(0, Stl.strength(values(24, t -> t % 12), 12));
        assertEquals(1, Stl.strength(values(25, t -> t % 12), 12), 1e-9);
        assertEquals(0, Stl.strength(new double[40], 12), "constant");
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 7", "true, 7", "false, 35"})
    void aLevelAndAPureSeasonAreTakenApartWholly(boolean robust, int window) {
        IntToDoubleFunction season = t -> new double[] {3, -1, 2, -4}[t % 4];
        Decomposition parts = new Stl(4, window, robust).decompose(values(41, t -> 7 + season.applyAsDouble(t)));
        assertArrayEquals(values(41, t -> 7), parts.trend(), 1e-10);
        assertArrayEquals(values(41, season), parts.seasonal()[0], 1e-10);
        assertEquals(1, parts.strength(0), 1e-10);
    }

    @Test
    void partsAddUpToTheSeriesAndScaleWithIt() {
        var random = new Random(11);
        for (int round = 0; round < 20; round++) {
            double[] values = random.doubles(60 + round).toArray();
            var stl = new Stl(2 + random.nextInt(20), 3 + 2 * random.nextInt(10), random.nextBoolean());
            Decomposition parts = stl.decompose(values);
            Decomposition large =
                    stl.decompose(Arrays.stream(values).map(y -> 1e12 * y).toArray());
            for (int t = 0; t < values.length; t++) {
                assertEquals(values[t], parts.adjusted()[t] + parts.seasonal()[0][t], 1e-12);
                assertEquals(1e12 * parts.trend()[t], large.trend()[t], 1e2);
            }
        }
    }

    @Test
    void anOutlierHardlyMovesRobustParts() {
        double[] values = values(60, t -> t % 6);
        double[] spoiled = values.clone();
        spoiled[31] += 1e12;
        var robust = new Stl(6, 11, true);
        Decomposition parts = robust.decompose(spoiled);
        assertTrue(Math.abs(parts.trend()[31] - 2.5) < 0.1, () -> "trend " + parts.trend()[31]);
        assertEquals(1e12, parts.remainder()[31], 10);
    }

    @Test
    void extremeSeriesHaveFiniteParts() {
        IntToDoubleFunction[] shapes = {
            t -> 0,
            t -> 5,
            t -> t == 20 ? 1e150 : 0,
            t -> t < 20 ? 0 : 1e12,
            t -> 1e-12 * (t % 5),
            t -> t % 2 == 0 ? -1e15 : 1
        };
        for (IntToDoubleFunction shape : shapes) {
            for (boolean robust : new boolean[] {false, true}) {
                Decomposition parts = new Stl(7, 11, robust).decompose(values(40, shape));
                for (int t = 0; t < 40; t++) {
                    assertTrue(
                            Double.isFinite(parts.trend()[t]) && Double.isFinite(parts.seasonal()[0][t]),
                            parts.toString());
                }
                assertTrue(parts.strength(0) >= 0 && parts.strength(0) <= 1);
            }
        }
    }

    @Test
    void wrongNumbersAreRefused() {
        assertEquals("season must be at least 2, was 1", refused(() -> new Stl(1, 7, false)));
        assertEquals("window must be odd and at least 3, was 8", refused(() -> new Stl(4, 8, false)));
        assertEquals("window must be odd and at least 3, was 1", refused(() -> new Stl(4, 1, false)));
        var stl = new Stl(4, 7, false);
        assertEquals("values must be more than two seasons = 8, were 8", refused(() -> stl.decompose(new double[8])));
        double[] missing = new double[9];
        missing[3] = Double.NaN;
        assertEquals("values must be finite, one was NaN", refused(() -> stl.decompose(missing)));
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
