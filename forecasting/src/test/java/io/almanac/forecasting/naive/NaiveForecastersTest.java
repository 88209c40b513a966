package io.almanac.forecasting.naive;

import static io.almanac.forecasting.naive.Fixtures.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Methods and the widths of their intervals as in Hyndman and Athanasopoulos, "Forecasting: Principles and Practice",
 * 3rd edition, sections 5.2 and 5.5, worked by hand.
 */
class NaiveForecastersTest {

    /** The standard normal quantile 0.9, from tables. */
    private static final double Z90 = 1.2815515655446004;

    @Test
    void naiveRepeatsTheLastValue() {
        // Errors one step ahead: 2, -1, 3, 0. Their mean square is 14 / 4.
        Forecast forecast = forecast("naive", 3, 1, 1, 3, 2, 5, 5);
        assertArrayEquals(new double[] {5, 5, 5}, points(forecast));
        double deviation = Math.sqrt(3.5);
        assertWidths(forecast, deviation, deviation * Math.sqrt(2), deviation * Math.sqrt(3));
    }

    @Test
    void driftContinuesTheLineThroughFirstAndLast() {
        // Slope (5 - 1) / 4 = 1. Differences 2, -1, 3, 0 less the slope: 1, -2, 2, -1; 10 / (4 - 1).
        Forecast forecast = forecast("drift", 3, 1, 1, 3, 2, 5, 5);
        assertArrayEquals(new double[] {6, 7, 8}, points(forecast), 1e-12);
        // h (1 + h / (T - 1)) with T = 5: 1 (5/4), 2 (6/4), 3 (7/4)
        double deviation = Math.sqrt(10 / 3.0);
        assertWidths(forecast, deviation * Math.sqrt(1.25), deviation * Math.sqrt(3), deviation * Math.sqrt(5.25));
    }

    @Test
    void seasonalNaiveRepeatsTheLastSeason() {
        // Season 3. Errors: 14 - 10, 23 - 20, 30 - 30. Their mean square is 25 / 3.
        Forecast forecast = forecast("seasonal-naive", 7, 3, 10, 20, 30, 14, 23, 30);
        assertArrayEquals(new double[] {14, 23, 30, 14, 23, 30, 14}, points(forecast));
        double one = Math.sqrt(25 / 3.0);
        double two = one * Math.sqrt(2);
        assertWidths(forecast, one, one, one, two, two, two, one * Math.sqrt(3));
    }

    @Test
    void movingAverageRepeatsTheMeanOfTheWindow() {
        // Window 2. Means before each step: 2; (2 + 4) / 2 = 3; (4 + 6) / 2 = 5. Errors 4 - 2, 6 - 3, 2 - 5.
        ForecastModel model = Forecasters.create("moving-average", Map.of("window", "2"))
                .fit(SeriesSet.of(Fixtures.series("s", 1, new double[] {2, 4, 6, 2})), options(2));
        Forecast forecast = forecastOf(model, Fixtures.series("s", 1, new double[] {2, 4, 6, 2}), 2);
        assertArrayEquals(new double[] {4, 4}, points(forecast));
        double deviation = Math.sqrt((4 + 9 + 9) / 3.0);
        assertWidths(forecast, deviation, deviation);
    }

    @Test
    void optionsThatAreZeroFollowTheData() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        // Season 4: the mean of 5, 6, 7, 8. Without a season the window is 5 steps: the mean of 4 to 8.
        assertArrayEquals(new double[] {6.5}, points(forecast("moving-average", 1, 4, values)));
        assertArrayEquals(new double[] {6}, points(forecast("moving-average", 1, 1, values)));
        ForecastModel model = Forecasters.create("seasonal-naive", Map.of("season", "2"))
                .fit(SeriesSet.of(Fixtures.series("s", 4, values)), options(2));
        assertArrayEquals(new double[] {7, 8}, points(forecastOf(model, Fixtures.series("s", 4, values), 2)));
    }

    @Test
    void missingValuesAtTheEndAreReachedOver() {
        // Two steps are missing at the end, so the forecast begins three steps after the last value.
        Forecast naive = forecast("naive", 1, 1, 1, 3, 2, 5, 5, NAN, NAN);
        assertArrayEquals(new double[] {5}, points(naive));
        assertWidths(naive, Math.sqrt(3.5) * Math.sqrt(3));
        assertArrayEquals(new double[] {8}, points(forecast("drift", 1, 1, 1, 3, 2, 5, 5, NAN, NAN)), 1e-12);
        // Season 3; the steps 14 and 23 are followed by a missing one, then by the place of 14 again.
        Forecast seasonal = forecast("seasonal-naive", 3, 3, 10, 20, 30, 14, 23, NAN);
        assertArrayEquals(new double[] {14, 23, 30}, points(seasonal));
    }

    @Test
    void seasonalNaiveWidensWhereItGoesBackMoreThanOneSeason() {
        // Season 2; errors 14 - 10 and 26 - 20, mean square 52 / 2.
        Forecast forecast = forecast("seasonal-naive", 3, 2, 10, 20, 14, 26, NAN, NAN, NAN, 26);
        assertArrayEquals(new double[] {14, 26, 14}, points(forecast));
        double one = Math.sqrt(26);
        // 14 was last observed at step 2: steps 8 and 10 lie 3 and 4 seasons after it, step 9 lies one after step 7.
        assertWidths(forecast, one * Math.sqrt(3), one, one * Math.sqrt(4));
    }

    @Test
    void missingValuesInsideAreLeftOut() {
        // Pairs of neighbours: 1, 3 and 5, 6. Mean square (4 + 1) / 2.
        Forecast naive = forecast("naive", 1, 1, 1, 3, NAN, 5, 6);
        assertArrayEquals(new double[] {6}, points(naive));
        assertWidths(naive, Math.sqrt(2.5));
        // Slope (6 - 1) / 4 over the steps, errors 2 - 1.25 and 1 - 1.25.
        Forecast drift = forecast("drift", 1, 1, 1, 3, NAN, 5, 6);
        assertArrayEquals(new double[] {7.25}, points(drift), 1e-12);
        assertWidths(drift, Math.sqrt(0.75 * 0.75 + 0.25 * 0.25) * Math.sqrt(1.25));
        // The window of five steps holds four values: 15 / 4.
        assertArrayEquals(new double[] {3.75}, points(forecast("moving-average", 1, 1, 1, 3, NAN, 5, 6)));
    }

    @Test
    void missingValuesAtTheStartDoNotCount() {
        assertEquals(
                numbers(forecast("drift", 2, 1, 1, 3, 2, 5, 5)),
                numbers(forecast("drift", 2, 1, NAN, NAN, 1, 3, 2, 5, 5)));
        assertEquals(
                numbers(forecast("naive", 2, 1, 1, 3, 2, 5, 5)), numbers(forecast("naive", 2, 1, NAN, 1, 3, 2, 5, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"naive", "naive2", "seasonal-naive", "moving-average", "drift"})
    void aConstantSeriesIsForecastWithoutWidth(String id) {
        Forecast forecast = forecast(id, 4, 2, 7, 7, 7, 7, 7);
        assertArrayEquals(new double[] {7, 7, 7, 7}, points(forecast));
        assertWidths(forecast, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"naive, 1", "drift, 2", "moving-average, 1", "seasonal-naive, 4"})
    void aSeriesThatIsTooShortIsRefusedWithAReason(String id, int tooFew) {
        for (int length = 1; length <= tooFew; length++) {
            double[] values = new double[length];
            Arrays.setAll(values, t -> t * t);
            assertEquals(
                    "channel c0: too few observed values when the model was fitted"
                            + (length == 1 ? ": 1, needs 2" : ""),
                    refusal(outcome(id, 1, 4, values)));
        }
        double[] enough = new double[tooFew + 1];
        Arrays.setAll(enough, t -> t * t);
        assertInstanceOf(Forecast.class, outcome(id, 1, 4, enough));
    }

    @ParameterizedTest
    @ValueSource(strings = {"naive", "naive2", "seasonal-naive", "moving-average", "drift"})
    void aSeriesWithoutAnyValueIsRefusedWithAReason(String id) {
        assertEquals("channel c0: there is no observed value", refusal(outcome(id, 1, 4, NAN, NAN, NAN)));
    }

    @Test
    void aPlaceOfTheSeasonThatWasNeverObservedIsRefused() {
        assertEquals(
                "channel c0: the season has 3 steps, and not each of its places was observed in 6 steps",
                refusal(outcome("seasonal-naive", 1, 3, 1, NAN, 3, 4, NAN, 6)));
    }

    @Test
    void anIdThatWasNotFittedIsRefused() {
        ForecastModel model = fit("naive", Fixtures.series("s", 1, new double[] {1, 2, 3}));
        Outcome outcome = model.forecast(List.of(Fixtures.series("t", 1, new double[] {1, 2, 3})), 2)
                .get(0);
        assertEquals("naive was not fitted to this series", refusal(outcome));
        assertEquals("2 steps of step from 3 to 4", ((Refusal) outcome).axis().toString());
    }

    @Test
    void aHorizonThatWasNotAskedForIsRefused() {
        TimeSeries series = Fixtures.series("s", 1, new double[] {1, 2, 3});
        ForecastModel model = fit("naive", series);
        for (int horizon : new int[] {0, 10}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> model.forecast(List.of(series), horizon));
            assertEquals("horizon must be in [1, 9], was " + horizon, thrown.getMessage());
        }
    }

    @Test
    void channelsAreForecastOneByOne() {
        double[] first = {1, 3, 2, 5, 5};
        double[] second = {10, 20, NAN, 40, 80};
        for (String id : Fixtures.IDS) {
            TimeSeries both = Fixtures.series("s", 1, first, second);
            Forecast forecast = forecastOf(fit(id, both), both, 3);
            for (int channel = 0; channel < 2; channel++) {
                Forecast alone = forecast(id, 3, 1, channel == 0 ? first : second);
                for (int step = 0; step < 3; step++) {
                    assertEquals(alone.point(0, step), forecast.point(channel, step));
                    for (int q = 0; q < forecast.quantiles().size(); q++) {
                        assertEquals(alone.quantile(q, 0, step), forecast.quantile(q, channel, step));
                    }
                }
            }
        }
    }

    @Test
    void oneChannelThatCantBeForecastRefusesTheSeries() {
        TimeSeries series = Fixtures.series("s", 1, new double[] {1, 2, 3}, new double[] {NAN, NAN, NAN});
        assertEquals(
                "channel c1: there is no observed value",
                refusal(fit("naive", series).forecast(List.of(series), 1).get(0)));
    }

    @Test
    void aModelKeepsItsParametersOverALongerHistory() {
        TimeSeries whole = Fixtures.series("s", 1, new double[] {1, 3, 2, 5, 5, 100, -40});
        TimeSeries training = whole.asOf(5, 0);
        // The deviation and the slope are those of the first five values, as above; the last value is the newest.
        Forecast naive = forecastOf(fit("naive", training), whole, 1);
        assertArrayEquals(new double[] {-40}, points(naive));
        assertWidths(naive, Math.sqrt(3.5));
        Forecast drift = forecastOf(fit("drift", training), whole, 1);
        assertArrayEquals(new double[] {-39}, points(drift), 1e-12);
        assertWidths(drift, Math.sqrt(10 / 3.0) * Math.sqrt(1.25));
    }

    @Test
    void historiesOfOneIdAtSeveralCutoffsKeepTheirOrder() {
        TimeSeries whole = Fixtures.series("s", 1, new double[] {1, 3, 2, 5, 5});
        List<Outcome> outcomes = fit("naive", whole).forecast(List.of(whole, whole.asOf(2, 0), whole.asOf(3, 0)), 1);
        assertEquals(
                List.of(5.0, 3.0, 2.0),
                outcomes.stream()
                        .map(outcome -> ((Forecast) outcome).point(0, 0))
                        .toList());
        assertEquals(
                List.of(5L, 2L, 3L),
                outcomes.stream()
                        .map(outcome -> ((Forecast) outcome).axis().tick(0))
                        .toList());
    }

    @Test
    void theProvenanceSaysWhatWasIgnored() {
        var schema = new Schema(
                io.almanac.core.series.Frequency.parse("step"),
                List.of(1),
                List.of("y"),
                List.of(Covariate.real("price", Covariate.Kind.STATIC)));
        TimeSeries series = TimeSeries.of(
                "s",
                schema,
                io.almanac.core.series.TimeAxis.integers(0, 3),
                new double[][] {{1, 2, 3}},
                new double[][] {{9}},
                0);
        assertEquals(
                List.of("ignored covariates: price"),
                fit("naive", series).provenance().notes());
    }

    @Test
    void forecastersAreFoundByIdAndCheckTheirOptions() {
        assertTrue(Forecasters.all().keySet().containsAll(Fixtures.IDS));
        assertEquals(
                new SeasonalNaive.Config(12),
                Forecasters.create("seasonal-naive", Map.of("season", "12")).config());
        var unknown = assertThrows(IllegalArgumentException.class, () -> Forecasters.create("naiv"));
        assertTrue(String.valueOf(unknown.getMessage()).startsWith("no forecaster \"naiv\"; there are ["));
        refused("naive: no option \"season\"; there are none", "naive", "season", "1");
        refused("seasonal-naive: no option \"seasons\"; there are [season]", "seasonal-naive", "seasons", "1");
        refused("seasonal-naive: season must not be negative, was -1", "seasonal-naive", "season", "-1");
        refused(
                "moving-average: window must be a whole number up to 2147483647, was \"wide\"",
                "moving-average",
                "window",
                "wide");
        refused("moving-average: window must not be negative, was -2", "moving-average", "window", "-2");
    }

    private static void refused(String message, String id, String option, String text) {
        var thrown = assertThrows(IllegalArgumentException.class, () -> Forecasters.create(id, Map.of(option, text)));
        assertEquals(message, thrown.getMessage());
    }

    private static FitOptions options(int horizon) {
        return new FitOptions(horizon, 0, Levels.quantiles(List.of(80)), 1, "cpu", FitListener.NONE);
    }

    private static ForecastModel fit(String id, TimeSeries series) {
        return Forecasters.create(id).fit(SeriesSet.of(series), options(9));
    }

    private static Outcome outcome(String id, int horizon, int season, double... values) {
        TimeSeries series = Fixtures.series("s", season, values);
        return fit(id, series).forecast(List.of(series), horizon).get(0);
    }

    private static Forecast forecast(String id, int horizon, int season, double... values) {
        return assertInstanceOf(Forecast.class, outcome(id, horizon, season, values));
    }

    private static Forecast forecastOf(ForecastModel model, TimeSeries history, int horizon) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), horizon).get(0));
    }

    private static String refusal(Outcome outcome) {
        return assertInstanceOf(Refusal.class, outcome).reason();
    }

    private static double[] points(Forecast forecast) {
        double[] points = new double[forecast.horizon()];
        Arrays.setAll(points, step -> forecast.point(0, step));
        return points;
    }

    private static List<Double> numbers(Forecast forecast) {
        return java.util.stream.IntStream.range(0, forecast.horizon() * 4)
                .mapToObj(i -> i % 4 == 3 ? forecast.point(0, i / 4) : forecast.quantile(i % 4, 0, i / 4))
                .toList();
    }

    /** The bounds of level 80 lie Z90 deviations from the point, which is the median. */
    private static void assertWidths(Forecast forecast, double... deviations) {
        assertEquals(List.of(0.1, 0.5, 0.9), forecast.quantiles());
        for (int step = 0; step < deviations.length; step++) {
            double point = forecast.point(0, step);
            assertEquals(point - Z90 * deviations[step], forecast.quantile(0, 0, step), 1e-9, "step " + step);
            assertEquals(point, forecast.quantile(1, 0, step), 1e-12, "step " + step);
            assertEquals(point + Z90 * deviations[step], forecast.quantile(2, 0, step), 1e-9, "step " + step);
        }
    }
}
