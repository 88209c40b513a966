package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaFitTest {

    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.9));
    private static final int HORIZON = 12;

    private static double[] series(int length, boolean factors) {
        var random = new Random(2);
        return IntStream.range(0, length)
                .mapToDouble(t -> {
                    double level = 50 + 0.4 * t + 2 * random.nextGaussian();
                    return factors ? level * (1 + (t % 4) / 5.0) : level + 12 * (t % 4) - 60;
                })
                .toArray();
    }

    private static ThetaFit fit(boolean dynamic, double... values) {
        return (ThetaFit) new ThetaMethod(4, dynamic).fit(values);
    }

    private static double[] points(LocalFit fit, double[] values, int begin) {
        return fit.forecast(values, begin, HORIZON, ASKED).points();
    }

    @Test
    void withoutASeasonThetaDriftsByHalfOfTheSlope() {
        // Hyndman and Billah 2003: beyond its start the forecast is a line with half the slope of the line through all
        // values.
        var random = new Random(4);
        double[] values = IntStream.range(0, 200)
                .mapToDouble(t -> 10 + 3 * t + random.nextGaussian())
                .toArray();
        ThetaFit fit = (ThetaFit) new ThetaMethod(1, false).fit(values);
        double[] points = points(fit, values, 0);
        for (int h = 1; h < HORIZON; h++) {
            assertEquals(fit.line().slope() / 2, points[h] - points[h - 1], 1e-6);
        }
    }

    @Test
    void theVarianceOfThetaIsThatOfExponentialSmoothing() {
        ThetaFit fit = (ThetaFit) new ThetaMethod(1, false).fit(series(40, false));
        double[] deviations = fit.forecast(series(40, false), 0, HORIZON, ASKED).deviations();
        for (int h = 0; h < HORIZON; h++) {
            // Hyndman and Billah 2003, with h counted from 0
            double variance = 1 + h * fit.alpha() * fit.alpha();
            assertEquals(fit.deviation() * Math.sqrt(variance), deviations[h], 1e-12);
        }
    }

    @Test
    void theVarianceOfADynamicModelIsThatOfTheEffectsOfItsShocks() {
        double[] values = series(40, false);
        ThetaFit fit = (ThetaFit) new ThetaMethod(1, true).fit(values);
        double[] now = points(fit, values, 0);
        double[] deviations = fit.forecast(values, 0, HORIZON, ASKED).deviations();
        double[] variances = new double[HORIZON];
        Arrays.fill(variances, fit.deviation() * fit.deviation());
        for (int shock = 0; shock < HORIZON - 1; shock++) {
            // The history goes on as forecast, and at one step by a deviation more.
            double[] longer = Arrays.copyOf(values, values.length + shock + 1);
            System.arraycopy(now, 0, longer, values.length, shock + 1);
            longer[values.length + shock] += fit.deviation();
            double[] after = points(fit, longer, 0);
            for (int h = shock + 1; h < HORIZON; h++) {
                variances[h] += Math.pow(after[h - shock - 1] - now[h], 2);
            }
        }
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(Math.sqrt(variances[h]), deviations[h], 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSeasonOfFactorsScalesTheIntervalsAndOneOfAddendsDoesNot(boolean dynamic) {
        double[] factors = series(60, true);
        ThetaFit fit = fit(dynamic, factors);
        assertEquals("multiplicative season", fit.chosen());
        LocalForecast forecast = fit.forecast(factors, 0, HORIZON, ASKED);
        double[] addends = series(60, false);
        ThetaFit other = fit(dynamic, addends);
        assertEquals("additive season", other.chosen());
        LocalForecast flat = other.forecast(addends, 0, HORIZON, ASKED);
        // Step 60 has place 0, with the lowest index.
        assertTrue(forecast.deviations()[3] > 1.3 * forecast.deviations()[4]);
        assertTrue(flat.deviations()[3] < flat.deviations()[4]);
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(
                    1.2815515655446004 * forecast.deviations()[h], // the standard normal quantile at 0.9
                    forecast.quantiles()[1][h] - forecast.points()[h],
                    1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void newestStepsForecastAlmostAsTheWholeHistoryWithTheSeasonInPhase(boolean dynamic) {
        for (boolean kind : new boolean[] {false, true}) {
            double[] values = series(121, kind);
            ThetaFit fit = fit(dynamic, Arrays.copyOf(values, 100));
            double[] whole = points(fit, values, 0);
            for (int begin : new int[] {21, 50, 51, 80}) {
                double[] newest = points(fit, Arrays.copyOfRange(values, begin, values.length), begin);
                assertArrayEquals(whole, newest, 5, "from " + begin); // the season's places differ by 12 and more
            }
            for (int begin : new int[] {119, 120}) {
                double[] newest = points(fit, Arrays.copyOfRange(values, begin, values.length), begin);
                assertTrue(Arrays.stream(newest).allMatch(Double::isFinite), Arrays.toString(newest));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFitIsRestoredFromItsNumbers(boolean dynamic) {
        for (boolean kind : new boolean[] {false, true}) {
            ThetaFit fit = fit(dynamic, series(60, kind));
            LocalFit restored = new ThetaMethod(4, dynamic).restore(fit.numbers());
            assertArrayEquals(points(fit, series(70, kind), 0), points(restored, series(70, kind), 0), 0);
            assertEquals(fit.chosen(), restored.chosen());
        }
    }

    @Test
    void numbersThatAreNoneOfAFitAreRefused() {
        var method = new ThetaMethod(4, true);
        assertEquals(
                "a Theta model needs more than 7 numbers, were 3",
                assertThrows(IllegalArgumentException.class, () -> method.restore(new double[3]))
                        .getMessage());
        double[] numbers = fit(true, series(60, true)).numbers();
        for (int i = 0; i < numbers.length; i++) {
            double[] broken = numbers.clone();
            broken[i] = i == 6 ? 1 : Double.NaN;
            if (i != 6) {
                assertThrows(IllegalArgumentException.class, () -> method.restore(broken), "number " + i);
            }
        }
    }
}
