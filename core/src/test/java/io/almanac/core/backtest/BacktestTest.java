package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.Capabilities.Scope;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.repair.Fill;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values are times throughout: what a forecaster sees tells when it was. */
class BacktestTest {

    private static final Schema SCHEMA = Schema.univariate(Frequency.parse("step"));

    /** Horizon 2, three folds, three steps apart, one step of gap: 9, 6 and 3 steps lie after the cutoffs. */
    static final BacktestPlan PLAN =
            BacktestPlan.of(2, 3).withStride(3).withGap(1).withValidation(4);

    private final RecordingSink sink = new RecordingSink();
    private final RecordingForecaster forecaster = RecordingForecaster.local();

    @Test
    void cutoffsCountFromTheEndOfEachSeries() {
        run(PLAN, times("a", 0, 19), times("b", 5, 16));
        assertEquals(
                List.of(
                        "x 0 a sees 10.0 scores [12.0, 13.0]",
                        "x 0 b sees 7.0 scores [9.0, 10.0]",
                        "x 1 a sees 13.0 scores [15.0, 16.0]",
                        "x 1 b sees 10.0 scores [12.0, 13.0]",
                        "x 2 a sees 16.0 scores [18.0, 19.0]",
                        "x 2 b sees 13.0 scores [15.0, 16.0]"),
                sink.texts());
    }

    @Test
    void cutoffsOnACalendarAreTheSameForAll() {
        BacktestSummary summary = run(
                PLAN.withCutoffs(BacktestPlan.CutoffMode.CALENDAR),
                times("a", 0, 19),
                times("b", 5, 16),
                times("c", 12, 19));
        assertEquals(
                List.of(
                        "x 0 a sees 10.0 scores [12.0, 13.0]",
                        "x 0 b sees 10.0 scores [12.0, 13.0]",
                        "x 1 a sees 13.0 scores [15.0, 16.0]",
                        "x 1 b sees 13.0 scores [15.0, 16.0]",
                        "x 2 a sees 16.0 scores [18.0, 19.0]"),
                sink.texts().stream().filter(text -> !text.contains(" c ")).toList());
        // Series c was not there at the first cutoff, where the model was fitted, but is at those after it.
        assertEquals(
                List.of("x 1 c sees 13.0 scores [15.0, 16.0]", "x 2 c sees 16.0 scores [18.0, 19.0]"),
                sink.texts().stream().filter(text -> text.contains(" c ")).toList());
        assertEquals(
                List.of(
                        "0 c: the series has no step up to the cutoff of fold 1, 10 (2 steps of step from 12 to 13)",
                        "2 b: the series ends at 16, before the horizon of fold 3 does, at 19"
                                + " (2 steps of step from 18 to 19)"),
                refusals(summary));
        assertEquals(List.of("a ends 10", "b ends 10"), trainings(0));
    }

    @Test
    void theForecastIsOfTheStepsAfterTheGap() {
        // The forecaster goes on from the last time that it saw, so any wrong step would be an error.
        run(PLAN, times("a", 0, 19), times("b", 5, 16));
        assertEquals(6, sink.rows.size());
        for (RecordingSink.Row row : sink.rows) {
            assertEquals(row.actual(), row.points());
        }
        assertEquals("2 steps of step from 12 to 13", sink.rows.get(0).axis());
    }

    @Test
    void nothingAfterTheCutoffIsSeen() {
        run(PLAN.withRefitEvery(1), times("a", 0, 19), times("b", 5, 16));
        for (RecordingSink.Row row : sink.rows) {
            assertEquals(row.actual().get(0) - PLAN.gap() - 1, row.lastSeen(), "history ends at the cutoff");
        }
        for (int fold = 0; fold < 3; fold++) {
            double cutoff = 10 + 3 * fold;
            assertEquals(List.of("a ends " + (10 + 3 * fold), "b ends " + (7 + 3 * fold)), trainings(fold), "training");
            forecaster.calls.get(fold).forEach(history -> {
                assertTrue(history.value(0, history.length() - 1) <= cutoff);
                assertThrows(IndexOutOfBoundsException.class, () -> history.value(0, history.length()));
            });
        }
    }

    @ParameterizedTest(name = "refit every {0} folds of 5: at {1}")
    @MethodSource("refits")
    void modelsAreFittedAtTheRightFolds(int every, List<Integer> folds) {
        run(BacktestPlan.of(1, 5).withRefitEvery(every), times("a", 0, 19));
        assertEquals(folds.stream().map(fold -> "x " + fold).toList(), sink.fits);
        assertEquals(folds.size(), forecaster.trainings.size());
        assertEquals(folds.size(), forecaster.closed, "each model is closed");
        for (int fit = 0; fit < folds.size(); fit++) {
            assertEquals(List.of("a ends " + (14 + folds.get(fit))), trainings(fit));
        }
        assertEquals(5, sink.rows.size());
    }

    static Stream<Arguments> refits() {
        return Stream.of(
                Arguments.of(0, List.of(0)),
                Arguments.of(1, List.of(0, 1, 2, 3, 4)),
                Arguments.of(2, List.of(0, 2, 4)),
                Arguments.of(3, List.of(0, 3)),
                Arguments.of(5, List.of(0)));
    }

    @Test
    void allFoldsOfAFitAreForecastTogether() {
        run(BacktestPlan.of(1, 5).withRefitEvery(3), times("a", 0, 19), times("b", 0, 9));
        assertEquals(List.of(6, 4), forecaster.calls.stream().map(List::size).toList());
    }

    @Test
    void aCallIsCutWhereItsResultWouldGrowTooLarge() {
        // 1000 steps, a point and five quantiles: 4,000,000 / 6,000 leaves 666 histories in a call.
        run(BacktestPlan.of(1000, 700).withStride(1), times("a", 0, 1800));
        assertEquals(List.of(666, 34), forecaster.calls.stream().map(List::size).toList());
        assertEquals(700, sink.rows.size());
    }

    @Test
    void theTrainLengthLimitsTrainingAndNotTheHistory() {
        run(PLAN.withTrainLength(3), times("a", 0, 19));
        TimeSeries training = forecaster.trainings.get(0).get(0);
        assertEquals(3, training.length());
        assertEquals(8, training.value(0, 0));
        assertEquals(11, forecaster.calls.get(0).get(0).length());
        assertEquals(11, sink.rows.get(0).history().size());
        // A training part longer than the history is the history.
        run(PLAN.withTrainLength(100), times("a", 0, 19));
        assertEquals(11, forecaster.trainings.get(1).get(0).length());
    }

    @Test
    void aFitIsAskedForWhatThePlanSays() {
        Backtest.defaults()
                .withSeed(42)
                .withDevice("gpu:1")
                .withLevels(List.of(50))
                .run(set(times("a", 0, 19)), Map.of("x", forecaster), PLAN, sink);
        var options = forecaster.options.get(0);
        assertEquals(3, options.horizon(), "gap and horizon");
        assertEquals(4, options.validation());
        assertEquals(List.of(0.25, 0.5, 0.75), options.quantiles());
        assertEquals(42, options.seed());
        assertEquals("gpu:1", options.device());
    }

    @Test
    void futureCovariatesReachOverTheHorizonInForecastsAndNotInTraining() {
        var schema = new Schema(
                SCHEMA.frequency(), List.of(1), List.of("y"), List.of(Covariate.real("f", Covariate.Kind.FUTURE)));
        double[] values = IntStream.range(0, 20).asDoubleStream().toArray();
        double[] future = IntStream.range(0, 21).asDoubleStream().toArray();
        var series = TimeSeries.of(
                "a", schema, TimeAxis.integers(0, 20), new double[][] {values}, new double[][] {future}, 1);
        Backtest.defaults().run(SeriesSet.of(series), Map.of("x", forecaster), PLAN, sink);
        assertEquals(0, forecaster.trainings.get(0).get(0).ahead());
        for (TimeSeries history : forecaster.calls.get(0)) {
            assertEquals(3, history.ahead());
            assertEquals(history.length() + 2, history.covariate(0, history.length() + 2));
        }
    }

    @Test
    void seriesThatAreTooShortAreRefusedAndCounted() {
        BacktestSummary summary = run(PLAN, times("a", 0, 19), times("b", 0, 6));
        // Series b has 7 steps: fold 0 has 9 after the cutoff, fold 1 has 6.
        assertEquals(
                List.of("0 b: the series has 7 steps; fold 1 needs more than 9. Ask for fewer folds or a shorter"
                        + " horizon (2 steps of step from -1 to 0)"),
                refusals(summary));
        assertEquals(sink.refused, summary.refused());
        assertEquals(Map.of("x", 1L), summary.refusals());
        assertEquals(5, summary.scored());
        assertEquals(2, summary.series());
        assertEquals(List.of("a ends 10"), trainings(0));
    }

    @Test
    void whereNothingIsLongEnoughNothingIsFitted() {
        BacktestSummary summary = run(PLAN, times("a", 0, 2));
        assertEquals(0, summary.scored());
        assertEquals(3, summary.refused().size());
        assertEquals(List.of(), forecaster.trainings);
        assertEquals(List.of(), sink.fits);
    }

    @Test
    void aForecasterThatCantBeFittedIsRefusedWithItsReason() {
        var unfit = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "", false));
        BacktestSummary summary =
                Backtest.defaults().run(set(times("a", 0, 19), times("b", 0, 6)), Map.of("x", unfit), PLAN, sink);
        assertEquals(0, summary.scored());
        assertEquals(
                List.of(
                        "0 a: recording learns nothing from 1 series (2 steps of step from 12 to 13)",
                        "0 b: the series has 7 steps; fold 1 needs more than 9. Ask for fewer folds or a shorter"
                                + " horizon (2 steps of step from -1 to 0)",
                        "1 a: recording learns nothing from 1 series (2 steps of step from 15 to 16)",
                        "1 b: recording learns nothing from 1 series (2 steps of step from 2 to 3)",
                        "2 a: recording learns nothing from 1 series (2 steps of step from 18 to 19)",
                        "2 b: recording learns nothing from 1 series (2 steps of step from 5 to 6)"),
                refusals(summary));
    }

    @Test
    void aModelsRefusalIsOfTheStepsAfterTheGap() {
        var picky = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "b", true));
        BacktestSummary summary = Backtest.defaults()
                .run(set(times("a", 0, 19), times("b", 0, 19)), Map.of("x", picky), PLAN.withRefitEvery(1), sink);
        assertEquals(
                List.of(
                        "0 b: not this one (2 steps of step from 12 to 13)",
                        "1 b: not this one (2 steps of step from 15 to 16)",
                        "2 b: not this one (2 steps of step from 18 to 19)"),
                refusals(summary));
    }

    @Test
    void aSourceThatIsNotInMemoryGivesALocalForecasterTheSame() {
        SeriesSet data = many(2500);
        run(PLAN, data);
        var chunked = new RecordingSink();
        var inChunks = RecordingForecaster.local();
        BacktestSummary summary = Backtest.defaults().run(streamed(data), Map.of("x", inChunks), PLAN, chunked);
        assertEquals(
                List.of(1000, 1000, 500),
                inChunks.trainings.stream().map(SeriesSet::size).toList());
        assertEquals(List.of("x 0"), chunked.fits);
        assertEquals(2500, summary.series());
        assertEquals(DataHash.of(data), summary.dataHash());
        Comparator<RecordingSink.Row> order =
                Comparator.comparingInt(RecordingSink.Row::fold).thenComparing(RecordingSink.Row::id);
        assertEquals(
                sink.rows.stream().sorted(order).toList(),
                chunked.rows.stream().sorted(order).toList());
    }

    @Test
    void aSourceThatIsNotInMemoryIsLoadedForAGlobalForecaster() {
        var global = new RecordingForecaster(Scope.GLOBAL, new RecordingForecaster.Config(0, "", true));
        Backtest.defaults().run(streamed(many(2500)), Map.of("x", global), PLAN, sink);
        assertEquals(
                List.of(2500), global.trainings.stream().map(SeriesSet::size).toList());
        assertEquals(7500, sink.rows.size());
    }

    @Test
    void aListenerHearsTheFitsAndKeepsTheTrainingCurve() {
        List<String> heard = new ArrayList<>();
        var listener = new BacktestListener() {
            @Override
            public void warning(String sentence) {
                heard.add(sentence.substring(0, sentence.indexOf(':')));
            }

            @Override
            public void fitting(String label, int fold) {
                heard.add("fitting " + label + " " + fold);
            }

            @Override
            public void progress(String label, int fold, FitProgress progress) {
                heard.add("update " + progress.update());
            }
        };
        Backtest.defaults()
                .withListener(listener)
                .run(set(times("a", 0, 19)), Map.of("x", forecaster), PLAN.withRefitEvery(2), sink);
        assertEquals(List.of("fitting x 0", "update 1", "update 2", "fitting x 2", "update 1", "update 2"), heard);
        heard.clear();
        var global = new RecordingForecaster(Scope.GLOBAL, new RecordingForecaster.Config(0, "", true));
        Backtest.defaults()
                .withListener(listener)
                .run(set(times("a", 0, 19), times("b", 5, 16)), Map.of("x", global), PLAN, sink);
        assertEquals(List.of("Not leak-free across series", "fitting x 0"), heard.subList(0, 2));
        // Only the second report closes an epoch.
        assertEquals(
                List.of(2L),
                sink.records.get(0).curve().stream().map(FitProgress::update).toList());
    }

    @Test
    void aListenerStopsTheBacktestBetweenFits() {
        var listener = new BacktestListener() {
            @Override
            public boolean cancelled() {
                return forecaster.closed >= 2;
            }
        };
        Backtest cancelling = Backtest.defaults().withListener(listener);
        SeriesSet data = set(times("a", 0, 19));
        BacktestPlan plan = PLAN.withRefitEvery(1);
        assertThrows(CancellationException.class, () -> cancelling.run(data, Map.of("x", forecaster), plan, sink));
        assertEquals(2, forecaster.trainings.size());
        assertEquals(List.of(), sink.rows, "nothing is handed on before all labels have forecast");
    }

    @Test
    void labelsComeSideBySide() {
        var picky = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0.5, "b", true));
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        labelled.put("x", forecaster);
        labelled.put("y", picky);
        List<String> trials = new ArrayList<>();
        Backtest.defaults()
                .run(
                        set(times("a", 0, 19), times("b", 0, 19)),
                        labelled,
                        PLAN.withRefitEvery(2),
                        trial -> trials.add(trial.fold() + " " + trial.history().id() + " " + trial.labels() + " "
                                + trial.labels().stream()
                                        .map(label -> trial.scored(label)
                                                .map(scored -> String.valueOf(scored.error(0, 1)))
                                                .orElse("none"))
                                        .toList()));
        assertEquals(
                List.of(
                        "0 a [x, y] [0.0, 0.5]",
                        "0 b [x, y] [0.0, none]",
                        "1 a [x, y] [0.0, 0.5]",
                        "1 b [x, y] [0.0, none]",
                        "2 a [x, y] [0.0, 0.5]",
                        "2 b [x, y] [0.0, none]"),
                trials);
    }

    @Test
    void aFallbackStandsInForWhatIsRefusedAndIsCounted() {
        var picky = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "b", true));
        List<String> standing = new ArrayList<>();
        BacktestSummary summary = Backtest.defaults()
                .withFallback(new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(7, "", true)))
                .run(set(times("a", 0, 19), times("b", 0, 19)), Map.of("x", picky), PLAN, trial -> {
                    if (trial.standsIn("x")) {
                        standing.add(trial.fold() + " " + trial.history().id() + " off by "
                                + trial.scored("x").orElseThrow().error(0, 0));
                    }
                });
        assertEquals(List.of("0 b off by 7.0", "1 b off by 7.0", "2 b off by 7.0"), standing);
        assertEquals(Map.of("x", 3L), summary.standIns());
        assertEquals(Map.of("x", 3L), summary.refusals());
        assertEquals(3, summary.scored());
        assertEquals(1, summary.fits().size(), "the fallback is no label");
    }

    @Test
    void aRepairSeesNothingAfterTheCutoff() {
        // A gap from 9 to 12 lies around the first cutoff, 10: a line to 13 may not be drawn there.
        double[] values = IntStream.range(0, 20)
                .mapToDouble(t -> t >= 9 && t <= 12 ? Double.NaN : t)
                .toArray();
        TimeSeries gappy = TimeSeries.wrap("a", SCHEMA, TimeAxis.integers(0, 20), new double[][] {values});
        var refusing = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "a", true));
        Backtest.defaults()
                .withRepair(Fill.LINEAR)
                .run(SeriesSet.of(gappy), Map.of("x", refusing), PLAN.withRefitEvery(1), trial -> {});
        TimeSeries first = refusing.calls.get(0).get(0);
        assertEquals(8, first.value(0, 8));
        assertEquals(Double.NaN, first.value(0, 9));
        assertEquals(Double.NaN, refusing.trainings.get(0).get(0).value(0, 10));
        assertEquals(11, refusing.calls.get(1).get(0).value(0, 11), "filled once 13 is known");
        assertEquals(11, refusing.trainings.get(1).get(0).value(0, 11));
    }

    @Test
    void aGlobalModelOverSeriesThatEndApartIsNotLeakFree() {
        var global = new RecordingForecaster(Scope.GLOBAL, new RecordingForecaster.Config(0, "", true));
        SeriesSet apart = set(times("a", 0, 19), times("b", 5, 16));
        assertEquals(
                List.of("Not leak-free across series: cutoffs count from each series' own end and the ends differ, so x"
                        + " learnt from steps of some series that lie after the cutoffs of others. Cutoffs on the"
                        + " calendar avoid that."),
                Backtest.defaults().run(apart, Map.of("x", global), PLAN, sink).warnings());
        BacktestPlan calendar = PLAN.withCutoffs(BacktestPlan.CutoffMode.CALENDAR);
        assertEquals(
                List.of(),
                Backtest.defaults()
                        .run(apart, Map.of("x", global), calendar, sink)
                        .warnings());
        assertEquals(List.of(), run(PLAN, apart).warnings(), "a local forecaster sees one series at a time");
        SeriesSet together = set(times("a", 0, 19), times("b", 5, 19));
        assertEquals(
                List.of(),
                Backtest.defaults()
                        .run(together, Map.of("x", global), PLAN, sink)
                        .warnings());
    }

    @Test
    void onlyTheFirstRefusalsAreKeptOneByOne() {
        var picky = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "s", true));
        BacktestSummary summary = Backtest.defaults()
                .run(
                        many(600),
                        Map.of(
                                "x",
                                new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "", false)),
                                "y",
                                picky),
                        PLAN,
                        sink);
        assertEquals(1000, summary.refused().size());
        assertEquals(Map.of("x", 1800L), summary.refusals());
        assertEquals(1800, sink.refused.size());
        assertEquals(1800, summary.refusedInAll());
        assertTrue(summary.memory().bytes() > 0);
    }

    @Test
    void aModelThatGivesSomethingElseThanAskedForIsAFault() {
        SeriesSet data = set(times("a", 0, 19));
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> Backtest.defaults().run(data, Map.of("x", altering(outcomes -> List.of())), PLAN, sink));
        assertEquals("x gave 0 outcomes for 3 histories", thrown.getMessage());
        thrown = assertThrows(
                IllegalStateException.class,
                () -> Backtest.defaults()
                        .run(
                                data,
                                Map.of(
                                        "x",
                                        altering(outcomes ->
                                                List.of(outcomes.get(1), outcomes.get(0), outcomes.get(2)))),
                                PLAN,
                                sink));
        assertEquals(
                "x gave a forecast of a, 2 steps of step from 15 to 16; asked for a, 2 steps of step from 12 to 13",
                thrown.getMessage());
        assertEquals(List.of(), sink.rows);
    }

    /** The recording forecaster, but its models' outcomes are changed. */
    private Forecaster altering(UnaryOperator<List<Outcome>> change) {
        return new Forecaster() {
            @Override
            public String id() {
                return forecaster.id();
            }

            @Override
            public Record config() {
                return forecaster.config();
            }

            @Override
            public Capabilities capabilities() {
                return forecaster.capabilities();
            }

            @Override
            public ForecastModel fit(SeriesSet training, FitOptions options) {
                ForecastModel model = forecaster.fit(training, options);
                return new ForecastModel() {
                    @Override
                    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
                        return change.apply(model.forecast(histories, horizon));
                    }

                    @Override
                    public void save(ModelWriter out) throws IOException {
                        model.save(out);
                    }

                    @Override
                    public ModelProvenance provenance() {
                        return model.provenance();
                    }

                    @Override
                    public void close() {
                        model.close();
                    }
                };
            }
        };
    }

    @Test
    void everyLabelRunsInItsOrder() {
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        labelled.put("z", forecaster);
        labelled.put("a", RecordingForecaster.local());
        Backtest.defaults().run(set(times("s", 0, 19)), labelled, BacktestPlan.of(1, 1), sink);
        assertEquals(List.of("z 0", "a 0"), sink.fits);
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> Backtest.defaults().run(set(times("s", 0, 19)), Map.of(), PLAN, sink));
        assertEquals("a backtest needs at least one forecaster", thrown.getMessage());
    }

    @Test
    void aPlanThatMakesNoSenseIsRefused() {
        BacktestPlan plan = BacktestPlan.of(2, 3);
        refused("horizon must be at least 1, was 0", () -> BacktestPlan.of(0, 1));
        refused("folds must be at least 1, was 0", () -> BacktestPlan.of(1, 0));
        refused("stride must be at least 1, was 0", () -> plan.withStride(0));
        refused("gap must be at least 0, was -1", () -> plan.withGap(-1));
        refused("trainLength must be at least 1, was 0", () -> plan.withTrainLength(0));
        refused("refitEvery must be at least 0, was -1", () -> plan.withRefitEvery(-1));
        refused("validation must be at least 0, was -1", () -> plan.withValidation(-1));
        refused(
                "gap, horizon and strides must add up to at most 2147483647 steps, were 4294967296",
                () -> plan.withStride(Integer.MAX_VALUE));
        assertEquals(9, PLAN.testLength());
    }

    private BacktestSummary run(BacktestPlan plan, TimeSeries... series) {
        return run(plan, set(series));
    }

    private BacktestSummary run(BacktestPlan plan, SeriesSet data) {
        return Backtest.defaults().run(data, Map.of("x", forecaster), plan, sink);
    }

    private List<String> trainings(int fit) {
        return forecaster.trainings.get(fit).stream()
                .map(series -> series.id() + " ends " + (int) series.value(0, series.length() - 1))
                .toList();
    }

    private static List<String> refusals(BacktestSummary summary) {
        return summary.refused().stream()
                .map(one -> one.fold() + " " + one.refusal().id() + ": "
                        + one.refusal().reason() + " (" + one.refusal().axis() + ")")
                .toList();
    }

    private static SeriesSet set(TimeSeries... series) {
        return SeriesSet.of(SCHEMA, List.of(series));
    }

    static SeriesSet many(int count) {
        return SeriesSet.of(
                SCHEMA,
                IntStream.range(0, count)
                        .mapToObj(i -> times("s" + i, i % 7, i % 7 + 12))
                        .toList());
    }

    /** The same, but not in memory as far as a backtest can see. */
    static SeriesSource streamed(SeriesSet data) {
        return new SeriesSource() {
            @Override
            public Schema schema() {
                return data.schema();
            }

            @Override
            public Stream<TimeSeries> stream() {
                return data.stream();
            }
        };
    }

    /** A series whose values are its times, both ends included. */
    static TimeSeries times(String id, int first, int last) {
        double[] values = IntStream.rangeClosed(first, last).asDoubleStream().toArray();
        return TimeSeries.wrap(id, SCHEMA, TimeAxis.integers(first, values.length), new double[][] {values});
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
