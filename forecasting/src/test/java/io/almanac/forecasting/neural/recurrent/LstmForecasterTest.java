package io.almanac.forecasting.neural.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LstmForecasterTest {

    private static final Frequency HOURS = Frequency.parse("h");
    private static final int HORIZON = 12;

    /** One small model that most tests share: two layers, so that each has to find its own weights in a file. */
    private ForecastModel model;

    @BeforeAll
    void fit() {
        model = fit(small(Map.of("layers", "2")), sine("train", 400, 0));
    }

    @AfterAll
    void close() {
        model.close();
    }

    private static LstmConfig small(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("context", "36", "width", "16", "epochs", "6", "updatesPerEpoch", "40"));
        all.putAll(Map.of("batch", "16", "warmup", "20", "learningRate", "0.01"));
        all.putAll(settings);
        return (LstmConfig) Forecasters.create("lstm", all).config();
    }

    private static ForecastModel fit(LstmConfig config, TimeSeries... series) {
        return new LstmForecaster(config)
                .fit(SeriesSet.of(series[0].schema(), List.of(series)), FitOptions.of(HORIZON));
    }

    private static double wave(int step) {
        return 3 + Math.sin(2 * Math.PI * step / 24);
    }

    /** A daily wave with noise of a fifth of its amplitude. */
    private static TimeSeries sine(String id, int length, long seed) {
        var random = new Random(seed);
        double[] values = new double[length];
        Arrays.setAll(values, i -> wave(i) + 0.2 * random.nextGaussian());
        return series(id, values);
    }

    private static TimeSeries series(String id, double... values) {
        return TimeSeries.of(id, Schema.univariate(HOURS), axis(values.length), new double[][] {values});
    }

    private static TimeAxis axis(int length) {
        return TimeAxis.of(HOURS, LocalDateTime.of(2024, 1, 1, 0, 0), length);
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
        TimeSeries whole = sine("test", 900, 7);
        double own = 0;
        double naive = 0;
        for (int cutoff = 400; cutoff + HORIZON <= 900; cutoff += 25) {
            Forecast forecast = forecast(model, whole.asOf(cutoff, 0));
            for (int h = 0; h < HORIZON; h++) {
                double actual = whole.value(0, cutoff + h);
                own += Math.abs(actual - forecast.point(0, h));
                naive += Math.abs(actual - whole.value(0, cutoff + h - 24));
            }
        }

        // The best possible forecast has 1 / sqrt(2) = 0.71 of the naive error: one noise instead of two.
        assertTrue(own < 0.85 * naive, own + " against " + naive);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        TimeSeries train = sine("train", 200, 0);
        var forecaster = new LstmForecaster(small(Map.of("epochs", "2")));
        var options = FitOptions.of(HORIZON);
        try (ForecastModel first = forecaster.fit(SeriesSet.of(train), options);
                ForecastModel second = forecaster.fit(SeriesSet.of(train), options);
                ForecastModel other = forecaster.fit(SeriesSet.of(train), options.withSeed(2))) {
            double[] numbers = numbers(forecast(first, train));

            assertArrayEquals(numbers, numbers(forecast(second, train)));
            assertFalse(Arrays.equals(numbers, numbers(forecast(other, train))));
        }
    }

    @Test
    void aSavedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        List<TimeSeries> histories = List.of(sine("a", 100, 3), sine("b", 20, 4));
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

    @Test
    void aForecastDoesNotDependOnWhoSharesTheCall() {
        List<TimeSeries> histories = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            histories.add(sine("s" + i, 30 + i, i)); // the first few are shorter than the context
        }
        List<Outcome> together = model.forecast(histories, HORIZON);

        for (int i : new int[] {0, 1, 31, 32, 69}) {
            Outcome alone = model.forecast(List.of(histories.get(i)), HORIZON).get(0);
            assertArrayEquals(numbers(together.get(i)), numbers(alone), "history " + i);
        }
    }

    @Test
    void aShortHistoryIsServedAndATooShortOneRefused() {
        // A quarter of the context of 36 must be observed: 9 steps.
        assertEquals(HORIZON, forecast(model, sine("short", 9, 1)).horizon());

        Outcome outcome =
                model.forecast(List.of(sine("too-short", 8, 1)), HORIZON).get(0);

        assertEquals(
                "channel y has 8 observed values among its last 36 steps, the model needs 9",
                assertInstanceOf(Refusal.class, outcome).reason());
    }

    @Test
    void missingValuesAreServedAndTrainedOn() {
        var random = new Random(9);
        double[] values = new double[300];
        Arrays.setAll(
                values, i -> random.nextDouble() < 0.3 ? Double.NaN : wave(i) + 0.2 * random.nextGaussian());
        TimeSeries gaps = series("gaps", values);

        try (ForecastModel trained = fit(small(Map.of()), gaps)) {
            Forecast forecast = forecast(trained, gaps);
            double error = IntStream.range(0, HORIZON)
                    .mapToDouble(h -> Math.abs(forecast.point(0, h) - wave(300 + h)))
                    .average()
                    .orElseThrow();
            // The wave's mean distance from its own mean is 2 / pi = 0.64.
            assertTrue(error < 0.35, "error " + error);
        }
    }

    @Test
    void whatAFutureCovariateTellsIsUsed() {
        var schema =
                new Schema(HOURS, List.of(24), List.of("y"), List.of(Covariate.real("cause", Covariate.Kind.FUTURE)));
        var random = new Random(4);
        double[] cause = random.doubles(400 + HORIZON, -1, 1).toArray(); // nothing of it can be foreseen
        double[] values = Arrays.copyOf(cause, 400);
        TimeSeries whole =
                TimeSeries.of("s", schema, axis(400), new double[][] {values}, new double[][] {cause}, HORIZON);

        try (ForecastModel trained = fit(small(Map.of("layers", "1")), whole)) {
            Forecast forecast = forecast(trained, whole);
            double error = IntStream.range(0, HORIZON)
                    .mapToDouble(h -> Math.abs(forecast.point(0, h) - cause[400 + h]))
                    .average()
                    .orElseThrow();
            // The mean distance from 0, the best forecast without the cause, is 1 / 2.
            assertTrue(error < 0.25, "error " + error);
        }
    }

    @Test
    void choicesAndTheNumberOfParametersAreNoted() {
        LstmConfig config = small(Map.of("context", "0", "width", "0", "epochs", "1", "updatesPerEpoch", "1"));
        try (ForecastModel trained = fit(config, sine("a", 100, 1))) {
            List<String> notes = trained.provenance().notes();

            // A sixth of 88 steps is less than two seasons of 24, and those are less than 2/3 of the 76 steps left.
            assertTrue(notes.get(0).startsWith("context 48, chosen"), notes.toString());
            // 100 - 12 - 12 + 1
            assertEquals("width 32, chosen from about 77 windows of a channel", notes.get(1));
            // A step is a value and a flag; 88 steps are no four days, so there is no calendar.
            // Cells 4 * 32 * (2 + 32 + 2) = 4608, and a map from 32 to 12 steps 33 * 12 = 396.
            assertTrue(notes.contains("5004 parameters"), notes.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "width   | -1 | width must be at least 0, was -1",
                "layers  | 0  | layers must be at least 1, was 0",
                "dropout | 1  | dropout must be in [0, 1), was 1.0",
                "context | 1  | context must be 0 (chosen) or at least 2, was 1"
            })
    void anOptionOutOfItsRangeIsNamed(String option, String value, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> Forecasters.create("lstm", Map.of(option, value)));

        assertEquals("lstm: " + message, e.getMessage());
    }
}
