package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtsSpreadTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.5, 0.9));
    private static final int HORIZON = 11;

    private static EtsSpread spread(String pattern, double deviation) {
        EtsForm form = EtsForm.matching(pattern, 4).get(0);
        double[] season = form.seasonal()
                ? pattern.endsWith("M") ? new double[] {0.8, 1.1, 1.3, 0.8} : new double[] {-0.2, 0.3, 0.1, -0.2}
                : new double[1];
        double slope = !form.trending() ? 0 : pattern.charAt(1) == 'M' ? 1.02 : 0.05;
        double phi = form.damped() ? 0.9 : 1;
        var state = new EtsState(
                0.4, form.trending() ? 0.05 : 0, form.seasonal() ? 0.2 : 0, phi, 1.5, slope, season);
        return new EtsSpread(form, state, deviation * deviation);
    }

    /** Values that the form draws: the filter's own step, with each value made from a forecast and a drawn error. */
    private static double[][] paths(EtsSpread spread, int count) {
        var random = new Random(8);
        EtsForm form = spread.form();
        double[][] paths = new double[HORIZON][count];
        for (int path = 0; path < count; path++) {
            double[] drawn = new double[0];
            for (int h = 0; h < HORIZON; h++) {
                var filter = new EtsFilter(form, drawn);
                filter.run(spread.state());
                double f = new EtsSpread(form, filter.state(), 1).points(1)[0];
                double e = Math.sqrt(spread.variance()) * random.nextGaussian();
                drawn = Arrays.copyOf(drawn, h + 1);
                drawn[h] = form.relative() ? f * (1 + e) : f + e;
                paths[h][path] = drawn[h];
            }
        }
        return paths;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANN", "AAN", "AAdA", "ANA", "MNN", "MAdN", "MAA", "MNM", "MAM", "MAdM", "MMN", "MMdM"})
    void pointsAndDeviationsAreThoseOfDrawnPaths(String pattern) {
        EtsSpread spread = spread(pattern, 0.1);
        double[][] paths = paths(spread, 8000);
        LocalForecast forecast = spread.forecast(0, HORIZON, ASKED);

        for (int h = 0; h < HORIZON; h++) {
            double mean = Arrays.stream(paths[h]).average().orElseThrow();
            double square = Arrays.stream(paths[h]).map(y -> (y - mean) * (y - mean)).average().orElseThrow();
            assertEquals(1, forecast.points()[h] / mean, 0.02, pattern + " " + h);
            // A deviation of 8,000 draws is off by 1 in sqrt(16,000), and so is that of the 5,000 paths of the forecast.
            assertEquals(1, forecast.deviations()[h] / Math.sqrt(square), 0.05, pattern + " " + h);
        }
    }

    @Test
    void theVarianceOfSimpleSmoothingIsTheKnownFormula() {
        // sigma² (1 + (h - 1) alpha²) with alpha = 0.4
        double[] deviations = spread("ANN", 0.1).deviations(4);

        assertArrayEquals(
                new double[] {0.1, 0.1 * Math.sqrt(1.16), 0.1 * Math.sqrt(1.32), 0.1 * Math.sqrt(1.48)}, deviations, 1e-15);
    }

    @Test
    void stepsThatWereNotObservedWidenTheForecast() {
        EtsSpread spread = spread("MAM", 0.1);
        LocalForecast all = spread.forecast(0, 5, ASKED);
        LocalForecast late = spread.forecast(2, 3, ASKED);

        assertArrayEquals(Arrays.copyOfRange(all.points(), 2, 5), late.points());
        assertArrayEquals(Arrays.copyOfRange(all.deviations(), 2, 5), late.deviations());
        assertArrayEquals(
                Arrays.copyOfRange(spread("MMN", 0.1).forecast(0, 5, ASKED).deviations(), 2, 5),
                spread("MMN", 0.1).forecast(2, 3, ASKED).deviations());
    }

    @Test
    void sampledQuantilesAreTheSameEachTimeAndAscend() {
        LocalForecast one = spread("MMdM", 0.2).forecast(0, HORIZON, ASKED);
        LocalForecast other = spread("MMdM", 0.2).forecast(0, HORIZON, ASKED);

        for (int q = 0; q < 3; q++) {
            assertArrayEquals(one.quantiles()[q], other.quantiles()[q]);
        }
        for (int h = 0; h < HORIZON; h++) {
            assertTrue(one.quantiles()[0][h] < one.quantiles()[1][h]);
            assertTrue(one.quantiles()[1][h] < one.quantiles()[2][h]);
        }
    }

    @Test
    void whatGrowsWithoutBoundStaysFinite() {
        LocalForecast grown = new EtsSpread(
                        EtsForm.matching("MMN", 1).get(0),
                        new EtsState(0.9, 0.2, 0, 1, 1, 1.5, new double[1]),
                        0.5)
                .forecast(0, 3000, ASKED);
        LocalForecast wide = spread("MNN", 30).forecast(0, 3000, ASKED);

        assertTrue(Double.isFinite(grown.points()[2999]) && Double.isFinite(grown.deviations()[2999]));
        assertTrue(Double.isFinite(grown.quantiles()[2][2999]));
        assertTrue(Double.isFinite(wide.deviations()[2999]));
    }

    @Test
    void positiveValuesDontComeFromALevelThatFallsBelowZeroOrFromErrorsThatExplode() {
        EtsForm holt = EtsForm.matching("AAN", 1).get(0);

        assertTrue(new EtsSpread(holt, new EtsState(0.4, 0.05, 0, 1, 1.5, 0.05, new double[1]), 1).plausible());
        // 1.5 - 24 × 0.07 < 0
        assertFalse(new EtsSpread(holt, new EtsState(0.4, 0.05, 0, 1, 1.5, -0.07, new double[1]), 1).plausible());
        assertTrue(spread("MNM", 0.3).plausible());
        // alpha = 0.4: (1 + 0.64)(1 + 0.16 × 0.64)^5 - 1 = 1.67 > 1, relative to the square of the point
        assertFalse(spread("MNN", 0.8).plausible());
    }
}
