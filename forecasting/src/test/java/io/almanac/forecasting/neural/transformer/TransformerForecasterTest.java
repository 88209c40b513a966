package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.network.NetworkModel;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNormalisation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransformerForecasterTest {

    private static final Frequency HOURS = Frequency.parse("h");
    private static final Schema SCHEMA = Schema.univariate(HOURS);
    private static final int HORIZON = 12;

    /** One small model that most tests share. */
    private ForecastModel model;

    @BeforeAll
    void fit() {
        model = fit(small(Map.of()), sine("train", 400, 1, 0));
    }

    @AfterAll
    void close() {
        model.close();
    }

    private static TransformerConfig small(Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "context", "36", "width", "16", "layers", "1", "heads", "2", "feedForward", "32", "epochs", "6"));
        all.putAll(Map.of("updatesPerEpoch", "40", "batch", "16", "warmup", "20", "learningRate", "0.003"));
        all.put("branch", "none");
        all.put("loss", "pinball");
        all.putAll(Map.of("averaging", "0", "dropout", "0.1", "patch", "2"));
        all.putAll(settings);
        return (TransformerConfig) Forecasters.create("transformer", all).config();
    }

    private static ForecastModel fit(TransformerConfig config, TimeSeries... series) {
        return new TransformerForecaster(config)
                .fit(SeriesSet.of(series[0].schema(), List.of(series)), FitOptions.of(HORIZON));
    }

    /** A daily wave with noise of a fifth of its amplitude. */
    private static TimeSeries sine(String id, int length, double size, long seed) {
        var random = new Random(seed);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = size * (3 + Math.sin(2 * Math.PI * i / 24) + 0.2 * random.nextGaussian());
        }
        return series(id, values);
    }

    private static TimeSeries series(String id, double... values) {
        TimeAxis axis = TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 0, 0), values.length);
        return TimeSeries.of(id, SCHEMA, axis, new double[][] {values});
    }

    private static double[] values(TimeSeries series) {
        double[] values = new double[series.length()];
        series.copyTo(0, 0, values);
        return values;
    }

    private static Forecast forecast(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), HORIZON).get(0));
    }

    /** All numbers of a forecast, quantile by quantile, the point first. */
    private static double[] numbers(Outcome outcome) {
        Forecast forecast = assertInstanceOf(Forecast.class, outcome);
        return IntStream.range(-1, forecast.quantiles().size())
                .boxed()
                .flatMapToDouble(q -> IntStream.range(0, forecast.horizon())
                        .mapToDouble(h -> q < 0 ? forecast.point(0, h) : forecast.quantile(q, 0, h)))
                .toArray();
    }

    @Test
    void itBeatsTheSeasonalNaiveForecastOnANoisyWave() {
        TimeSeries whole = sine("test", 900, 1, 7);
        List<TimeSeries> histories = new ArrayList<>();
        for (int cutoff = 400; cutoff + HORIZON <= 900; cutoff += 25) {
            histories.add(whole.asOf(cutoff, 0));
        }
        double own = 0;
        double naive = 0;
        int covered = 0;
        List<Outcome> outcomes = model.forecast(histories, HORIZON);
        for (int i = 0; i < histories.size(); i++) {
            Forecast forecast = assertInstanceOf(Forecast.class, outcomes.get(i));
            for (int h = 0; h < HORIZON; h++) {
                int step = histories.get(i).length() + h;
                double actual = whole.value(0, step);
                own += Math.abs(actual - forecast.point(0, h));
                naive += Math.abs(actual - whole.value(0, step - 24));
                covered += forecast.quantile(1, 0, h) <= actual && actual <= forecast.quantile(3, 0, h) ? 1 : 0;
            }
        }

        // The best possible forecast has 1 / sqrt(2) = 0.71 of the naive error: one noise instead of two.
        assertTrue(own < 0.85 * naive, own + " against " + naive);
        double coverage = covered / (double) (histories.size() * HORIZON);
        assertTrue(coverage > 0.6 && coverage < 0.95, "coverage of level 80: " + coverage);
    }

    @Test
    void theForecastFollowsItsHistoryAndItsQuantilesAscend() {
        TimeSeries history = sine("a", 100, 1, 3);

        Forecast forecast = forecast(model, history);

        assertEquals(history.axis().slice(100, HORIZON), forecast.axis());
        assertEquals(PointKind.MEDIAN, forecast.pointKind());
        assertEquals(FitOptions.of(HORIZON).quantiles(), forecast.quantiles());
        for (int h = 0; h < HORIZON; h++) {
            for (int q = 1; q < forecast.quantiles().size(); q++) {
                assertTrue(forecast.quantile(q - 1, 0, h) <= forecast.quantile(q, 0, h));
            }
            assertEquals(forecast.quantile(2, 0, h), forecast.point(0, h));
        }
    }

    @Test
    void aShorterHorizonIsTheBeginningOfTheLongest() {
        TimeSeries history = sine("a", 100, 1, 3);
        Forecast whole = forecast(model, history);

        Forecast part = (Forecast) model.forecast(List.of(history), 5).get(0);

        assertEquals(5, part.horizon());
        for (int h = 0; h < 5; h++) {
            assertEquals(whole.point(0, h), part.point(0, h));
        }
    }

    @Test
    void aForecastDoesNotDependOnWhoSharesTheCall() {
        List<TimeSeries> histories = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            histories.add(sine("s" + i, 60 + i, 1 + i, i));
        }
        List<Outcome> together = model.forecast(histories, HORIZON);

        for (int i : new int[] {0, 1, 30, 31, 32, 33, 150, 298, 299}) {
            Outcome alone = model.forecast(List.of(histories.get(i)), HORIZON).get(0);
            assertArrayEquals(numbers(together.get(i)), numbers(alone), "history " + i);
        }
    }

    @Test
    void forecastsOfManyThreadsAreThoseOfOne() throws Exception {
        List<TimeSeries> histories =
                IntStream.range(0, 40).mapToObj(i -> sine("s" + i, 80, 1, i)).toList();
        List<double[]> expected = model.forecast(histories, HORIZON).stream()
                .map(TransformerForecasterTest::numbers)
                .toList();
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<List<Outcome>>> runs = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> model.forecast(histories, HORIZON), pool))
                    .toList();
            for (var run : runs) {
                List<Outcome> outcomes = run.get();
                for (int i = 0; i < histories.size(); i++) {
                    assertArrayEquals(expected.get(i), numbers(outcomes.get(i)));
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        TimeSeries train = sine("train", 200, 1, 0);
        TransformerConfig config = small(Map.of("epochs", "2"));
        var options = FitOptions.of(HORIZON);
        try (ForecastModel first = new TransformerForecaster(config).fit(SeriesSet.of(train), options);
                ForecastModel second = new TransformerForecaster(config).fit(SeriesSet.of(train), options);
                ForecastModel other = new TransformerForecaster(config).fit(SeriesSet.of(train), options.withSeed(2))) {
            double[] numbers = numbers(forecast(first, train));

            assertArrayEquals(numbers, numbers(forecast(second, train)));
            assertFalse(Arrays.equals(numbers, numbers(forecast(other, train))));
        }
    }

    @Test
    void aSavedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        List<TimeSeries> histories = List.of(sine("a", 100, 1, 3), sine("b", 20, 5, 4));
        Path file = folder.resolve("m.almanac");
        ModelStore.save(model, file);

        try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
            List<Outcome> expected = model.forecast(histories, HORIZON);
            List<Outcome> actual = loaded.forecast(histories, HORIZON);
            for (int i = 0; i < histories.size(); i++) {
                assertArrayEquals(numbers(expected.get(i)), numbers(actual.get(i)));
            }
            assertEquals(model.provenance(), loaded.provenance());
        }
    }

    private static NetworkState wider(NetworkState state) {
        TransformerConfig is = (TransformerConfig) state.config();
        var config = new TransformerConfig(
                is.window(),
                is.normal(),
                is.token(),
                is.encoder().withWidth(32, 64),
                is.decoder(),
                is.head(),
                is.training(),
                is.beside());
        return new NetworkState(
                state.rules(), state.channels(), state.season(), state.quantiles(), state.head(), false, config);
    }

    @Test
    void weightsOfAnotherWidthAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("m.almanac");
        ModelStore.save(model, file);

        var e = assertThrows(
                ModelFileException.class,
                () -> NetworkModel.load(
                        ModelReader.open(file),
                        model.provenance(),
                        "cpu",
                        TransformerConfig.class,
                        state -> new ForecastNetwork(wider(state))));

        assertTrue(String.valueOf(e.getMessage()).contains("tensor encoder.embedding.weight is F32"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e-12})
    void theSizeOfTheValuesDoesNotMatter(double size) {
        Forecast plain = forecast(model, sine("a", 100, 1, 3));

        Forecast scaled = forecast(model, sine("a", 100, size, 3));

        for (int h = 0; h < HORIZON; h++) {
            assertEquals(plain.point(0, h), scaled.point(0, h) / size, 1e-4);
        }
    }

    @Test
    void trainingOnHugeAndTinyValuesWorks() {
        TransformerConfig config = small(Map.of("epochs", "2"));
        try (ForecastModel mixed = fit(config, sine("huge", 200, 1e12, 1), sine("tiny", 200, 1e-12, 2))) {
            assertEquals(3e12, forecast(mixed, sine("huge", 200, 1e12, 1)).point(0, 0), 2e12);
            assertEquals(3e-12, forecast(mixed, sine("tiny", 200, 1e-12, 2)).point(0, 0), 2e-12);
        }
    }

    @Test
    void missingValuesAreServedAndTrainedOn() {
        double[] values = values(sine("gaps", 300, 1, 5));
        var random = new Random(9);
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < 0.3) {
                values[i] = Double.NaN;
            }
        }
        TimeSeries gaps = series("gaps", values);

        try (ForecastModel trained = fit(small(Map.of()), gaps)) {
            Forecast forecast = forecast(trained, gaps);
            double error = 0;
            for (int h = 0; h < HORIZON; h++) {
                error += Math.abs(forecast.point(0, h) - (3 + Math.sin(2 * Math.PI * (300 + h) / 24))) / HORIZON;
            }
            // The wave's mean distance from its own mean is 2 / pi = 0.64.
            assertTrue(error < 0.35, "error " + error);
        }
    }

    @Test
    void aShortHistoryIsServedAndATooShortOneRefused() {
        // A quarter of the context of 36 must be observed: 9 steps.
        assertEquals(HORIZON, forecast(model, sine("short", 9, 1, 1)).horizon());

        Outcome outcome =
                model.forecast(List.of(sine("too-short", 8, 1, 1)), HORIZON).get(0);

        Refusal refusal = assertInstanceOf(Refusal.class, outcome);
        assertEquals("too-short", refusal.id());
        assertEquals(HORIZON, refusal.axis().length());
        assertEquals("channel y has 8 observed values among its last 36 steps, the model needs 9", refusal.reason());
    }

    @Test
    void aRefusalLeavesTheOthersInTheirOrder() {
        List<TimeSeries> histories = List.of(sine("a", 100, 1, 1), series("empty"), sine("b", 100, 1, 2));

        List<Outcome> outcomes = model.forecast(histories, HORIZON);

        assertEquals(
                List.of("a", "empty", "b"), outcomes.stream().map(Outcome::id).toList());
        assertArrayEquals(numbers(forecast(model, histories.get(2))), numbers(outcomes.get(2)));
        assertInstanceOf(Refusal.class, outcomes.get(1));
    }

    @ParameterizedTest
    @EnumSource(WindowNormalisation.class)
    void aConstantSeriesIsForecastAboutConstant(WindowNormalisation normalisation) {
        double[] constant = new double[120];
        Arrays.fill(constant, -250);
        TransformerConfig config = small(Map.of("epochs", "2", "normalisation", normalisation.name()));
        try (ForecastModel trained = fit(config, series("flat", constant), sine("wave", 120, 1, 1))) {
            Forecast forecast = forecast(trained, series("flat", constant));
            for (int h = 0; h < HORIZON; h++) {
                // A constant is scaled by its size: with normalised windows the error is a small part of that.
                assertEquals(-250, forecast.point(0, h), normalisation == WindowNormalisation.MEAN_STD ? 10 : 250);
            }
        }
    }

    @Test
    void channelsAreForecastOneByOne() {
        var schema = new Schema(HOURS, List.of(24), List.of("a", "b"), List.of());
        TimeSeries first = sine("a", 100, 1, 3);
        TimeSeries second = sine("b", 100, 40, 4);
        TimeSeries both = TimeSeries.of("both", schema, first.axis(), new double[][] {values(first), values(second)});

        Forecast forecast = forecast(model, both);

        assertEquals(2, forecast.channels());
        for (int h = 0; h < HORIZON; h++) {
            assertEquals(forecast(model, first).point(0, h), forecast.point(0, h));
            assertEquals(forecast(model, second).point(0, h), forecast.point(1, h));
        }
    }

    @Test
    void aLongerHorizonThanFittedIsAnError() {
        List<TimeSeries> histories = List.of(sine("a", 100, 1, 1));

        assertEquals(
                "horizon must be from 1 to 12, for which the model was fitted, was 13",
                assertThrows(IllegalArgumentException.class, () -> model.forecast(histories, 13))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> model.forecast(histories, 0));
    }

    @Test
    void anotherFrequencyIsRefused() {
        Frequency days = Frequency.parse("D");
        TimeSeries daily = TimeSeries.of(
                "d",
                Schema.univariate(days),
                TimeAxis.of(days, LocalDateTime.of(2024, 1, 1, 0, 0), 50),
                new double[][] {new double[50]});

        Refusal refusal = assertInstanceOf(
                Refusal.class, model.forecast(List.of(daily), HORIZON).get(0));

        assertEquals("its frequency is D, the model was fitted to h", refusal.reason());
    }

    @Test
    void tooShortASeriesCanNotBeTrainedOn() {
        var e = assertThrows(UnfitException.class, () -> fit(small(Map.of()), sine("a", 30, 1, 1)));

        assertEquals(
                "transformer finds no window to train on: it needs 9 observed steps of context and a horizon of 12"
                        + " before the last 12 steps, which are for validation; the longest of 1 series has 30 steps",
                e.getMessage());
    }

    @Test
    void aClosedModelSaysSo() {
        ForecastModel closed = fit(small(Map.of("epochs", "1", "updatesPerEpoch", "1")), sine("a", 100, 1, 1));
        closed.close();
        closed.close();

        assertEquals(
                "the model is closed",
                assertThrows(IllegalStateException.class, () -> closed.forecast(List.of(sine("a", 100, 1, 1)), 1))
                        .getMessage());
    }

    @Test
    void withoutValidationAllEpochsAreTrainedAndCovariatesMayBeLeftOut() {
        var schema =
                new Schema(HOURS, List.of(24), List.of("y"), List.of(Covariate.real("price", Covariate.Kind.FUTURE)));
        TimeSeries plain = sine("a", 100, 1, 1);
        TimeSeries series = TimeSeries.of(
                "a", schema, plain.axis(), new double[][] {values(plain)}, new double[][] {new double[100]}, 0);
        TransformerConfig config =
                small(Map.of("context", "0", "epochs", "2", "updatesPerEpoch", "3", "covariates", "false"));
        var options = FitOptions.of(HORIZON).withValidation(0);

        try (ForecastModel trained = new TransformerForecaster(config).fit(SeriesSet.of(series), options)) {
            String notes = String.join("\n", trained.provenance().notes());
            assertTrue(notes.contains("trained all 2 epochs of 3 updates, without validation"), notes);
            assertTrue(notes.contains("ignored covariates: price"), notes);
            // Twice the season of 24 is more than three horizons of 12, and less than 2/3 of the 88 steps left.
            assertTrue(notes.startsWith("context 48, chosen"), notes);
            assertTrue(notes.contains("1 engine threads"), notes);
            assertEquals("1", trained.provenance().environment().engine().get("threads"));
        }
    }

    @Test
    void theQuantilesAreThoseAskedForWithOrWithoutTheMedian() {
        var options = new FitOptions(HORIZON, 0, List.of(0.25, 0.75), 1, "cpu", FitListener.NONE);
        TransformerConfig config = small(Map.of("epochs", "1", "updatesPerEpoch", "5"));
        TimeSeries series = sine("a", 100, 1, 1);

        try (ForecastModel trained = new TransformerForecaster(config).fit(SeriesSet.of(series), options)) {
            Forecast forecast = forecast(trained, series);

            assertEquals(List.of(0.25, 0.75), forecast.quantiles());
            assertTrue(forecast.quantile(0, 0, 0) <= forecast.point(0, 0));
            assertTrue(forecast.point(0, 0) <= forecast.quantile(1, 0, 0));
        }
    }

    @Test
    void theProviderIsFoundByItsIdAndReadsOptions() {
        var forecaster = Forecasters.create("transformer", Map.of("layers", "3", "norm", "pre"));

        TransformerConfig config = assertInstanceOf(TransformerConfig.class, forecaster.config());
        assertEquals(3, config.encoder().layers());
        assertEquals(NormOrder.PRE, config.encoder().norm());
    }
}
