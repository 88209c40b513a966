package io.almanac.forecasting.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutoForecasterTest {

    /** Forty series with a season of 4 and hardly any noise. */
    private static SeriesSet seasonal() {
        var random = new Random(4);
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of());
        List<TimeSeries> series = IntStream.range(0, 40)
                .mapToObj(i -> {
                    double[] values = new double[40];
                    Arrays.setAll(values, t -> 10 * (t % 4) + random.nextGaussian());
                    return TimeSeries.of("s" + i, schema, TimeAxis.integers(0, 40), new double[][] {values});
                })
                .toList();
        return SeriesSet.of(schema, series);
    }

    private static AutoForecaster auto(List<String> statistics, List<String> others, Map<String, String> settings) {
        return new AutoForecaster("auto", new AutoConfig(statistics, others, settings, 0));
    }

    private static double[] forecasts(ForecastModel model, SeriesSet data) {
        return model.forecast(data.asList(), 4).stream()
                .flatMapToDouble(outcome -> Arrays.stream(Fixtures.numbers(outcome)))
                .toArray();
    }

    @Test
    void whatIsFarBetterThanAllOthersForecastsAlone() {
        SeriesSet data = seasonal();
        AverageModel model = auto(List.of("naive", "seasonal-naive", "drift"), List.of("moving-average"), Map.of())
                .fit(data, FitOptions.of(4));
        ForecastModel alone = Forecasters.create("seasonal-naive").fit(data, FitOptions.of(4));
        assertArrayEquals(forecasts(alone, data), forecasts(model, data));
        assertEquals(List.of("seasonal-naive"), List.copyOf(model.members().keySet()));
        List<String> notes = model.provenance().notes();
        assertEquals("forecasts are seasonal-naive", notes.get(0));
        assertTrue(notes.get(1).startsWith("rolling validation, 1 fold of 4 steps: all out: +"), notes.get(1));
        assertTrue(notes.get(1).contains("seasonal-naive best: mean scaled error "), notes.get(1));
    }

    @Test
    void candidatesThatDontDifferAreAveraged() {
        SeriesSet data = seasonal();
        // The same forecaster three times: equal losses, so all candidates are kept, and each is the same.
        AverageModel model = auto(
                        List.of("seasonal-naive", "naive2"),
                        List.of("moving-average"),
                        Map.of("moving-average.window", "1000", "naive2.season", "1"))
                .fit(data, FitOptions.of(4));
        assertEquals(List.of("seasonal-naive"), List.copyOf(model.members().keySet()));
        AverageModel twins = auto(
                        List.of("naive", "naive2"),
                        List.of("seasonal-naive"),
                        Map.of("naive2.season", "1", "seasonal-naive.season", "1"))
                .fit(data, FitOptions.of(4));
        assertEquals(
                List.of("naive", "naive2", "seasonal-naive"),
                List.copyOf(twins.members().keySet()));
        ForecastModel naive = Forecasters.create("naive").fit(data, FitOptions.of(4));
        assertArrayEquals(forecasts(naive, data), forecasts(twins, data), 1e-12);
    }

    @Test
    void withoutValidationStepsTheMedianOfTheStatisticalMethodsForecasts() {
        SeriesSet data = seasonal();
        AverageModel model = auto(List.of("naive", "seasonal-naive", "drift"), List.of("moving-average"), Map.of())
                .fit(data, FitOptions.of(4).withValidation(0));
        assertEquals(
                List.of(
                        "forecasts are the median of naive, seasonal-naive, drift",
                        "nothing was chosen, as there are no validation steps"),
                model.provenance().notes());
        AverageForecaster median =
                Fixtures.average(Rule.MEDIAN, Map.of("a", "naive", "b", "seasonal-naive", "c", "drift"), Map.of());
        assertArrayEquals(forecasts(median.fit(data, FitOptions.of(4)), data), forecasts(model, data));
    }

    @Test
    void oneShortSeriesGetsSeveralFoldsAndAMedianWhereTheyAreTooFew() {
        var schema = new Schema(Frequency.parse("step"), List.of(1), List.of("y"), List.of());
        TimeSeries series = TimeSeries.of(
                "s", schema, TimeAxis.integers(0, 11), new double[][] {{1, 4, 2, 6, 3, 7, 5, 9, 6, 8, 9}});
        AverageModel model = auto(List.of("naive", "drift"), List.of("moving-average"), Map.of())
                .fit(SeriesSet.of(series), FitOptions.of(4));
        // Of five folds of four steps, two have steps before them.
        assertEquals(
                "forecasts are the median of naive, drift",
                model.provenance().notes().get(0));
        assertTrue(
                model.provenance().notes().get(1).startsWith("rolling validation, 5 folds of 4 steps: "),
                model.provenance().notes().get(1));
    }

    @Test
    void aMemberThatCantBeFittedIsLeftOutWithItsReason() {
        SeriesSet data = seasonal();
        AverageModel model = auto(List.of("seasonal-naive", "naive"), List.of("parrot"), Map.of("parrot.least", "1000"))
                .fit(data, FitOptions.of(4));
        assertEquals(List.of("seasonal-naive"), List.copyOf(model.members().keySet()));
        assertEquals(
                "parrot could not be validated: parrot needs 1000 steps",
                model.provenance().notes().get(2));
        AutoForecaster parrots = auto(List.of("parrot"), List.of("naive"), Map.of("parrot.least", "1000"));
        assertEquals(
                List.of("naive"),
                List.copyOf(parrots.fit(data, FitOptions.of(4)).members().keySet()));
    }

    @Test
    void weightsFollowTheErrorsInValidation() {
        SeriesSet data = seasonal();
        AverageForecaster weighted =
                Fixtures.average(Rule.WEIGHTED, Map.of("a", "seasonal-naive", "b", "naive"), Map.of());
        AverageModel model = weighted.fit(data, FitOptions.of(4));
        String note = model.provenance().notes().get(1);
        // Naive is off by about ten, seasonal naive by one: their squares are a hundred to one.
        assertTrue(note.startsWith("the mean of a (99 %), b (1 %)"), note);
        AverageModel blind = weighted.fit(data, FitOptions.of(4).withValidation(0));
        assertEquals(
                "all members count the same, as no validation tells what they are worth",
                blind.provenance().notes().get(0));
        assertTrue(blind.provenance().notes().get(1).startsWith("the mean of a, b;"));
    }

    @Test
    void aLoadedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        SeriesSet data = seasonal();
        Path file = folder.resolve("m.almanac");
        AverageModel model = (AverageModel) Forecasters.create(
                        "auto", Map.of("statistics", "naive,naive2", "others", "drift,moving-average", "folds", "2"))
                .fit(data, FitOptions.of(4));
        ModelStore.save(model, file);
        try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
            assertEquals(model.provenance(), loaded.provenance());
            assertArrayEquals(forecasts(model, data), forecasts(loaded, data));
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        var ids = assertThrows(
                IllegalArgumentException.class, () -> new AutoConfig(List.of("naive"), List.of("naive"), Map.of(), 0));
        assertEquals(
                "statistics and others must be at least two ids, each once, were [naive] and [naive]",
                ids.getMessage());
        var setting = assertThrows(
                IllegalArgumentException.class,
                () -> new AutoConfig(List.of("naive"), List.of("drift"), Map.of("ets.season", "2"), 0));
        assertEquals("settings.ets.season must be settings.ID.OPTION with one of [drift, naive]", setting.getMessage());
        var folds = assertThrows(
                IllegalArgumentException.class, () -> new AutoConfig(List.of("naive"), List.of("drift"), Map.of(), -1));
        assertEquals("folds must not be negative, was -1", folds.getMessage());
    }

    @Test
    void whereNothingCanBeFittedTheReasonIsGiven() {
        AutoForecaster auto = auto(
                List.of("parrot"),
                List.of("average"),
                Map.of(
                        "parrot.least", "1000",
                        "average.members.a", "parrot",
                        "average.members.b", "parrot",
                        "average.settings.a.least", "1000",
                        "average.settings.b.least", "1000"));
        var thrown = assertThrows(UnfitException.class, () -> auto.fit(seasonal(), FitOptions.of(4)));
        assertEquals(
                "no member can be fitted; average: no member can be fitted; a: parrot needs 1000 steps",
                thrown.getMessage());
    }
}
