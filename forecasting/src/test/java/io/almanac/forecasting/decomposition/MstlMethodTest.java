package io.almanac.forecasting.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.local.LocalFit;
import io.almanac.forecasting.local.LocalForecast;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.Probabilities;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MstlMethodTest {

    private static final double NAN = Double.NaN;
    private static final Probabilities ASKED = new Probabilities(List.of(0.1, 0.9));

    /** The mean of what was fitted, with a deviation of 1. */
    private record Mean() implements LocalMethod {

        @Override
        public int least() {
            return 2;
        }

        @Override
        public LocalFit fit(double[] values) {
            return restore(new double[] {
                Arrays.stream(values).filter(y -> !Double.isNaN(y)).average().orElseThrow()
            });
        }

        @Override
        public LocalFit restore(double[] numbers) {
            return new LocalFit() {
                @Override
                public double[] numbers() {
                    return numbers;
                }

                @Override
                public LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked) {
                    double[] points = new double[horizon];
                    double[] deviations = new double[horizon];
                    Arrays.fill(points, numbers[0]);
                    Arrays.fill(deviations, 1);
                    return LocalForecast.normal(points, deviations, asked);
                }
            };
        }
    }

    private static double seasons(int t) {
        return 3 * (t % 4) + (t % 12 < 6 ? 0 : 10);
    }

    private static MstlMethod method(Integer... seasons) {
        return new MstlMethod(new Mstl(List.of(seasons), false), new Mean());
    }

    @Test
    void seasonsAreRepeatedAndTheirDeviationsThoseOfTheTrend() {
        double[] values = values(61, t -> seasons(t) + (t * t % 7 - 3) / 100.0);
        LocalForecast forecast = method(4, 12).fit(values).forecast(values, 0, 24, ASKED);
        assertArrayEquals(values(24, h -> seasons(61 + h)), forecast.points(), 0.3);
        assertArrayEquals(values(24, h -> 1), forecast.deviations());
        // 1.2815515655446004 is the standard normal's quantile of 0.9.
        assertEquals(1.2815515655446004, forecast.quantiles()[1][5] - forecast.points()[5], 1e-12);
        assertEquals(-1.2815515655446004, forecast.quantiles()[0][5] - forecast.points()[5], 1e-12);
    }

    @Test
    void aPureSeasonIsRepeatedWithoutError() {
        double[] values = values(40, t -> 2 + t % 4);
        LocalForecast forecast = method(4).fit(values).forecast(values, 0, 6, ASKED);
        assertArrayEquals(values(6, h -> 2 + (40 + h) % 4), forecast.points(), 1e-10);
    }

    @Test
    void aHistoryThatBeginsElsewhereKeepsItsPlaceInTheSeasons() {
        double[] values = values(80, t -> seasons(t) + (t * t % 7 - 3) / 100.0);
        LocalFit fit = method(4, 12).fit(Arrays.copyOf(values, 50));
        double[] expected = values(12, h -> seasons(80 + h));
        // Long enough to be decomposed anew, and not; 24 is two of the longest season.
        for (int steps : new int[] {80, 43, 25, 24, 7, 1}) {
            double[] newest = Arrays.copyOfRange(values, 80 - steps, 80);
            assertArrayEquals(
                    expected, fit.forecast(newest, 80 - steps, 12, ASKED).points(), 0.8, steps + " steps");
        }
    }

    @Test
    void aRestoredFitForecastsTheSameBits() {
        double[] values = values(50, t -> seasons(t) + t * t % 7);
        MstlMethod method = method(4, 12, 100);
        LocalFit fit = method.fit(values);
        LocalFit restored = method.restore(fit.numbers());
        assertArrayEquals(fit.numbers(), restored.numbers());
        assertArrayEquals(
                fit.forecast(values, 3, 9, ASKED).points(),
                restored.forecast(values, 3, 9, ASKED).points());
        double[] few = {1, 2};
        assertArrayEquals(
                fit.forecast(few, 3, 9, ASKED).points(),
                restored.forecast(few, 3, 9, ASKED).points());
    }

    @Test
    void whatIsConstantWithoutItsSeasonsStaysSo() {
        MstlMethod method = method(4);
        double[] values = new double[33];
        LocalFit fit = method.fit(values);
        assertEquals(
                0, method.restore(fit.numbers()).forecast(values, 0, 2, ASKED).deviations()[1]);
    }

    @Test
    void seasonsThatAreTooLongAreLeftOut() {
        double[] values = values(9, t -> t % 3);
        assertArrayEquals(
                values(3, h -> 1),
                method(24, 168).fit(values).forecast(values, 0, 3, ASKED).points(),
                1e-12);
    }

    @Test
    void missingValuesAreReachedOver() {
        double[] values = values(61, MstlMethodTest::seasons);
        values[30] = NAN;
        values[59] = NAN;
        values[60] = NAN;
        LocalForecast forecast = method(4, 12).fit(values).forecast(values, 0, 12, ASKED);
        assertArrayEquals(values(12, h -> seasons(61 + h)), forecast.points(), 4);
    }

    @Test
    void extremeSeriesHaveFiniteForecasts() {
        double[][] all = {
            {1, 2},
            {1, 2, NAN},
            {0, 1, 0, 1, 0},
            values(30, t -> t == 15 ? 1e12 : 1),
            values(30, t -> t < 15 ? -1e12 : 1e-12),
            values(30, t -> t % 3 == 1 ? NAN : t)
        };
        for (double[] values : all) {
            LocalForecast forecast = method(3, 7).fit(values).forecast(values, 0, 20, ASKED);
            assertTrue(Arrays.stream(forecast.points()).allMatch(Double::isFinite), Arrays.toString(values));
        }
    }

    @Test
    void numbersOfNoFitAreRefused() {
        assertEquals("must begin with how many seasons of [4, 12] it has, has 0 numbers", refused(new double[0]));
        assertEquals("must begin with how many seasons of [4, 12] it has, has 1 numbers", refused(new double[] {3}));
        assertEquals("must have 17 numbers at least, has 5", refused(new double[] {2, 0, 0, 0, 0}));
    }

    private static String refused(double[] numbers) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> method(4, 12).restore(numbers))
                        .getMessage());
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }
}
