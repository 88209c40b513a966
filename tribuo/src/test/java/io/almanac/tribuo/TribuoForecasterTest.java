package io.almanac.tribuo;

import static io.almanac.tribuo.Fixtures.NAN;
import static io.almanac.tribuo.Fixtures.forecast;
import static io.almanac.tribuo.Fixtures.forecaster;
import static io.almanac.tribuo.Fixtures.points;
import static io.almanac.tribuo.Fixtures.reason;
import static io.almanac.tribuo.Fixtures.seasonal;
import static io.almanac.tribuo.Fixtures.series;
import static io.almanac.tribuo.Fixtures.set;
import static io.almanac.tribuo.Fixtures.values;
import static io.almanac.tribuo.Fixtures.withCovariate;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TribuoForecasterTest {

    private static final FitOptions FOUR = FitOptions.of(4);

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "linear, DIRECT", "linear, PER_STEP", "linear, RECURSIVE",
        "xgboost, DIRECT", "xgboost, PER_STEP", "xgboost, RECURSIVE"
    })
    void aSeasonIsLearntByEveryStrategy(String id, String strategy) {
        double[] all = seasonal(1, 164);
        var history = series("a", Arrays.copyOf(all, 160));
        try (ForecastModel model =
                forecaster(id, "strategy=" + strategy, "lags=8").fit(set(history), FOUR)) {
            double[] points = points(forecast(model, history, 4));
            assertArrayEquals(Arrays.copyOfRange(all, 160, 164), points, 1); // the season spans 10, the noise is 0.1
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "xgboost"})
    void theForecastFollowsTheUnitAndTheLevelOfTheHistory(String id) {
        var history = series("a", seasonal(1, 100));
        var other = series(
                "b", Arrays.stream(seasonal(1, 100)).map(v -> 1024 * v + 4096).toArray());
        try (ForecastModel model = forecaster(id, "lags=8").fit(set(history), FOUR)) {
            Forecast ofHistory = forecast(model, history, 4);
            Forecast ofOther = forecast(model, other, 4);
            for (int step = 0; step < 4; step++) {
                assertEquals(1024 * ofHistory.point(0, step) + 4096, ofOther.point(0, step), 1e-3);
                assertEquals(1024 * ofHistory.quantile(0, 0, step) + 4096, ofOther.quantile(0, 0, step), 1e-3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "xgboost"})
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers(String id) {
        var history = series("a", seasonal(1, 150));
        var recipe = forecaster(id, "lags=8", "examples=60");
        Forecast first = forecast(recipe.fit(set(history), FOUR), history, 4);
        Forecast second = forecast(recipe.fit(set(history), FOUR), history, 4);
        Forecast third = forecast(recipe.fit(set(history), FOUR.withSeed(2)), history, 4);
        assertArrayEquals(points(first), points(second));
        assertFalse(Arrays.equals(points(first), points(third)));
    }

    @Test
    void anyNumberOfHistoriesInACallGivesTheSameBits() {
        var a = series("a", seasonal(1, 90));
        var b = series("b", seasonal(2, 70));
        for (String id : List.of("linear", "xgboost")) {
            ForecastModel model = forecaster(id, "lags=8").fit(set(a, b), FOUR);
            var together = model.forecast(List.of(a, series("short", 1, 2), b), 4);
            assertArrayEquals(points(forecast(model, b, 4)), points((Forecast) together.get(2)));
            assertEquals("short", together.get(1).id());
            assertArrayEquals(Arrays.copyOf(points(forecast(model, a, 4)), 2), points(forecast(model, a, 2)));
        }
    }

    @Test
    void everyAskedQuantileIsThereAndThePointIsAMean() {
        var history = series("a", seasonal(1, 120));
        try (ForecastModel model = forecaster("linear").fit(set(history), FOUR.withValidation(60))) {
            Forecast forecast = forecast(model, history, 4);
            assertEquals(PointKind.MEAN, forecast.pointKind());
            assertEquals(FOUR.quantiles(), forecast.quantiles());
            for (int step = 0; step < 4; step++) {
                assertTrue(forecast.quantile(0, 0, step) < forecast.point(0, step));
                assertTrue(forecast.quantile(4, 0, step) > forecast.point(0, step));
            }
            String notes = String.join("\n", model.provenance().notes());
            assertTrue(notes.contains("60 validation windows: 4 of 4 steps from quantiles of their own"), notes);
        }
    }

    @Test
    void withoutValidationIntervalsAreSaidToBeTooNarrow() {
        var history = series("a", seasonal(1, 60));
        var model = forecaster("linear", "lags=8").fit(set(history), FOUR.withValidation(0));
        String notes = String.join("\n", model.provenance().notes());
        assertTrue(notes.contains("training windows, so too narrow"), notes);
        assertTrue(notes.contains("trained on 49 windows, all that there are"), notes);
    }

    @Test
    void aSampleIsSaidInTheProvenance() {
        var model = forecaster("linear", "lags=8", "examples=20").fit(set(series("a", seasonal(1, 60))), FOUR);
        assertTrue(
                model.provenance().notes().contains("trained on 20 windows, a random sample of 45"),
                model.provenance().notes().toString());
    }

    @Test
    void aMissingLagIsRefusedByLinearAndSkippedByXgboost() {
        double[] gap = seasonal(1, 100);
        gap[97] = NAN;
        gap[40] = NAN;
        var history = series("a", gap);
        assertEquals(
                "channel y has 7 observed values among its last 8 steps, the model needs 8",
                reason(forecaster("linear", "lags=8").fit(set(history), FOUR), history, 4));
        var xgboost = forecaster("xgboost", "lags=8");
        assertTrue(xgboost.capabilities().missingValues());
        ForecastModel model = xgboost.fit(set(history), FOUR);
        assertArrayEquals(Arrays.copyOfRange(seasonal(1, 104), 100, 104), points(forecast(model, history, 4)), 5);
        assertEquals(
                "channel y has 1 observed values among its last 8 steps, the model needs 2",
                reason(model, series("b", 1), 4));
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aFutureCovariateCountsAtItsStep(Strategy strategy) {
        var random = new Random(5);
        double[] price = random.doubles(304, -1, 1).toArray();
        double[] sales = values(300, t -> 10 + 3 * price[t]);
        var history = withCovariate(new Covariate("price", Covariate.Kind.FUTURE, List.of()), sales, price, 4);
        ForecastModel model = forecaster("linear", "strategy=" + strategy, "lags=24", "epochs=60")
                .fit(set(history), FOUR);
        double[] expected = values(4, step -> 10 + 3 * price[300 + step]);
        // sales span 6; with DIRECT the window's own scale is not among the features
        assertArrayEquals(expected, points(forecast(model, history, 4)), 1.5);
        assertTrue(reason(model, history.asOf(300, 1), 4).startsWith("the covariate price is known for 1 steps ahead"));
        var other = series("a", seasonal(1, 20));
        assertTrue(reason(model, other, 4).startsWith("its covariates are []"), reason(model, other, 4));
    }

    @Test
    void aCategoryAndThePastAreFeaturesToo() {
        double[] kind = values(204, t -> (t / 3) % 2);
        double[] sales = values(200, t -> 10 + 8 * kind[t]);
        var history =
                withCovariate(new Covariate("kind", Covariate.Kind.FUTURE, List.of("low", "high")), sales, kind, 4);
        ForecastModel model =
                forecaster("xgboost", "lags=6", "strategy=PER_STEP").fit(set(history), FOUR);
        double[] points = points(forecast(model, history, 4));
        assertArrayEquals(values(4, step -> 10 + 8 * kind[200 + step]), points, 1);
        // In another table the same categories stand in another order.
        double[] swapped = values(204, t -> 1 - kind[t]);
        var other =
                withCovariate(new Covariate("kind", Covariate.Kind.FUTURE, List.of("high", "low")), sales, swapped, 4);
        assertArrayEquals(points, points(forecast(model, other, 4)));
        var past = withCovariate(
                new Covariate("kind", Covariate.Kind.PAST, List.of()), sales, Arrays.copyOf(kind, 200), 0);
        assertEquals(
                4, forecast(forecaster("linear").fit(set(past), FOUR), past, 4).horizon());
    }

    @Test
    void channelsAreSeriesOfTheirOwn() {
        var schema = new Schema(Frequency.parse("h"), List.of(4), List.of("u", "v"), List.of());
        var axis = TimeAxis.of(Frequency.parse("h"), LocalDateTime.of(2024, 1, 1, 0, 0), 120);
        var history = TimeSeries.of("a", schema, axis, new double[][] {seasonal(1, 120), seasonal(2, 120)});
        ForecastModel model = forecaster("linear", "lags=8").fit(set(history), FOUR);
        Forecast forecast = forecast(model, history, 4);
        assertEquals(2, forecast.channels());
        assertEquals(axis.slice(120, 4), forecast.axis());
        assertTrue(model.provenance().notes().get(0).contains("TIME_OF_DAY"));
    }

    @Test
    void lagsAreWholeSeasonsThatCoverTheHorizonAndFit() {
        assertEquals(8, lags(200, 4));
        assertEquals(12, lags(200, 9));
        assertEquals(4, lags(16, 4)); // two thirds of 16 - 4 validation - 4 horizon = 5, rounded down to a season
        assertEquals(192, lags(2000, 300));
    }

    private static int lags(int length, int horizon) {
        return TribuoState.of(
                        LagOptions.defaults(),
                        false,
                        set(series("a", seasonal(1, length))),
                        FitOptions.of(horizon).withValidation(horizon == 4 ? 4 : 0))
                .lags();
    }

    @Test
    void tooShortASeriesIsUnfitWithTheNumbers() {
        UnfitException e = assertThrows(
                UnfitException.class,
                () -> forecaster("linear", "lags=8").fit(set(series("a", seasonal(1, 12))), FOUR));
        assertEquals(
                "linear: there is no window to train on: it takes 8 observed values among 8 lags, all covariates, and 4"
                        + " observed steps after them, before the last 4 steps, which are for validation; the longest"
                        + " of 1 series has 12 steps",
                e.getMessage());
    }

    @Test
    void examplesThatTakeTooMuchMemoryAreRefusedBeforeTheyAreMade() {
        int lags = 9000;
        // A quarter of the heap in examples of 12 bytes a lag, and a little more.
        int windows = (int) (Runtime.getRuntime().maxMemory() / 4 / (12L * lags)) + 10;
        var history = series("a", seasonal(1, lags + windows + 4));
        UnfitException e = assertThrows(
                UnfitException.class,
                () -> forecaster("linear", "lags=" + lags, "calendar=false").fit(set(history), FOUR));
        assertTrue(
                String.valueOf(e.getMessage()).contains("set examples or lags lower, or give Java more memory (-Xmx)"));
    }

    @Test
    void aListenerCanStopTheFit() {
        var stop = new FitListener() {
            @Override
            public void progress(FitProgress progress) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(
                CancellationException.class,
                () -> forecaster("linear", "lags=8").fit(set(series("a", seasonal(1, 60))), FOUR.withListener(stop)));
    }

    @Test
    void wrongOptionsAndHorizonsAreNamed() {
        invalid("linear: lags must be 0 (chosen) or from 2 to 9999, was 1", () -> forecaster("linear", "lags=1"));
        invalid("linear: examples must be at least 1, was 0", () -> forecaster("linear", "examples=0"));
        invalid("linear: epochs must be at least 1, was 0", () -> forecaster("linear", "epochs=0"));
        invalid("linear: batch must be at least 1, was 0", () -> forecaster("linear", "batch=0"));
        invalid("linear: learningRate must be above 0, was 0.0", () -> forecaster("linear", "learningRate=0"));
        invalid("xgboost: trees must be at least 1, was 0", () -> forecaster("xgboost", "trees=0"));
        invalid("xgboost: rowShare must be in (0, 1], was 2.0", () -> forecaster("xgboost", "rowShare=2"));
        invalid("xgboost: ridge must not be negative, was -1.0", () -> forecaster("xgboost", "ridge=-1"));
        var history = series("a", seasonal(1, 60));
        ForecastModel model = forecaster("linear", "lags=8").fit(set(history), FOUR);
        invalid("horizon must be in [1, 4], was 5", () -> model.forecast(List.of(history), 5));
        var schema = Schema.univariate(Frequency.parse("D"));
        var daily = TimeSeries.of(
                "d", schema, TimeAxis.of(Frequency.parse("D"), LocalDateTime.of(2024, 1, 1, 0, 0), 20), new double[][] {
                    seasonal(1, 20)
                });
        assertEquals("its frequency is D, the model was fitted to step", reason(model, daily, 4));
    }

    static void invalid(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
