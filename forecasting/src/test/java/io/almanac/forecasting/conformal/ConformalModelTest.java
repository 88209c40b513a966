package io.almanac.forecasting.conformal;

import static io.almanac.forecasting.conformal.Fixtures.HORIZON;
import static io.almanac.forecasting.conformal.Fixtures.content;
import static io.almanac.forecasting.conformal.Fixtures.fit;
import static io.almanac.forecasting.conformal.Fixtures.forecast;
import static io.almanac.forecasting.conformal.Fixtures.options;
import static io.almanac.forecasting.conformal.Fixtures.random;
import static io.almanac.forecasting.conformal.Fixtures.refusal;
import static io.almanac.forecasting.conformal.Fixtures.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.conformal.ConformalConfig.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalModelTest {

    private static final ConformalConfig SEASONAL =
            ConformalConfig.around("seasonal-naive").withCutoffs(20, 1);

    /** Forecasts 0 of what it was not fitted to, so that errors are the values. */
    private static ConformalConfig zero(int cutoffs) {
        return ConformalConfig.around("parrot", Map.of("constant", "true")).withCutoffs(cutoffs, 1);
    }

    @Test
    void scoresAreThoseOfTheNewestCutoffsWhoseTargetIsKnown() {
        // The forecast is 0, the value of step t is t. Horizon 3, 12 steps: cutoffs after 9, 8, 7 and 6 steps. The
        // first
        // step's errors are 9, 8, 7, 6, the second's 10, 9, 8, 7. Level 80 takes the largest of four.
        TimeSeries training =
                series("s", 1, IntStream.range(0, 12).asDoubleStream().toArray());
        Forecast forecast = forecast(fit(zero(4), SeriesSet.of(training)), training);
        for (int step = 0; step < HORIZON; step++) {
            assertEquals(0, forecast.point(0, step));
            assertEquals(-9.0 - step, forecast.quantile(0, 0, step));
            assertEquals(0, forecast.quantile(1, 0, step));
            assertEquals(9 + step, forecast.quantile(2, 0, step));
        }
        // Two steps apart, cutoffs after 9, 7, 5 and 3 steps have the same largest errors. The model is to be new to
        // them.
        ConformalModel apart = fit(zero(4).withCutoffs(4, 2), SeriesSet.of(series("other", 1, new double[12])));
        assertEquals(content(forecast), content(forecast(apart, training)));
    }

    @ParameterizedTest(name = "refit {0}")
    @ValueSource(booleans = {true, false})
    void noScoreComesFromStepsThatTheModelWasFittedTo(boolean refit) {
        double[] values = new Random(1).doubles(80).toArray();
        TimeSeries whole = series("s", 1, values);
        ConformalConfig config =
                ConformalConfig.around("parrot").withCutoffs(19, 1).withRefit(refit);
        ConformalModel model = fit(config, SeriesSet.of(whole.asOf(60, 0)));
        // At the end of training, one step later, in the midst of both, and with all scores after training.
        for (int end : new int[] {60, 61, 70, 80}) {
            Forecast forecast = forecast(model, whole.asOf(end, 0));
            for (int step = 0; step < HORIZON; step++) {
                double[] errors = new double[19];
                for (int i = 0; i < 19; i++) {
                    int cutoff = end - HORIZON - i;
                    errors[i] = Math.abs(values[cutoff + step] - (values[cutoff - 1] + values[cutoff - 2]) / 2);
                }
                Arrays.sort(errors);
                double width = forecast.quantile(2, 0, step) - forecast.point(0, step);
                assertEquals(errors[15], width, 1e-12, "rank 20 times 0.8 = 16, " + end);
            }
        }
    }

    @Test
    void pointsAreTheInnerForecastersToTheBit() {
        SeriesSet data = random(1);
        ConformalModel model = fit(SEASONAL, data);
        ForecastModel alone = Forecasters.create("seasonal-naive").fit(data, options());
        for (TimeSeries series : data.asList()) {
            Forecast one = forecast(model, series);
            Forecast other = forecast(alone, series);
            for (int channel = 0; channel < 2; channel++) {
                for (int step = 0; step < HORIZON; step++) {
                    assertEquals(other.point(channel, step), one.point(channel, step));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingDependsOnWhatComesAfterTheCutoff(ConformalMethod method) {
        SeriesSet data = random(2);
        ConformalConfig config = SEASONAL.withMethod(method);
        var random = new Random(3);
        for (TimeSeries series : data.asList()) {
            int cutoff = series.length() - 10;
            ConformalModel model = fit(config, SeriesSet.of(series.asOf(90, 0)));
            double[][] known = new double[2][cutoff];
            double[][] changed = new double[2][series.length()];
            for (int channel = 0; channel < 2; channel++) {
                series.copyTo(channel, 0, known[channel]);
                System.arraycopy(known[channel], 0, changed[channel], 0, cutoff);
                for (int t = cutoff; t < series.length(); t++) {
                    changed[channel][t] = random.nextInt(5) == 0 ? Double.NaN : 1000 * random.nextGaussian();
                }
            }
            List<Object> alone = content(forecast(model, series(series.id(), 4, known)));
            assertEquals(alone, content(forecast(model, series.asOf(cutoff, 0))));
            assertEquals(
                    alone,
                    content(forecast(model, series(series.id(), 4, changed).asOf(cutoff, 0))));
            assertNotEquals(alone.get(3), content(forecast(model, series)).get(3), "a later cutoff is another");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSharesACallChangesNoBit(Calibration calibration) {
        SeriesSet data = random(4);
        ConformalModel model = fit(SEASONAL.withCalibration(calibration), data);
        List<TimeSeries> histories = new ArrayList<>();
        List<TimeSeries> other = random(5).asList(); // the same ids with other values
        for (int i = 0; i < data.size(); i++) {
            TimeSeries series = data.get(i);
            for (int back = 0; back < 6; back++) {
                histories.add(series.asOf(series.length() - back, 0));
            }
            histories.add(other.get(i));
            histories.add(series.last(70));
            histories.add(series);
        }
        List<List<Object>> together = model.forecast(histories, HORIZON).stream()
                .map(Fixtures::content)
                .toList();
        for (int i = 0; i < histories.size(); i++) {
            assertEquals(
                    content(model.forecast(List.of(histories.get(i)), HORIZON).get(0)), together.get(i));
        }
    }

    @Test
    void aHistoryScoresWithTheRevisionsThatItKnows() {
        // Each value is first published as t and five steps later as 10 t.
        int[] steps = IntStream.range(0, 80).map(i -> i / 2).toArray();
        int[] known = IntStream.range(0, 80).map(i -> i / 2 + 1 + 5 * (i % 2)).toArray();
        double[] versions = IntStream.range(0, 80)
                .mapToDouble(i -> (i % 2 == 0 ? 1 : 10) * (i / 2))
                .toArray();
        TimeSeries series = series(
                        "s", 1, IntStream.range(0, 40).asDoubleStream().toArray())
                .withVintages(0, steps, known, versions);
        ConformalModel model = fit(zero(4), SeriesSet.of(series("other", 1, new double[40])));
        List<TimeSeries> histories = List.of(series.asOf(30, 0), series.asOf(31, 0), series.asOf(33, 0));
        List<Outcome> together = model.forecast(histories, HORIZON);
        for (int i = 0; i < histories.size(); i++) {
            assertEquals(
                    content(model.forecast(List.of(histories.get(i)), HORIZON).get(0)), content(together.get(i)));
        }
        // After 30 steps the first step of the four cutoffs is 24 to 27, of which 24 has been revised to 240.
        assertEquals(240, ((Forecast) together.get(0)).quantile(2, 0, 0));
        assertEquals(250, ((Forecast) together.get(1)).quantile(2, 0, 0));
    }

    @Test
    void whatHistoriesShareIsForecastOnce() {
        TimeSeries series = series("s", 1, new Random(6).doubles(100).toArray());
        ConformalModel model = fit(zero(10), SeriesSet.of(series.asOf(60, 0)));
        Parrot.asked = 0;
        model.forecast(
                IntStream.rangeClosed(80, 100)
                        .mapToObj(end -> series.asOf(end, 0))
                        .toList(),
                HORIZON);
        // 21 forecasts, and cutoffs from 80 - 3 - 9 = 68 to 100 - 3 = 97: 30 instead of 210.
        assertEquals(21 + 30, Parrot.asked);
    }

    @Test
    void aShorterHorizonIsTheStartOfTheLongerOne() {
        SeriesSet data = random(7);
        for (Calibration calibration : Calibration.values()) {
            ConformalModel model = fit(SEASONAL.withCalibration(calibration), data);
            Forecast all = forecast(model, data.get(0));
            Forecast first = (Forecast) model.forecast(List.of(data.get(0)), 1).get(0);
            for (int q = 0; q < 3; q++) {
                assertEquals(all.quantile(q, 1, 0), first.quantile(q, 1, 0));
            }
        }
        var error = assertThrows(
                IllegalArgumentException.class, () -> fit(SEASONAL, data).forecast(List.of(), 4));
        assertEquals("horizon must be in [1, 3], was 4", error.getMessage());
    }

    @Test
    void staticScoresStayAndRollingOnesMove() {
        // Calm while it is fitted, wild afterwards.
        var random = new Random(8);
        double[] values = new double[140];
        Arrays.setAll(values, t -> random.nextGaussian() * (t < 80 ? 1 : 100));
        TimeSeries series = series("s", 1, values);
        SeriesSet training = SeriesSet.of(series.asOf(80, 0));
        ConformalModel fixed = fit(zero(20).withCalibration(Calibration.STATIC), training);
        ConformalModel rolling = fit(zero(20), training);
        assertEquals(
                content(forecast(rolling, series.asOf(80, 0))),
                content(forecast(fixed, series.asOf(80, 0))),
                "at the end of training they are the same");
        assertEquals(width(fixed, series.asOf(80, 0)), width(fixed, series));
        assertTrue(width(rolling, series) > 20 * width(fixed, series));
    }

    private static double width(ConformalModel model, TimeSeries history) {
        Forecast forecast = forecast(model, history);
        return forecast.quantile(2, 0, 0) - forecast.quantile(0, 0, 0);
    }

    @Test
    void withTooFewScoresTheForecastIsRefusedWithBothNumbers() {
        TimeSeries series = series("s", 1, new Random(9).doubles(20).toArray());
        FitOptions both = FitOptions.of(HORIZON).withValidation(0);
        // Half of 20 steps is 10: cutoffs after 17 down to 10 steps, 8 scores. Level 95 needs 19, level 80 needs 4.
        ConformalModel model = new ConformalForecaster(zero(0)).fit(SeriesSet.of(series), both);
        Outcome refused = model.forecast(List.of(series), HORIZON).get(0);
        assertEquals(
                "the levels [80, 95] need 19 scores at each step of the horizon, there are 8; more history, lower"
                        + " levels, a shorter horizon or calibration=pooled would help",
                refusal(refused));
        assertEquals(
                3,
                forecast(fit(zero(0), SeriesSet.of(series)), series).quantiles().size());

        var few = assertThrows(
                UnfitException.class, () -> new ConformalForecaster(zero(18)).fit(SeriesSet.of(series), both));
        assertEquals(
                "conformal: the quantiles [0.025, 0.1, 0.5, 0.9, 0.975] need 19 scores for each step, cutoffs is 18",
                few.getMessage());
    }

    @Test
    void aMissingValueIsNoScore() {
        double[] values = new Random(10).doubles(60).toArray();
        values[55] = Double.NaN;
        TimeSeries series = series("s", 1, values);
        // Each of the three steps of the horizon meets step 55 once among its last four.
        Outcome outcome = fit(zero(4), SeriesSet.of(series))
                .forecast(List.of(series), HORIZON)
                .get(0);
        assertTrue(refusal(outcome).contains("need 4 scores at each step of the horizon, there are 3;"));
    }

    @Test
    void whereTheInnerForecasterRefusesThereIsNoScore() {
        ConformalConfig config = ConformalConfig.around("parrot", Map.of("constant", "true", "least", "15"))
                .withCutoffs(10, 1);
        double[] values = new Random(11).doubles(40).toArray();
        ConformalModel model = fit(config, SeriesSet.of(series("other", 1, values)));
        // Cutoffs after 17, 16 and 15 steps; before that the parrot refuses.
        TimeSeries series = series("s", 1, Arrays.copyOf(values, 20));
        assertTrue(refusal(model.forecast(List.of(series), HORIZON).get(0)).contains("there are 3;"));
        TimeSeries shorter = series("s", 1, Arrays.copyOf(values, 14));
        assertEquals(
                "parrot needs 15 steps",
                refusal(model.forecast(List.of(shorter), HORIZON).get(0)));
    }

    @Test
    void aFitThatIsTooShortWithoutItsEndSaysSo() {
        ConformalConfig config =
                ConformalConfig.around("parrot", Map.of("least", "15")).withCutoffs(10, 1);
        TimeSeries series = series("s", 1, new double[20]);
        var error = assertThrows(UnfitException.class, () -> fit(config, SeriesSet.of(series)));
        assertEquals(
                "without the end of each series, at most half, which conformal keeps for its scores: parrot needs 15"
                        + " steps",
                error.getMessage());
    }

    @Test
    void quantilesNeedAnInnerForecasterThatHasThem() {
        SeriesSet data = random(12);
        ConformalModel model = fit(ConformalConfig.around("parrot").withMethod(ConformalMethod.QUANTILES), data);
        assertEquals(
                "the method quantiles needs the quantiles [0.1, 0.5, 0.9] of parrot itself, which gives []; the other"
                        + " methods need none",
                refusal(model.forecast(List.of(data.get(0)), HORIZON).get(0)));
    }

    @Test
    void pointsAndQuantilesStayWithinTheBounds() {
        // Values 0 to 3, the forecast is 0: without bounds the lower quantile is negative.
        double[] values = new Random(13).doubles(60).map(u -> 3 * u).toArray();
        TimeSeries series = series("s", 1, values);
        Forecast plain = forecast(fit(zero(9), SeriesSet.of(series)), series);
        Forecast bounded = forecast(fit(zero(9).withBounds(0.5, 2), SeriesSet.of(series)), series);
        for (int step = 0; step < HORIZON; step++) {
            assertTrue(plain.quantile(0, 0, step) < 0);
            assertEquals(0.5, bounded.point(0, step));
            assertEquals(0.5, bounded.quantile(0, 0, step));
            assertTrue(bounded.quantile(2, 0, step) <= 2 && bounded.quantile(2, 0, step) > 0.5);
        }
    }

    @Test
    void pooledScoresAreThoseOfAllSeriesInUnitsOfTheirScale() {
        // Two series of alternating values, scale 2 and 20, forecast by 0: errors 1 and 10, scaled both 0.5.
        double[] small =
                IntStream.range(0, 12).mapToDouble(t -> t % 2 == 0 ? 1 : -1).toArray();
        double[] large = Arrays.stream(small).map(v -> 10 * v).toArray();
        SeriesSet data =
                SeriesSet.of(series("a", 1, small).schema(), List.of(series("a", 1, small), series("b", 1, large)));
        ConformalConfig config = zero(2).withCalibration(Calibration.POOLED);
        ConformalModel model = fit(config, data);
        // Two cutoffs of each: four scores, which level 80 needs. A third series, scale 40: 0.5 times 40.
        TimeSeries third = series("c", 1, Arrays.stream(small).map(v -> 20 * v).toArray());
        assertEquals(1, forecast(model, data.get(0)).quantile(2, 0, 0));
        assertEquals(-10, forecast(model, data.get(1)).quantile(0, 0, 2));
        assertEquals(20, forecast(model, third).quantile(2, 0, 1));
        assertTrue(
                model.provenance()
                        .notes()
                        .contains(
                                "scores of 2 of 2 series are pooled, each divided by the mean absolute difference of its"
                                        + " channel at season 1 up to the cutoff: at least 4 at each step"),
                model.provenance().notes().toString());
        assertEquals(
                "channel c0 has no scale for pooled scores: its mean absolute difference at season 1 is 0 or not known",
                refusal(model.forecast(List.of(series("d", 1, new double[12])), HORIZON)
                        .get(0)));
        assertEquals(
                Capabilities.Scope.GLOBAL,
                new ConformalForecaster(config).capabilities().scope());
        assertEquals(
                Capabilities.Scope.LOCAL,
                new ConformalForecaster(zero(2)).capabilities().scope());
    }

    @Test
    void staticScoresServeOnlySeriesOfTheFit() {
        SeriesSet data = random(14);
        ConformalModel model = fit(zero(9).withCalibration(Calibration.STATIC), data);
        assertEquals(
                "it was not there in the fit, so it has no scores for static calibration",
                refusal(model.forecast(List.of(series("new", 4, new double[50], new double[50])), HORIZON)
                        .get(0)));
    }

    @Test
    void notesSayHowIntervalsAreMadeAndWhatTheInnerForecasterNoted() {
        List<String> notes = fit(SEASONAL, random(15)).provenance().notes();
        assertEquals(
                List.of(
                        "intervals: symmetric conformal around seasonal-naive, rolling scores from up to 20 cutoffs of a"
                                + " series, one step apart",
                        "the first scores come from a fit without the end of each series, at most half of it; forecasts"
                                + " from a second fit on all steps"),
                notes);
        assertTrue(fit(zero(9), random(15)).provenance().notes().contains("parrot: a parrot"));
    }

    @ParameterizedTest(name = "refit {0}")
    @ValueSource(booleans = {true, false})
    void theTrainingCurveIsThatOfTheModelWhichForecasts(boolean refit) {
        List<Boolean> ends = new ArrayList<>();
        FitOptions options = options().withListener(progress -> ends.add(progress.endOfEpoch()));
        new ConformalForecaster(zero(9).withRefit(refit)).fit(random(16), options);
        assertEquals(refit ? List.of(false, true) : List.of(true), ends);
    }

    @Test
    void levelsNeverCrossWhereOwnQuantilesAreMoved() {
        // Own intervals far too wide for 80 and far too narrow for 95 would cross after moving.
        SeriesSet data = random(17);
        FitOptions both = new FitOptions(
                HORIZON,
                0,
                Levels.quantiles(Levels.DEFAULT),
                1,
                "cpu",
                options().listener());
        for (double spread : new double[] {0.01, 1, 1000}) {
            ConformalConfig config = ConformalConfig.around("parrot", Map.of("spread", Double.toString(spread)))
                    .withMethod(ConformalMethod.QUANTILES)
                    .withCutoffs(30, 1);
            ConformalModel model = new ConformalForecaster(config).fit(data, both);
            for (Outcome outcome : model.forecast(data.asList(), HORIZON)) {
                var forecast = (Forecast) outcome;
                for (int q = 1; q < 5; q++) {
                    for (int step = 0; step < HORIZON; step++) {
                        assertTrue(forecast.quantile(q - 1, 0, step) <= forecast.quantile(q, 0, step));
                    }
                }
            }
        }
    }
}
