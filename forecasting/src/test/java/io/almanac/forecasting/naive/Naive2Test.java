package io.almanac.forecasting.naive;

import static io.almanac.forecasting.naive.Fixtures.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class Naive2Test {

    private static final double[] PATTERN = {5, -3, 8, 0};

    @Test
    void aSeasonOfEvenLengthEqualsStatsmodels() {
        // naive2_reference.py, "even"
        double[] expected = {53.85435988376386, 43.157452847240286, 50.12491013422921, 39.0, 53.85435988376386};
        assertArrayEquals(expected, points(forecast(5, 4, even(22))), 1e-11);
    }

    @Test
    void aSeasonOfOddLengthEqualsStatsmodels() {
        // naive2_reference.py, "odd"
        double[] expected = {36.05924524821048, 39.300988006468465, 28.0, 36.05924524821048};
        double[] values = values(20, t -> 30 + new double[] {4, -6, 1}[t % 3] + t * t % 7);
        assertArrayEquals(expected, points(forecast(4, 3, values)), 1e-11);
    }

    @Test
    void whatIsNotSeasonalIsForecastByTheLastValue() {
        // naive2_reference.py, "noise": r(4) is 0.0773, the limit 0.4292
        double[] noise = values(22, t -> 30 + t * t * t % 11);
        assertArrayEquals(new double[] {40, 40, 40}, points(forecast(3, 4, noise)));
        assertArrayEquals(new double[] {7, 7, 7}, points(forecast(3, 4, values(22, t -> 7))));
    }

    @Test
    void aPureSeasonIsRepeatedWithoutError() {
        double[] values = values(20, t -> 100 + 10 * PATTERN[t % 4]);
        Forecast forecast = forecast(6, 4, values);
        assertArrayEquals(values(6, t -> 100 + 10 * PATTERN[t % 4]), points(forecast), 1e-11);
        assertEquals(forecast.point(0, 3), forecast.quantile(0, 0, 3), 1e-10);
    }

    @Test
    void fewerThanThreeSeasonsAreNotTested() {
        double[] peaks = values(12, t -> t % 4 == 0 ? 120 : 100);
        assertArrayEquals(new double[] {120, 100}, points(forecast(2, 4, peaks)), 1e-11);
        double[] shorter = Arrays.copyOf(peaks, 11);
        assertArrayEquals(new double[] {100, 100}, points(forecast(2, 4, shorter)), 0);
    }

    @Test
    void aSeasonOfOneIsNone() {
        double last = even(22)[21];
        assertArrayEquals(new double[] {last, last}, points(forecast(2, 1, even(22))), 0);
        ForecastModel model = Forecasters.create("naive2", Map.of("season", "1"))
                .fit(SeriesSet.of(Fixtures.series("s", 4, even(22))), FitOptions.of(1));
        assertEquals(last, pointsOf(model, Fixtures.series("s", 4, even(22)), 1)[0], "the option overrides the data");
    }

    @Test
    void negativeValuesPreventTheAdjustmentAndZerosDoNot() {
        double[] values = values(24, t -> t % 4 == 1 ? 0 : 10 + t % 4);
        values[5] = 0.5; // so that its place has an index above 0
        // The last value is 13; the place after it has the first index, in the ratio 10 to 13 of a pure season.
        assertEquals(10, forecast(1, 4, values).point(0, 0), 0.3);
        values[5] = -0.5;
        assertEquals(13, forecast(1, 4, values).point(0, 0), 0);
        values[5] = 0; // now one index is 0: nothing could be divided by it
        assertEquals(13, forecast(1, 4, values).point(0, 0), 0);
    }

    @Test
    void missingValuesAreLeftOutAndReachedOver() {
        double[] values = values(30, t -> 100 + 10 * PATTERN[t % 4]);
        values[3] = NAN;
        values[17] = NAN;
        values[29] = NAN;
        // Steps 30 and 31 are forecast from step 28.
        assertArrayEquals(new double[] {180, 100}, points(forecast(2, 4, values)), 1e-11);
        for (int t = 2; t < 30; t += 4) {
            values[t] = NAN; // a place without a single ratio, so no adjustment: the last value is at place 0
        }
        assertArrayEquals(new double[] {150, 150}, points(forecast(2, 4, values)), 0);
    }

    @Test
    void aHistoryThatBeginsElsewhereKeepsItsPlaceInTheSeason() {
        TimeSeries whole = Fixtures.series("s", 4, values(47, t -> (100 + t) * (1 + PATTERN[t % 4] / 20)));
        for (int steps : new int[] {20, 21, 22, 23, 47}) {
            ForecastModel model = Forecasters.create("naive2")
                    .fit(SeriesSet.of(whole.asOf(40, 0).last(steps)), FitOptions.of(4));
            double[] fromWhole = pointsOf(model, whole, 4);
            assertArrayEquals(fromWhole, pointsOf(model, whole.last(9), 4), "fitted to " + steps);
            // Places 3, 0, 1, 2 come next.
            assertEquals(1, Math.signum(fromWhole[1] - fromWhole[0]));
            assertEquals(-1, Math.signum(fromWhole[2] - fromWhole[1]));
            assertEquals(1, Math.signum(fromWhole[3] - fromWhole[2]));
        }
    }

    @Test
    void intervalsWidenLikeThoseOfNaiveOnTheScaleOfThePlace() {
        Forecast forecast = forecast(6, 4, even(22));
        double half = forecast.quantile(4, 0, 0) - forecast.point(0, 0);
        for (int step = 0; step < 6; step++) {
            double index = forecast.point(0, step) / forecast.point(0, 0);
            double expected = half * index * Math.sqrt(step + 1);
            assertEquals(expected, forecast.quantile(4, 0, step) - forecast.point(0, step), 1e-11);
        }
    }

    @Test
    void scalingTheSeriesScalesTheForecast() {
        var random = new Random(5);
        for (int round = 0; round < 20; round++) {
            double[] values = values(40, t -> 50 + PATTERN[t % 4] + 4 * random.nextDouble());
            double[] points = points(forecast(5, 4, values));
            double[] scaled = points(
                    forecast(5, 4, Arrays.stream(values).map(y -> 1e6 * y).toArray()));
            assertArrayEquals(Arrays.stream(points).map(y -> 1e6 * y).toArray(), scaled, 1e-5);
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Forecasters.create("naive2", Map.of("season", "-1")));
        assertEquals("naive2: season must not be negative, was -1", thrown.getMessage());
    }

    private static double[] even(int length) {
        return values(length, t -> 20 + t + PATTERN[t % 4] + t * t % 5);
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }

    private static Forecast forecast(int horizon, int season, double[] values) {
        TimeSeries series = Fixtures.series("s", season, values);
        ForecastModel model = Forecasters.create("naive2").fit(SeriesSet.of(series), FitOptions.of(horizon));
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(series), horizon).get(0));
    }

    private static double[] points(Forecast forecast) {
        return values(forecast.horizon(), step -> forecast.point(0, step));
    }

    private static double[] pointsOf(ForecastModel model, TimeSeries history, int horizon) {
        return points(assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), horizon).get(0)));
    }
}
