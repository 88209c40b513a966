package io.almanac.forecasting.linear;

import static io.almanac.forecasting.linear.SeriesOf.NAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
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
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RidgeForecasterTest {

    private static double[] first() {
        return SeriesOf.values(40, t -> (t * t * 7 + 3 * t) % 23 + t / 4.0);
    }

    private static double[] second() {
        double[] values = SeriesOf.values(40, t -> 100 * ((t * t * t + 5 * t) % 17));
        values[15] = NAN;
        return values;
    }

    @Test
    void forecastsEqualThoseOfScikitLearn() {
        List<Channel> channels = Channel.all(SeriesOf.set(SeriesOf.channels("s", 1, first(), second())), 0);
        var moments = new WindowMoments(6, 3);
        channels.forEach(moments::add);
        assertEquals(55, moments.windows());
        double[][] weights = moments.centred(false, new int[] {0, 1, 2}).solve(0.01);
        var map = new LinearMap(6, 3);
        map.add(Form.MEAN, weights, 1);
        // ridge_reference.py
        assertForecast(new double[] {13.890104741187036, 16.40923646429445, 14.24316237547013}, map, first(), 1e-10);
        assertForecast(new double[] {811.5726181403551, 732.3191560186826, 767.2544465939047}, map, second(), 1e-8);
    }

    private static void assertForecast(double[] expected, LinearMap map, double[] values, double delta) {
        var window = ContextWindow.before(values, 40, 6);
        double[] points = map.forecast(new double[][] {window.inputs()}, 3)[0];
        for (int h = 0; h < 3; h++) {
            assertEquals(expected[h], window.mean() + points[h], delta);
        }
    }

    @Test
    void whatALinearRecurrenceGeneratesIsForecastExactly() {
        // Two waves and a level: each step is a linear function of the five before it.
        double[] values = SeriesOf.values(
                330, t -> 1_000 + 5 * Math.cos(2 * Math.PI * t / 12) + 2 * Math.sin(2 * Math.PI * t / 5.3));
        Forecast forecast = forecast(fit(Arrays.copyOf(values, 300), 12), Arrays.copyOf(values, 300), 30);
        for (int step = 0; step < 30; step++) {
            assertEquals(values[300 + step], forecast.point(0, step), 1e-5);
        }
    }

    @Test
    void addingAConstantShiftsAndAFactorScales() {
        SeriesSet data = SeriesOf.random(4);
        double[] plain = numbers(fit(data), data);
        SeriesSet shifted = mapped(data, 2, 1e4);
        double[] moved = numbers(fit(shifted), shifted);
        for (int i = 0; i < plain.length; i++) {
            assertEquals(2 * plain[i] + 1e4, moved[i], 1e-6 * Math.max(1, Math.abs(plain[i])));
        }
    }

    @Test
    void channelsOfUnlikeSizeCountAlike() {
        double[] wave = SeriesOf.values(200, t -> Math.sin(t * 0.7) + (t * t % 7) / 7.0);
        double[] other = SeriesOf.values(200, t -> Math.cos(t * 0.3) + (t * t % 5) / 5.0);
        TimeSeries small = SeriesOf.channels("s", 1, wave, other);
        TimeSeries large = SeriesOf.channels(
                "s", 1, wave, Arrays.stream(other).map(y -> 1e9 * y).toArray());
        double expected = forecast(fit(SeriesOf.set(small)), small, 6).point(0, 5);
        assertEquals(expected, forecast(fit(SeriesOf.set(large)), large, 6).point(0, 5), 1e-9);
    }

    @Test
    void aModelServesSeriesThatItHasNotSeenAlsoWithOtherChannels() {
        ForecastModel model = fit(SeriesOf.random(5));
        TimeSeries unseen = SeriesOf.channels("unseen", 4, SeriesOf.values(60, t -> t % 4));
        Forecast forecast = forecast(model, unseen, 3);
        assertEquals(PointKind.MEAN, forecast.pointKind());
        assertEquals(1, forecast.channels());
        assertEquals(3, forecast.horizon());
    }

    @Test
    void aViewIsForecastAsTheSeriesThatEndsThere() {
        SeriesSet data = SeriesOf.random(5);
        ForecastModel model = fit(data);
        TimeSeries series = data.get(0);
        List<TimeSeries> views =
                IntStream.range(60, 110).mapToObj(t -> series.asOf(t, 0)).toList();
        double[] together = Numbers.of(model, views, 6);
        double[] one = Numbers.of(model, List.of(copy(series.asOf(80, 0))), 6);
        assertArrayEquals(one, Arrays.copyOfRange(together, 20 * one.length, 21 * one.length));
    }

    private static TimeSeries copy(TimeSeries series) {
        double[][] rows = new double[series.schema().channels().size()][series.length()];
        for (int c = 0; c < rows.length; c++) {
            series.copyTo(c, 0, rows[c]);
        }
        return TimeSeries.of(series.id(), series.schema(), series.axis(), rows);
    }

    @Test
    void channelsThatDeviateAreForecastByTheirOwnMapsAndStrangersByTheCommonOne() {
        var random = new Random(3);
        double[][] rows = new double[2][400];
        for (int t = 1; t < 400; t++) {
            rows[0][t] = 0.9 * rows[0][t - 1] + random.nextGaussian();
            rows[1][t] = -0.9 * rows[1][t - 1] + random.nextGaussian();
        }
        TimeSeries series = SeriesOf.channels("s", 1, rows);
        Forecaster forecaster = new RidgeForecaster(
                RidgeConfig.defaults().withContexts(List.of(4)).withDeviations(RidgeConfig.Choice.ALWAYS));
        ForecastModel model = forecaster.fit(SeriesOf.set(series), FitOptions.of(6));
        double[] last = {0, 0, 0, 8};
        Forecast known = forecast(model, SeriesOf.channels("s", 1, last, last), 1);
        assertTrue(known.point(0, 0) > 4 && known.point(1, 0) < 0, known.toString());
        Forecast stranger = forecast(model, SeriesOf.channels("other", 1, last, last), 1);
        assertEquals(stranger.point(0, 0), stranger.point(1, 0));
    }

    @Test
    void hubersLossMakesMedians() {
        Forecaster forecaster = new RidgeForecaster(RidgeConfig.defaults().withLoss(RidgeConfig.Loss.HUBER));
        SeriesSet data = SeriesOf.random(6);
        Forecast forecast = forecast(forecaster.fit(data, FitOptions.of(6)), data.get(0), 6);
        assertEquals(PointKind.MEDIAN, forecast.pointKind());
    }

    @Test
    void allQuantilesThatWereAskedForAreThere() {
        for (int validation : new int[] {0, 3, 6, 40}) { // without, shorter than a horizon, a horizon, many
            SeriesSet data = SeriesOf.random(6);
            ForecastModel model = forecaster(0).fit(data, FitOptions.of(6).withValidation(validation));
            for (Outcome outcome : model.forecast(data.asList(), 6)) {
                Forecast forecast = assertInstanceOf(Forecast.class, outcome);
                assertEquals(List.of(0.025, 0.1, 0.5, 0.9, 0.975), forecast.quantiles());
                for (int step = 0; step < 6; step++) {
                    assertTrue(forecast.quantile(0, 1, step) < forecast.quantile(1, 1, step));
                    assertTrue(forecast.quantile(3, 1, step) < forecast.quantile(4, 1, step));
                }
            }
        }
    }

    @Test
    void theWeightsDoNotComeFromValidationSteps() {
        double[] values = SeriesOf.values(200, t -> t * t % 31);
        double[] changed = values.clone();
        Arrays.fill(changed, 180, 200, 1e6);
        List<Channel> before = Channel.all(SeriesOf.set(SeriesOf.channels("s", 1, values)), 20);
        List<Channel> after = Channel.all(SeriesOf.set(SeriesOf.channels("s", 1, changed)), 20);
        assertEquals(before.get(0).runs(), after.get(0).runs());
        assertArrayEquals(
                Arrays.copyOf(before.get(0).values(), 180),
                Arrays.copyOf(after.get(0).values(), 180));
        assertEquals(180, before.get(0).longestRun());
    }

    @Test
    void constantSeriesAreForecastByTheirLevel() {
        for (double level : new double[] {0, 0.1, -7e12}) {
            double[] values = SeriesOf.values(80, t -> level);
            Forecast forecast = forecast(fit(values, 4), values, 6);
            assertEquals(level, forecast.point(0, 5), Math.abs(level) * 1e-12);
        }
    }

    @Test
    void missingValuesInTheContextAreSkippedUpToHalf() {
        SeriesSet data = SeriesOf.random(7);
        ForecastModel model = forecaster(10).fit(data, FitOptions.of(4));
        double[] values = SeriesOf.values(10, t -> t % 4);
        Arrays.fill(values, 0, 5, NAN);
        assertInstanceOf(Forecast.class, outcome(model, SeriesOf.channels("s", 4, values)));
        assertInstanceOf(
                Forecast.class, outcome(model, SeriesOf.channels("short", 4, Arrays.copyOfRange(values, 5, 10))));
        values[5] = NAN;
        assertEquals(
                "channel c0 has 4 observed values among its last 10 steps, the model needs 5",
                assertInstanceOf(Refusal.class, outcome(model, SeriesOf.channels("s", 4, values)))
                        .reason());
    }

    @Test
    void anotherFrequencyIsRefused() {
        ForecastModel model = fit(SeriesOf.random(8));
        var schema = Schema.univariate(Frequency.parse("D"));
        var axis = TimeAxis.of(Frequency.parse("D"), LocalDateTime.parse("2024-01-01T00:00"), 60);
        TimeSeries daily = TimeSeries.of("d", schema, axis, new double[1][60]);
        assertEquals(
                "its frequency is D, the model was fitted to step",
                assertInstanceOf(Refusal.class, outcome(model, daily)).reason());
    }

    @Test
    void aHorizonThatWasNotFittedIsRefused() {
        SeriesSet data = SeriesOf.random(9);
        ForecastModel model = fit(data);
        for (int horizon : new int[] {0, 7}) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> model.forecast(data.asList(), horizon));
            assertEquals(
                    "horizon must be from 1 to 6, for which the model was fitted, was " + horizon, thrown.getMessage());
        }
    }

    @Test
    void whatIsTooShortOrTooPatchyCantBeFitted() {
        double[] values = SeriesOf.values(20, t -> t);
        assertEquals(
                "ridge finds no window to train on: it needs 2 steps of context and a horizon of 6 without a missing"
                        + " value before the last 15 steps, which are for validation; the longest such run has 5"
                        + " steps",
                unfit(0, 15, values));
        values[9] = NAN;
        assertEquals(
                "ridge finds no window to train on: it needs 2000000000 steps of context and a horizon of 6 without a"
                        + " missing value before the last 0 steps, which are for validation; the longest such run has"
                        + " 10 steps",
                unfit(2_000_000_000, 0, values));
        assertTrue(unfit(0, 30, values).endsWith("has 0 steps"));
    }

    @Test
    void theProvenanceSaysHowRevisedValuesAreRead() {
        TimeSeries once = SeriesOf.channels("s", 1, SeriesOf.values(100, t -> t % 4 + t * t % 3));
        TimeSeries revised = once.withVintages(0, new int[] {50}, new int[] {60}, new double[] {7});
        String note = "revised values in training windows are those known at the cutoff, not at each window's own end";
        assertFalse(once.revised());
        assertTrue(revised.revised() && revised.asOf(90, 0).revised());
        assertFalse(fit(SeriesOf.set(once)).provenance().notes().contains(note));
        assertTrue(fit(SeriesOf.set(revised)).provenance().notes().contains(note));
    }

    private static String unfit(int context, int validation, double... values) {
        SeriesSet data = SeriesOf.set(SeriesOf.channels("s", 1, values));
        FitOptions options = FitOptions.of(6).withValidation(validation);
        return String.valueOf(
                assertThrows(UnfitException.class, () -> forecaster(context).fit(data, options))
                        .getMessage());
    }

    @Test
    void theProvenanceSaysWhatWasChosenAndIgnored() {
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(4),
                List.of("y"),
                List.of(Covariate.real("price", Covariate.Kind.STATIC)));
        TimeSeries series = TimeSeries.of(
                "s",
                schema,
                TimeAxis.integers(0, 100),
                new double[][] {SeriesOf.values(100, t -> t % 4 + t * t % 3)},
                new double[][] {{9}},
                0);
        List<String> notes = fit(SeriesOf.set(series)).provenance().notes();
        // 94 steps of training: a sixth of 94 - 6 is 14, whole seasons of it 12, and 94 - 12 - 6 + 1 windows.
        assertTrue(notes.get(0).startsWith("contexts [12], chosen: whole seasons of 4 up to 720 steps"), notes.get(0));
        assertEquals("77 training windows of the longest context", notes.get(1));
        assertEquals("chosen on 4 blocks of 10 steps, each forecast by fits on what is before", notes.get(2));
        assertTrue(notes.get(3).startsWith("members: centred on the mean "), notes.get(3));
        assertTrue(notes.get(4).matches("penalties, centred on the mean: \\d\\.\\de[+-]\\d\\d"), notes.get(4));
        assertTrue(notes.stream().anyMatch(note -> note.matches("Huber's loss \\d+ %, squared errors \\d+ %")));
        assertEquals("ignored covariates: price", notes.get(notes.size() - 1));
    }

    @Test
    void whereThereIsNoRoomForBlocksTheProvenanceSaysSo() {
        SeriesSet data = SeriesOf.set(SeriesOf.channels("s", 1, SeriesOf.values(14, t -> t * t % 7)));
        List<String> blind = forecaster(4)
                .fit(data, FitOptions.of(6).withValidation(0))
                .provenance()
                .notes();
        assertEquals(
                List.of(
                        "contexts [4], as configured",
                        "5 training windows of the longest context",
                        "nothing to choose on: defaults",
                        "members: centred on the mean 100 %",
                        "penalties, centred on the mean: 1.0e-01",
                        "Huber's loss 0 %, squared errors 100 %"),
                blind);
        List<String> notes = forecaster(4)
                .fit(data, FitOptions.of(6).withValidation(3))
                .provenance()
                .notes();
        assertEquals("chosen on the validation steps: too few for several blocks", notes.get(2));
    }

    @Test
    void aCancelledFitStops() {
        var listener = new FitListener() {
            @Override
            public void progress(FitProgress progress) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        FitOptions options = FitOptions.of(6).withListener(listener);
        var thrown =
                assertThrows(CancellationException.class, () -> forecaster(0).fit(SeriesOf.random(10), options));
        assertEquals("ridge was cancelled", thrown.getMessage());
    }

    @Test
    void theForecasterIsFoundByItsIdWithItsOptions() {
        Forecaster found = Forecasters.create(
                "ridge", Map.of("contexts", "48,96", "loss", "BOTH", "profile", "NEVER", "deviations", "ALWAYS"));
        assertEquals(
                new RidgeConfig(
                        List.of(48, 96), RidgeConfig.Loss.BOTH, RidgeConfig.Choice.NEVER, RidgeConfig.Choice.ALWAYS),
                found.config());
        assertEquals(Capabilities.Scope.GLOBAL, found.capabilities().scope());
        assertEquals("ridge", found.id());
    }

    private static Forecaster forecaster(int context) {
        return new RidgeForecaster(RidgeConfig.defaults().withContexts(context == 0 ? List.of() : List.of(context)));
    }

    private static ForecastModel fit(SeriesSet data) {
        return forecaster(0).fit(data, FitOptions.of(6));
    }

    private static ForecastModel fit(double[] values, int season) {
        return forecaster(0).fit(SeriesOf.set(SeriesOf.channels("s", season, values)), FitOptions.of(30));
    }

    private static Outcome outcome(ForecastModel model, TimeSeries history) {
        return model.forecast(List.of(history), 1).get(0);
    }

    private static Forecast forecast(ForecastModel model, double[] values, int horizon) {
        return forecast(model, SeriesOf.channels("s", 1, values), horizon);
    }

    private static Forecast forecast(ForecastModel model, TimeSeries history, int horizon) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(history), horizon).get(0));
    }

    private static double[] numbers(ForecastModel model, SeriesSet data) {
        return Numbers.of(model, data.asList(), 6);
    }

    private static SeriesSet mapped(SeriesSet data, double factor, double offset) {
        return SeriesSet.of(
                data.schema(),
                data.stream()
                        .map(series -> {
                            double[][] rows = new double[2][series.length()];
                            for (int c = 0; c < 2; c++) {
                                int channel = c;
                                Arrays.setAll(rows[c], t -> factor * series.value(channel, t) + offset);
                            }
                            return TimeSeries.of(series.id(), series.schema(), series.axis(), rows);
                        })
                        .toList());
    }
}
