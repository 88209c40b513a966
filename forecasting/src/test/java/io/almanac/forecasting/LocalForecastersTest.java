package io.almanac.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every forecaster that fits series on their own, whatever it is given. */
class LocalForecastersTest {

    private static final double NAN = Double.NaN;
    private static final int SEASON = 4;
    private static final int HORIZON = 6;
    private static final FitOptions OPTIONS = FitOptions.of(HORIZON);

    static Stream<String> ids() {
        return Forecasters.all().values().stream()
                .filter(ForecasterProvider::ready)
                .map(ForecasterProvider::id)
                .filter(id -> !List.of("parrot", "conformal", "auto", "combination")
                        .contains(id)) // needs more history than these have
                .filter(id -> Forecasters.create(id).capabilities().scope() == Capabilities.Scope.LOCAL);
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }

    private static double seasonal(int t) {
        return 50 + t + 8 * (t % SEASON) + 3 * Math.sin(t * t);
    }

    /** Series that solvers stumble over, by what is wrong with them. */
    private static Map<String, double[]> hard() {
        Map<String, double[]> hard = new LinkedHashMap<>();
        for (int length = 1; length <= 9; length++) {
            hard.put("of " + length + " values", values(length, t -> 3 + t * t % 5));
        }
        hard.put("constant", values(30, t -> 7));
        hard.put("zeros", values(30, t -> 0));
        hard.put("all missing", values(30, t -> NAN));
        hard.put("one value", values(30, t -> t == 11 ? 5 : NAN));
        hard.put("two values far apart", values(30, t -> t == 3 || t == 22 ? t : NAN));
        hard.put("missing at both ends", values(40, t -> t < 5 || t > 33 ? NAN : seasonal(t)));
        hard.put("mostly missing", values(60, t -> t % 3 == 0 ? seasonal(t) : NAN));
        hard.put("a place of the season missing", values(40, t -> t % SEASON == 2 ? NAN : seasonal(t)));
        hard.put("zeros among positives", values(40, t -> t % 5 == 0 ? 0 : seasonal(t)));
        hard.put("negatives", values(40, t -> seasonal(t) - 90));
        hard.put("all negative", values(40, t -> -seasonal(t)));
        hard.put("mostly zeros", values(60, t -> t % 7 == 0 ? 3 : 0));
        hard.put("large", values(40, t -> 1e12 * seasonal(t)));
        hard.put("very large", values(40, t -> 1e290 * seasonal(t)));
        hard.put("small", values(40, t -> 1e-12 * seasonal(t)));
        hard.put("very small", values(40, t -> 1e-300 * seasonal(t)));
        hard.put("a large level with little on it", values(40, t -> 1e12 + seasonal(t)));
        hard.put("one huge outlier", values(40, t -> t == 20 ? 1e9 : seasonal(t)));
        hard.put("a huge outlier at the end", values(40, t -> t == 39 ? 1e9 : seasonal(t)));
        hard.put("a step", values(40, t -> t < 20 ? 1 : 1000));
        hard.put("constant but for the last", values(40, t -> t == 39 ? 2 : 1));
        hard.put("constant but for the first", values(40, t -> t == 0 ? 2 : 1));
        hard.put("a straight line", values(40, t -> 3 + 2 * t));
        hard.put("a straight line downwards to zero", values(40, t -> 39 - t));
        hard.put("a pure season", values(40, t -> t % SEASON));
        hard.put("alternating", values(40, t -> t % 2 == 0 ? 1 : -1));
        hard.put("exponential growth", values(40, t -> Math.exp(t)));
        hard.put("exponential decay", values(40, t -> Math.exp(-t)));
        return hard;
    }

    private static TimeSeries series(String id, double[] values) {
        var schema = new Schema(Frequency.parse("step"), List.of(SEASON), List.of("y"), List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static SeriesSet hardSeries() {
        List<TimeSeries> series = new ArrayList<>();
        hard().forEach((id, values) -> series.add(series(id, values)));
        return SeriesSet.of(series.get(0).schema(), series);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aHardSeriesGetsAForecastOrARefusalWithAReasonAndNeverAnException(String id) {
        SeriesSet data = hardSeries();
        List<Outcome> outcomes;
        try (ForecastModel model = Forecasters.create(id).fit(data, OPTIONS)) {
            outcomes = model.forecast(data.asList(), HORIZON);
        }
        int refused = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals(data.get(i).id(), outcomes.get(i).id());
            if (outcomes.get(i) instanceof Refusal refusal) {
                assertTrue(refusal.reason().startsWith("channel y: "), refusal.reason());
                refused++;
            } else {
                var forecast = (Forecast) outcomes.get(i); // whose numbers are finite: Forecast.wrap sees to it
                assertEquals(OPTIONS.quantiles(), forecast.quantiles(), id);
            }
        }
        // All missing, one value, and at most those of a few values.
        assertTrue(refused >= 3 && refused <= 14, id + " refuses " + refused);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void unitsMeanNothing(String id) {
        double[] values = values(44, LocalForecastersTest::seasonal);
        Forecast plain = forecast(id, values);
        // It divides by the mean, which is no power of two.
        double tolerance = id.equals("prepared") ? 1e-6 * plain.point(0, 0) : 0;
        for (int power : new int[] {-40, 40}) {
            Forecast scaled = forecast(id, values(44, t -> Math.scalb(values[t], power)));
            for (int step = 0; step < HORIZON; step++) {
                assertEquals(plain.point(0, step), Math.scalb(scaled.point(0, step), -power), tolerance);
                assertEquals(plain.quantile(0, 0, step), Math.scalb(scaled.quantile(0, 0, step), -power), tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void intervalsHoldThePointAndHigherLevelsAreWider(String id) {
        var random = new Random(5);
        Forecast forecast = forecast(id, values(60, t -> seasonal(t) + 5 * random.nextGaussian()));
        for (int step = 0; step < HORIZON; step++) {
            assertTrue(forecast.quantile(0, 0, step) <= forecast.quantile(1, 0, step));
            assertTrue(forecast.quantile(1, 0, step) < forecast.quantile(3, 0, step), id);
            assertTrue(forecast.quantile(0, 0, step) < forecast.point(0, step), id);
            assertTrue(forecast.point(0, step) < forecast.quantile(4, 0, step), id);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void twoFitsAndALoadedModelForecastTheSameBits(String id, @TempDir Path folder) throws IOException {
        SeriesSet data = hardSeries();
        Path file = folder.resolve("m.almanac");
        ForecastModel model = Forecasters.create(id).fit(data, OPTIONS);
        List<String> first = texts(model, data);
        ModelStore.save(model, file);
        try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
            assertEquals(model.provenance(), loaded.provenance());
            assertEquals(first, texts(loaded, data));
        }
        assertEquals(first, texts(Forecasters.create(id).fit(data, OPTIONS), data));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aFittedModelFollowsALongerHistoryAndDoesNotChange(String id) {
        var random = new Random(11);
        double[] walk = new double[80]; // whose level may go anywhere, so that no method holds on to an old one
        for (int t = 1; t < walk.length; t++) {
            walk[t] = walk[t - 1] + 10 * random.nextGaussian();
        }
        TimeSeries whole = series("s", values(80, t -> 500 + walk[t] + 2 * (t % SEASON)));
        TimeSeries raised = series("s", values(80, t -> 500 + walk[t] + 2 * (t % SEASON) + (t < 62 ? 0 : 40)));
        ForecastModel model = Forecasters.create(id).fit(SeriesSet.of(whole.asOf(44, 0)), OPTIONS);
        Forecast before = forecast(model, whole.asOf(44, 0));
        Forecast after = forecast(model, whole);
        Forecast ofRaised = forecast(model, raised);
        assertEquals(80, after.axis().tick(0));
        assertFalse(after.point(0, 0) == before.point(0, 0) && after.point(0, 1) == before.point(0, 1), id);
        double more = 0;
        for (int step = 0; step < HORIZON; step++) {
            more += (ofRaised.point(0, step) - after.point(0, step)) / HORIZON;
        }
        assertTrue(more > 0.5, id + " does not see what came after the fit: " + more);
        Forecast again = forecast(model, whole.asOf(44, 0));
        assertEquals(before.point(0, 0), again.point(0, 0));
    }

    private static Forecast forecast(String id, double[] values) {
        TimeSeries series = series("s", values);
        return forecast(Forecasters.create(id).fit(SeriesSet.of(series), OPTIONS), series);
    }

    private static Forecast forecast(ForecastModel model, TimeSeries history) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), HORIZON).get(0));
    }

    /** All numbers, exactly. */
    private static List<String> texts(ForecastModel model, SeriesSet data) {
        List<String> texts = new ArrayList<>();
        for (Outcome outcome : model.forecast(data.asList(), HORIZON)) {
            if (outcome instanceof Forecast forecast) {
                for (int step = 0; step < HORIZON; step++) {
                    texts.add(outcome.id() + " " + forecast.point(0, step) + " " + forecast.quantile(0, 0, step) + " "
                            + forecast.quantile(4, 0, step));
                }
            } else {
                texts.add(outcome.toString());
            }
        }
        return texts;
    }
}
