package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.UnfitException;
import io.almanac.forecasting.decomposition.Stl;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArimaMethodTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.9));

    private static double[] series(int length, IntToDoubleFunction of) {
        return IntStream.range(0, length).mapToDouble(of).toArray();
    }

    private static double[] walk(int length, int season, long seed) {
        var random = new Random(seed);
        double[] walk = new double[length];
        double level = 10;
        for (int t = 0; t < length; t++) {
            level += random.nextGaussian();
            walk[t] = level + 4 * Math.sin(2 * Math.PI * t / season);
        }
        return walk;
    }

    private static ArimaMethod method(int season) {
        return new ArimaMethod(ArimaConfig.defaults(), season, Stl::strength);
    }

    private static ArimaMethod method(String orders, int season) {
        return method(orders, season, season);
    }

    private static ArimaMethod method(String orders, int configured, int season) {
        return new ArimaMethod(
                new ArimaConfig(configured, orders, InformationCriterion.AICC, true), season, Stl::strength);
    }

    private static void assertFinite(LocalForecast forecast, String about) {
        assertTrue(Arrays.stream(forecast.points()).allMatch(Double::isFinite), about);
        assertTrue(Arrays.stream(forecast.deviations()).allMatch(d -> d >= 0 && d < Double.POSITIVE_INFINITY), about);
    }

    @Test
    void everyShapeOfSeriesHasAFiniteForecast() {
        var random = new Random(7);
        for (int season : new int[] {1, 4, 12, 24}) {
            for (int length : new int[] {2, 3, 4, 5, 6, 8, 11, 20, 38}) {
                for (double scale : new double[] {1e-12, 1, 1e12}) {
                    double[][] shapes = {
                        series(length, t -> scale * (t + 1)),
                        series(length, t -> scale * (t * t - 3)),
                        series(length, t -> scale * random.nextGaussian()),
                        series(length, t -> t == 0 ? scale : 0),
                        series(length, t -> t == length / 2 ? 1e6 * scale : scale * random.nextGaussian()),
                        series(length, t -> t < length / 2 ? scale : 2 * scale + (t == length - 1 ? scale : 0)),
                        series(length, t -> scale * (1 + t % Math.max(2, season))),
                        series(length, t -> scale * (t % 2 == 0 ? 1 : -1)),
                        series(length, t -> scale * Math.sin(t)),
                    };
                    for (int i = 0; i < shapes.length; i++) {
                        String about = "shape " + i + " of " + length + ", season " + season + ", scale " + scale;
                        LocalFit fit = method(season).fit(shapes[i]);
                        assertFinite(fit.forecast(shapes[i], 0, 5, ASKED), about);
                    }
                }
            }
        }
    }

    @Test
    void gapsAnywhereLeaveAFiniteForecast() {
        var random = new Random(8);
        for (int season : new int[] {1, 4, 7}) {
            for (double share : new double[] {0.1, 0.5, 0.9}) {
                double[] values = walk(60, Math.max(2, season), 9);
                for (int t = 2; t < values.length; t++) {
                    values[t] = random.nextDouble() < share ? Double.NaN : values[t];
                }
                values[59] = Double.NaN;
                LocalFit fit = method(season).fit(values);
                assertFinite(fit.forecast(values, 0, 10, ASKED), season + " " + share + " " + fit.chosen());
            }
        }
    }

    @Test
    void aPlaceOfTheSeasonThatWasNeverObservedLeavesTheSeasonUndifferenced() {
        double[] values = series(60, t -> t % 4 == 2 ? Double.NaN : 10 + 5 * (t % 4) + Math.sin(t * t) / 10);
        ArimaFit fit = method(4).fit(values);
        assertEquals(0, fit.estimate().form().seasonal().d());
        assertFinite(fit.forecast(values, 0, 8, ASKED), fit.chosen());
    }

    @Test
    void aTrendOfWhichEverySecondStepIsMissingHasAWidth() {
        double[] values = walk(61, 7, 15);
        for (int t = 0; t < 61; t++) {
            values[t] = t % 2 == 0 ? values[t] + t : Double.NaN;
        }
        ArimaFit fit = method(1).fit(values);
        assertTrue(fit.estimate().form().d() > 0);
        assertTrue(fit.forecast(values, 0, 1, ASKED).deviations()[0] > 0.1);
    }

    @Test
    void aSeasonalFormNeedsASeason() {
        assertEquals(
                "a seasonal part needs a season of at least 2, was 1",
                assertThrows(IllegalArgumentException.class, () -> method("(0,1,1)(0,1,1)", 0, 1))
                        .getMessage());
    }

    @Test
    void gapsOfVeryLongSeasonsAreFilled() {
        double[] values = series(4000, t -> t % 1000 + Math.sin(t * t) / 10);
        values[5] = Double.NaN;
        LocalFit fit = method("(0,0,0)(0,1,0)", 1000).fit(values);
        assertFinite(fit.forecast(values, 0, 3, ASKED), fit.chosen());
        assertTrue(fit.lacks(values).isEmpty());
    }

    @Test
    void aLineGoesOnWithoutWidth() {
        double[] values = series(20, t -> 3 + 0.7 * t);
        ArimaFit fit = method(1).fit(values);
        LocalForecast ahead = fit.forecast(values, 0, 3, ASKED);
        assertEquals("ARIMA(0,1,0) with drift", fit.chosen());
        assertArrayEquals(new double[] {17, 17.7, 18.4}, ahead.points(), 1e-9);
        assertArrayEquals(new double[3], ahead.deviations(), 1e-9);
    }

    @Test
    void deviationsOfARandomWalkGrowWithTheRootOfSteps() {
        double[] values = walk(50, 7, 2);
        LocalFit fit = method("(0,1,0)", 1).fit(values);
        LocalForecast ahead = fit.forecast(values, 0, 9, ASKED);
        for (int h = 0; h < 9; h++) {
            assertEquals(values[49], ahead.points()[h], 1e-9);
            assertEquals(Math.sqrt(h + 1) * ahead.deviations()[0], ahead.deviations()[h], 1e-9);
            // 1.2815515655446004 deviations: the 0.9 quantile of the normal distribution
            assertEquals(values[49] + 1.2815515655446004 * ahead.deviations()[h], ahead.quantiles()[1][h], 1e-9);
        }
    }

    @Test
    void restoredFitsForecastTheSame() {
        double[] values = walk(80, 4, 3);
        ArimaFit fit = method(4).fit(values);
        LocalFit restored = method(4).restore(fit.numbers());
        assertEquals(fit.chosen(), restored.chosen());
        assertArrayEquals(
                fit.forecast(values, 0, 9, ASKED).points(),
                restored.forecast(values, 0, 9, ASKED).points());
        assertArrayEquals(fit.numbers(), restored.numbers());
    }

    @Test
    void numbersThatAreNoFitAreRefused() {
        double[] numbers =
                method("(1,0,0) with non-zero mean", 1).fit(walk(50, 7, 4)).numbers();
        assertThrows(IllegalArgumentException.class, () -> ArimaFit.of(new double[3]));
        assertThrows(IllegalArgumentException.class, () -> ArimaFit.of(Arrays.copyOf(numbers, numbers.length + 1)));
        double[] explosive = numbers.clone();
        explosive[explosive.length - 1] = 1.2;
        assertThrows(IllegalArgumentException.class, () -> ArimaFit.of(explosive));
        double[] half = numbers.clone();
        half[0] = 0.5;
        assertThrows(IllegalArgumentException.class, () -> ArimaFit.of(half));
    }

    @Test
    void aGapFarBackHardlyChangesTheForecast() {
        double[] values = walk(90, 4, 5);
        ArimaFit fit = method("(0,1,1)(0,1,1)", 4).fit(values);
        double[] gap = values.clone();
        gap[3] = Double.NaN;
        double[] complete = fit.forecast(values, 0, 6, ASKED).points();
        double[] withGap = fit.forecast(gap, 0, 6, ASKED).points();
        assertArrayEquals(complete, withGap, 0.1);
        // Both filters give the same errors, so the same deviations where nothing is missing at the end.
        assertArrayEquals(
                fit.forecast(values, 0, 6, ASKED).deviations(),
                fit.forecast(gap, 0, 6, ASKED).deviations(),
                0.01);
    }

    @Test
    void aHistoryThatIsTooShortForTheDifferencesLacksSteps() {
        ArimaFit fit = method("(0,1,1)(0,1,1)", 4).fit(walk(40, 4, 6));
        assertTrue(fit.lacks(walk(5, 4, 6)).isEmpty());
        assertEquals(
                "ARIMA(0,1,1)(0,1,1)[4] needs 5 observed steps, in each place of the season one",
                fit.lacks(walk(4, 4, 6)).orElseThrow());
        assertFinite(fit.forecast(walk(5, 4, 6), 3, 4, ASKED), "short");
    }

    @Test
    void aFixedFormRefusesTooFewValues() {
        assertEquals(
                "ARIMA(0,1,1)(0,1,1)[12] needs at least 17 observed values, has 16",
                assertThrows(
                                UnfitException.class,
                                () -> method("(0,1,1)(0,1,1)", 12).fit(walk(16, 12, 1)))
                        .getMessage());
        assertFinite(
                method("(0,1,1)(0,1,1)", 12).fit(walk(17, 12, 1)).forecast(walk(17, 12, 1), 0, 3, ASKED), "17 values");
    }

    @Test
    void theSearchOfAllFormsIsNoWorseThanTheStepwiseOne() {
        double[] values = walk(60, 4, 11);
        double stepwise = method(4).fit(values).estimate().criterion(InformationCriterion.AICC);
        var all = new ArimaMethod(new ArimaConfig(4, "auto", InformationCriterion.AICC, false), 4, Stl::strength);
        assertTrue(all.fit(values).estimate().criterion(InformationCriterion.AICC) <= stepwise + 1e-6);
    }

    @Test
    void longSeriesAndLongSeasonsAreFitted() {
        double[] values = walk(1200, 168, 12);
        values[77] = Double.NaN;
        ArimaFit fit = method("(1,1,0)(0,1,0)", 168).fit(values);
        assertFinite(fit.forecast(values, 0, 24, ASKED), fit.chosen());
        double[] longer = walk(500, 365, 13);
        assertEquals(1, method(365).fit(longer).estimate().form().season());
    }
}
