package io.almanac.core.backtest;

import static io.almanac.core.backtest.AuditChange.AFTER_A_HOLE;
import static io.almanac.core.backtest.AuditChange.FUTURE_COVARIATES;
import static io.almanac.core.backtest.AuditChange.LONGER;
import static io.almanac.core.backtest.AuditChange.MISSING;
import static io.almanac.core.backtest.AuditChange.PAST_COVARIATES;
import static io.almanac.core.backtest.AuditChange.SHORTER;
import static io.almanac.core.backtest.AuditChange.VALUES;
import static io.almanac.core.backtest.AuditChange.VINTAGES;
import static io.almanac.core.backtest.AuditResult.Verdict.LEAKS;
import static io.almanac.core.backtest.AuditResult.Verdict.NOTHING_TO_COMPARE;
import static io.almanac.core.backtest.AuditResult.Verdict.NOT_REPRODUCIBLE;
import static io.almanac.core.backtest.AuditResult.Verdict.PASSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Capabilities.Scope;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.repair.Fill;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LeakageAuditTest {

    private static final double NAN = Double.NaN;

    private static final Schema SCHEMA = new Schema(
            Frequency.parse("step"),
            List.of(4),
            List.of("y", "z"),
            List.of(
                    Covariate.real("past", Covariate.Kind.PAST),
                    Covariate.real("weather", Covariate.Kind.FUTURE),
                    new Covariate("holiday", Covariate.Kind.FUTURE, List.of("no", "eve", "yes")),
                    Covariate.real("size", Covariate.Kind.STATIC)));

    /** Horizon 3 after a gap of 1, four folds two steps apart: 10, 8, 6 and 4 steps lie after the cutoffs. */
    private static final BacktestPlan PLAN =
            BacktestPlan.of(3, 4).withStride(2).withGap(1).withValidation(2);

    /** Three series that begin and end apart, with values missing here and there and covariates 8 steps ahead. */
    private static final SeriesSet DATA =
            SeriesSet.of(SCHEMA, List.of(series("a", 0, 40, 1), series("b", 5, 30, 2), series("c", 0, 36, 3)));

    /**
     * The same, but y is revised by 1 three steps later, and what is known ahead is known three steps ahead and corrected
     * one step ahead: less far than the four steps that a fold asks for.
     */
    private static final SeriesSet REVISED =
            SeriesSet.of(SCHEMA, DATA.stream().map(LeakageAuditTest::revised).toList());

    private static TimeSeries revised(TimeSeries one) {
        int[] steps = IntStream.range(0, 2 * one.length()).map(i -> i / 2).toArray();
        int[] published = IntStream.range(0, steps.length)
                .map(i -> i / 2 + 1 + 3 * (i % 2))
                .toArray();
        double[] y = IntStream.range(0, steps.length)
                .mapToDouble(i -> one.value(0, i / 2) - 1 + i % 2)
                .toArray();
        int[] ahead = IntStream.range(0, 2 * (one.length() + one.ahead()))
                .map(i -> i / 2)
                .toArray();
        int[] issued = IntStream.range(0, ahead.length)
                .map(i -> Math.max(0, i / 2 - 2 + 2 * (i % 2)))
                .toArray();
        double[] weather = IntStream.range(0, ahead.length)
                .mapToDouble(i -> one.covariate(1, i / 2) + 1 - i % 2)
                .toArray();
        double[] holiday = IntStream.range(0, ahead.length)
                .mapToDouble(i -> i % 2 == 0 ? 0 : one.covariate(2, i / 2))
                .toArray();
        return one.withVintages(0, steps, published, y)
                .withCovariateVintages(1, ahead, issued, weather)
                .withCovariateVintages(2, ahead, issued, holiday);
    }

    private static TimeSeries series(String id, int first, int length, long seed) {
        var random = new Random(seed);
        double[][] values = new double[2][length];
        for (double[] row : values) {
            Arrays.setAll(row, t -> random.nextInt(8) == 0 ? NAN : random.nextInt(100));
        }
        double[][] covariates = {
            random.doubles(length).toArray(),
            random.doubles(length + 8).toArray(),
            random.ints(length + 8, 0, 3).asDoubleStream().toArray(),
            {7}
        };
        return TimeSeries.wrap(id, SCHEMA, TimeAxis.integers(first, length), values, covariates, 8);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void whatReadsAllThatWasKnownAndNothingElsePasses(BacktestPlan plan) {
        LeakageAudit audit =
                LeakageAudit.of(Backtest.defaults().withRepair(Fill.LINEAR)).withAllFolds();
        AuditResult result = audit.run(REVISED, Map.of("x", TellTale.honest()), plan);

        assertTrue(result.passed(), result.text());
        assertEquals(PASSED, result.labels().get(0).verdict());
        assertEquals(List.of(0, 1, 2, 3), result.folds());
        // All eight kinds in each fold: in the last, too, future covariates are known beyond the horizon.
        assertEquals(4 * 8, result.labels().get(0).changes());
        // On the calendar b and c end before the horizon of some folds does: 3, 2, 1 and 1 forecasts.
        boolean calendar = plan.cutoffs() == BacktestPlan.CutoffMode.CALENDAR;
        assertEquals(calendar ? 7 : 12, result.labels().get(0).forecasts());

        AuditResult once = audit.run(DATA, Map.of("x", TellTale.honest()), plan);
        assertTrue(once.passed(), once.text());
        assertEquals(4 * 7, once.labels().get(0).changes(), "nothing has vintages");
    }

    static Stream<BacktestPlan> plans() {
        return Stream.of(BacktestPlan.CutoffMode.values())
                .flatMap(mode -> Stream.of(0, 1, 3)
                        .map(refit -> PLAN.withCutoffs(mode).withRefitEvery(refit))
                        .flatMap(plan -> Stream.of(plan, plan.withTrainLength(9))));
    }

    @Test
    void theFirstAndTheLastFoldAreAuditedUnlessMoreIsAskedFor() {
        LeakageAudit audit = LeakageAudit.of(Backtest.defaults());
        Map<String, Forecaster> labelled = Map.of("x", TellTale.honest());
        assertEquals(List.of(0, 3), audit.run(DATA, labelled, PLAN).folds());
        assertEquals(
                List.of(0), audit.run(DATA, labelled, BacktestPlan.of(3, 1)).folds());
        assertEquals(
                List.of("audit: x passed 14 changes in 2 folds"),
                audit.run(DATA, labelled, PLAN).lines());
    }

    @Test
    void foldsWithoutAnythingToScoreAreNotCounted() {
        // On the calendar b's data end at 34, five steps before those of a: the folds' horizons end at 33, 35, 37, 39.
        SeriesSet late = SeriesSet.of(SCHEMA, List.of(DATA.get(1), series("late", 38, 2, 4)));
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(late, Map.of("x", TellTale.honest()), PLAN.withCutoffs(BacktestPlan.CutoffMode.CALENDAR));
        assertEquals(List.of(0), result.folds());
        assertEquals(List.of("audit: x passed 7 changes in 1 fold"), result.lines());
    }

    // ------------------------------------------------------------------------------------------------ cheaters

    /** A decorator that cheats, and the only changes that find it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cheaters")
    void eachKindOfChangeFindsWhatNoOtherFinds(
            String name, UnaryOperator<TimeSeries> cheater, Set<AuditChange> finders) {
        for (BacktestPlan.CutoffMode mode : BacktestPlan.CutoffMode.values()) {
            AuditResult result = LeakageAudit.of(Backtest.defaults())
                    .run(
                            SeriesSet.of(smooth()),
                            decorator(cheater),
                            Map.of("x", TellTale.honest()),
                            BacktestPlan.of(3, 1).withCutoffs(mode));
            assertFalse(result.passed(), result.text());
            assertEquals(LEAKS, result.labels().get(0).verdict());
            assertEquals(
                    finders,
                    result.labels().get(0).findings().stream()
                            .map(AuditResult.Finding::change)
                            .collect(Collectors.toSet()),
                    result.text());
        }
    }

    static Stream<Arguments> cheaters() {
        return Stream.of(
                Arguments.of(
                        "scales by the largest value that there ever is",
                        (UnaryOperator<TimeSeries>) one -> scaled(one, max(one)),
                        Set.of(VALUES, AFTER_A_HOLE)),
                Arguments.of(
                        "fills from both sides", (UnaryOperator<TimeSeries>) Fill.LINEAR::apply, Set.of(AFTER_A_HOLE)),
                Arguments.of(
                        "scales by the largest past covariate that there ever is",
                        (UnaryOperator<TimeSeries>) one -> scaled(one, largest(one, 0, one.length())),
                        Set.of(PAST_COVARIATES, AFTER_A_HOLE)),
                Arguments.of(
                        "scales by the largest future covariate, however far ahead",
                        (UnaryOperator<TimeSeries>) one -> scaled(one, largest(one, 1, one.length() + one.ahead())),
                        Set.of(FUTURE_COVARIATES)),
                Arguments.of(
                        "doubles a series in which anything is missing",
                        (UnaryOperator<TimeSeries>) one -> scaled(one, missing(one) > 0 ? 0.5 : 1),
                        Set.of(MISSING)),
                Arguments.of(
                        "doubles a series that is short",
                        (UnaryOperator<TimeSeries>) one -> scaled(one, one.length() < 30 ? 0.5 : 1),
                        Set.of(SHORTER)),
                Arguments.of(
                        "keeps the newest 30 steps as counted from the end",
                        (UnaryOperator<TimeSeries>) one -> one.last(30),
                        Set.of(LONGER)));
    }

    /** 30 steps without a gap; the largest of everything lies before any cutoff. */
    private static TimeSeries smooth() {
        double[] values = new double[30];
        double[] weather = new double[38];
        Arrays.setAll(values, t -> t == 3 ? 99 : 10 + t % 7);
        Arrays.setAll(weather, t -> t == 3 ? 99 : 10 + t % 7);
        double[] holiday = new double[38];
        return TimeSeries.of(
                "a",
                SCHEMA,
                TimeAxis.integers(0, 30),
                new double[][] {values, values},
                new double[][] {values, weather, holiday, {7}},
                8);
    }

    @Test
    void aDecoratorThatTakesTodaysFiguresForThoseOfTheTimeIsFoundByLaterVintagesAlone() {
        // Each figure is confirmed after the 28th of 30 steps, unchanged. Values that are put in anew have no vintages.
        TimeSeries smooth = smooth();
        double[] twice =
                IntStream.range(0, 60).mapToDouble(i -> smooth.value(0, i / 2)).toArray();
        TimeSeries confirmed = smooth.withVintages(
                0,
                IntStream.range(0, 60).map(i -> i / 2).toArray(),
                IntStream.range(0, 60)
                        .map(i -> i % 2 == 0 ? i / 2 + 1 : Math.max(28, i / 2 + 1))
                        .toArray(),
                twice);
        Map<String, Forecaster> labelled = Map.of("x", TellTale.honest());
        LeakageAudit audit = LeakageAudit.of(Backtest.defaults());
        AuditResult result = audit.run(
                SeriesSet.of(confirmed), decorator(one -> mapped(one, x -> x)), labelled, BacktestPlan.of(3, 1));
        assertEquals(Set.of(VINTAGES), changes(result), result.text());
        assertTrue(audit.run(SeriesSet.of(confirmed), labelled, BacktestPlan.of(3, 1))
                .passed());
    }

    @Test
    void scalingByMeanAndDeviationOfTheWholeSeriesIsFoundAndScalingInsideTheFoldIsNot() {
        UnaryOperator<TimeSeries> scale = one -> {
            double[] present =
                    Arrays.stream(values(one)).filter(x -> !Double.isNaN(x)).toArray();
            double mean = Arrays.stream(present).average().orElse(0);
            double deviation = Math.sqrt(Arrays.stream(present)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(1));
            return mapped(one, x -> (x - mean) / deviation);
        };
        Map<String, Forecaster> labelled = Map.of("x", TellTale.honest());
        AuditResult outside = LeakageAudit.of(Backtest.defaults()).run(DATA, decorator(scale), labelled, PLAN);
        assertEquals(LEAKS, outside.labels().get(0).verdict());
        assertEquals(
                Set.of(VALUES, AFTER_A_HOLE, MISSING, SHORTER, LONGER), changes(outside), "covariates are not scaled");
        AuditResult inside =
                LeakageAudit.of(Backtest.defaults().withRepair(repair(scale))).run(DATA, labelled, PLAN);
        assertTrue(inside.passed(), inside.text());
    }

    @ParameterizedTest
    @EnumSource(Fill.class)
    void fillsPassInsideTheFoldAndOutsideOnlyThoseThatLookBack(Fill fill) {
        Map<String, Forecaster> labelled = Map.of("x", TellTale.honest());
        AuditResult inside =
                LeakageAudit.of(Backtest.defaults().withRepair(fill)).run(DATA, labelled, PLAN);
        assertTrue(inside.passed(), inside.text());
        AuditResult outside = LeakageAudit.of(Backtest.defaults()).run(DATA, decorator(fill::apply), labelled, PLAN);
        assertEquals(fill != Fill.LINEAR, outside.passed(), outside.text());
    }

    @Test
    void aSeriesThatIsDroppedBecauseOfItsFutureIsFoundWithItsReason() {
        UnaryOperator<SeriesSource> dropping = source -> SeriesSet.of(
                source.schema(),
                source.stream().filter(one -> one.length() >= 30).toList());
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(DATA, dropping, Map.of("x", TellTale.honest()), BacktestPlan.of(3, 1));
        AuditResult.Finding finding = result.labels().get(0).findings().get(0);
        // Series b has 30 steps, 27 of them before the cutoff. The model of the other two learns from less.
        assertEquals(SHORTER, finding.change());
        assertEquals(3, finding.moved());
        assertEquals("b", finding.id());
        assertEquals("no forecast any more: the series has no step up to the cutoff any more", finding.what());
        assertEquals("fewer steps in fold 1: b, " + finding.what(), finding.text());
    }

    @Test
    void aDecoratorThatFailsOnAnotherFutureIsFoundWithItsMessage() {
        UnaryOperator<TimeSeries> failing = one -> {
            if (one.length() < 30) {
                throw new IllegalStateException("too short");
            }
            return one;
        };
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(DATA, decorator(failing), Map.of("x", TellTale.honest()), BacktestPlan.of(3, 1));
        AuditResult.Finding finding = result.labels().get(0).findings().get(0);
        assertEquals(SHORTER, finding.change());
        assertEquals("no forecast any more: failed: java.lang.IllegalStateException: too short", finding.what());
    }

    @Test
    void aDecoratorThatFailsOnTheDataAsTheyAreIsNoMatterOfTheAudit() {
        UnaryOperator<TimeSeries> failing = one -> {
            throw new IllegalStateException("broken");
        };
        var audit = LeakageAudit.of(Backtest.defaults());
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> audit.run(DATA, decorator(failing), Map.of("x", TellTale.honest()), PLAN));
        assertEquals("broken", thrown.getMessage());
    }

    @Test
    void theFindingSaysWhichForecastMovedMostAndByHowMuch() {
        // 20 steps, the last 3 after the cutoff. The cheater adds the whole series' largest value, 19, to each, so the
        // last value seen is 16 + 19. VALUES raises 17 to 17 + 3 * 19 = 74 and 19 to 76 (18 becomes 0, half of the
        // least): the last value seen is 76 - 19 = 57 more, and the second step, with factor 2, moves by 114.
        TimeSeries times = BacktestTest.times("a", 0, 19);
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(
                        SeriesSet.of(times),
                        decorator(one -> mapped(one, x -> x + max(one))),
                        Map.of("x", TellTale.lastValueTimes(1, -2, 1)),
                        BacktestPlan.of(3, 1));
        AuditResult.Finding finding = result.labels().get(0).findings().get(0);
        assertEquals(new AuditResult.Finding(0, VALUES, 1, "a", "y", 1, 114, "point"), finding);
        assertEquals("values in fold 1: a, y, step 2, point by 114", finding.text());
    }

    // ------------------------------------------------------------------------------------------------ verdicts

    @Test
    void twoRunsThatDifferAreNotCalledALeak() {
        var runs = new AtomicInteger();
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        labelled.put("dice", TellTale.knowing(() -> "" + runs.incrementAndGet()));
        labelled.put("x", TellTale.honest());
        AuditResult result = LeakageAudit.of(Backtest.defaults()).run(DATA, labelled, PLAN);
        assertFalse(result.passed());
        assertEquals(NOT_REPRODUCIBLE, result.labels().get(0).verdict());
        assertEquals(PASSED, result.labels().get(1).verdict());
        assertEquals(2, runs.get(), "nothing can be learnt from further runs");
        assertTrue(
                result.lines()
                        .get(0)
                        .startsWith("audit: dice FAILED: not reproducible, two runs on the same data differ"),
                result.text());
    }

    @Test
    void aLabelWithoutAnyForecastDoesNotPass() {
        var refusing = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "a", true));
        var unfit = new RecordingForecaster(Scope.LOCAL, new RecordingForecaster.Config(0, "", false));
        Map<String, Forecaster> labelled = new LinkedHashMap<>();
        labelled.put("refusing", refusing);
        labelled.put("unfit", unfit);
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(SeriesSet.of(BacktestTest.times("a", 0, 19)), labelled, BacktestPlan.of(3, 1));
        assertFalse(result.passed());
        assertEquals(
                List.of(NOTHING_TO_COMPARE, NOTHING_TO_COMPARE),
                result.labels().stream().map(AuditResult.Label::verdict).toList());
        assertEquals(
                "audit: unfit FAILED: it has no forecast that could be compared",
                result.lines().get(1));
        AuditResult none = LeakageAudit.of(Backtest.defaults()).run(DATA, labelled, BacktestPlan.of(50, 1));
        assertFalse(none.passed());
        assertEquals(List.of(), none.folds());
    }

    @Test
    void codeThatKeepsItsOwnCopyIsNotSeenAndTheResultSaysSo() {
        Map<String, Forecaster> labelled = Map.of("peeping", TellTale.knowing(() -> DataHash.of(DATA)));
        AuditResult result = LeakageAudit.of(Backtest.defaults()).run(DATA, labelled, PLAN);
        assertTrue(result.passed());
        assertTrue(result.limits().contains("code that keeps its own copy of the data"), result.limits());
        assertTrue(result.text().endsWith(result.limits() + "\n"));
    }

    @Test
    void aDecoratorThatRemembersWhatItGaveIsNotSeenEither() {
        Map<String, TimeSeries> kept = new HashMap<>();
        UnaryOperator<TimeSeries> remembering =
                one -> kept.computeIfAbsent(one.id(), id -> mapped(one, x -> x - max(one)));
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(DATA, decorator(remembering), Map.of("x", TellTale.honest()), PLAN);
        assertTrue(result.passed(), result.text());
    }

    @Test
    void theFallbackIsAuditedToo() {
        AuditResult result = LeakageAudit.of(Backtest.defaults().withFallback(TellTale.honest()))
                .run(DATA, Map.of("x", TellTale.honest()), PLAN);
        assertEquals(
                List.of("x", "fallback tell-tale"),
                result.labels().stream().map(AuditResult.Label::label).toList());
    }

    @Test
    void anAuditGivesTheSameResultAgain() {
        UnaryOperator<SeriesSource> cheater = decorator(one -> scaled(one, max(one)));
        Map<String, Forecaster> labelled = Map.of("x", TellTale.honest());
        LeakageAudit audit = LeakageAudit.of(Backtest.defaults());
        assertEquals(audit.run(DATA, cheater, labelled, PLAN), audit.run(DATA, cheater, labelled, PLAN));
    }

    // ------------------------------------------------------------------------------------------------ the run

    @Test
    void whereThereAreManySeriesTheFirstThatCanBeScoredAreAuditedAtTheCutoffsOfAll() {
        List<TimeSeries> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            many.add(BacktestTest.times("s" + i, 0, i == 59 ? 22 : 19));
        }
        var forecaster = new RecordingForecaster(Scope.GLOBAL, new RecordingForecaster.Config(0, "", true));
        BacktestPlan plan = BacktestPlan.of(1, 1).withGap(2).withCutoffs(BacktestPlan.CutoffMode.CALENDAR);
        LeakageAudit audit = LeakageAudit.of(Backtest.defaults());
        AuditResult result = audit.run(SeriesSet.of(many.get(0).schema(), many), Map.of("x", forecaster), plan);
        // The calendar ends at 22 and the cutoff is 19, where all but the last series end: it alone can be scored.
        assertEquals(List.of(0), result.folds());
        assertEquals(1, result.series());
        assertEquals(1, result.labels().get(0).forecasts());
        assertEquals(60, result.ofAll());
        assertEquals(List.of("audit: x passed 5 changes in 1 fold, 1 of 60 series"), result.lines());

        AuditResult three = audit.withSeries(3)
                .run(SeriesSet.of(many.get(0).schema(), many), Map.of("x", forecaster), BacktestPlan.of(1, 1));
        assertEquals(3, three.series());
        assertEquals(
                50,
                audit.run(SeriesSet.of(many.get(0).schema(), many), Map.of("x", forecaster), BacktestPlan.of(1, 1))
                        .series());
        assertEquals(3, three.labels().get(0).forecasts());
        assertTrue(three.passed());
        var thrown = assertThrows(IllegalArgumentException.class, () -> audit.withSeries(0));
        assertEquals("series must be at least 1, was 0", thrown.getMessage());
    }

    @Test
    void theListenerHearsEachFitAndMayStopTheAudit() {
        List<String> heard = new ArrayList<>();
        var listener = new BacktestListener() {
            @Override
            public void auditing(String label, int fold, AuditChange change) {
                heard.add(label + " " + fold + " " + change);
            }

            @Override
            public void progress(String label, int fold, FitProgress progress) {
                heard.add("epoch " + progress.epoch());
            }

            @Override
            public void fitting(String label, int fold) {
                throw new AssertionError("an audit is no backtest");
            }

            @Override
            public boolean cancelled() {
                return heard.size() == 6;
            }
        };
        LeakageAudit audit = LeakageAudit.of(Backtest.defaults().withListener(listener));
        var thrown =
                assertThrows(CancellationException.class, () -> audit.run(DATA, Map.of("x", TellTale.honest()), PLAN));
        assertEquals("the backtest was cancelled", thrown.getMessage());
        assertEquals(List.of("x 0 NOTHING", "epoch 1", "x 0 NOTHING", "epoch 1", "x 0 VALUES", "epoch 1"), heard);
    }

    @Test
    void anAuditWithoutForecastersIsRefused() {
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> LeakageAudit.of(Backtest.defaults()).run(DATA, Map.of(), PLAN));
        assertEquals("an audit needs at least one forecaster", thrown.getMessage());
    }

    @Test
    void aDecoratorMayGiveACoarserFrequency() {
        // Three steps become one, their mean, which is known at the end of the last of them.
        AuditResult result = LeakageAudit.of(Backtest.defaults())
                .run(
                        SeriesSet.of(BacktestTest.times("a", 0, 59)),
                        source -> SeriesSet.of(thirds(SeriesSet.copyOf(source).get(0))),
                        Map.of("x", TellTale.honest()),
                        BacktestPlan.of(3, 2));
        assertTrue(result.passed(), result.text());
        assertEquals(10, result.labels().get(0).changes());
    }

    private static TimeSeries thirds(TimeSeries one) {
        Frequency three = new Frequency(3, Frequency.Unit.STEP);
        TimeAxis axis = TimeAxis.covering(three, java.util.Optional.empty(), new long[] {0, one.length() - 3}, 1000);
        double[] means = new double[axis.length()];
        Arrays.setAll(means, i -> (one.value(0, 3 * i) + one.value(0, 3 * i + 1) + one.value(0, 3 * i + 2)) / 3);
        return TimeSeries.of(
                one.id(), Schema.univariate(three), axis, new double[][] {means}, new double[0][], one.ahead() / 3);
    }

    // Makes series, plans and cheaters.

    private static Set<AuditChange> changes(AuditResult result) {
        return result.labels().get(0).findings().stream()
                .map(AuditResult.Finding::change)
                .collect(Collectors.toSet());
    }

    private static UnaryOperator<SeriesSource> decorator(UnaryOperator<TimeSeries> each) {
        return source -> SeriesSet.of(source.schema(), source.stream().map(each).toList());
    }

    private static io.almanac.core.repair.Repair repair(UnaryOperator<TimeSeries> change) {
        return new io.almanac.core.repair.Repair() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public TimeSeries apply(TimeSeries known) {
                return change.apply(known);
            }
        };
    }

    private static double[] values(TimeSeries one) {
        double[] values = new double[one.length()];
        one.copyTo(0, 0, values);
        return values;
    }

    private static TimeSeries mapped(TimeSeries one, java.util.function.DoubleUnaryOperator change) {
        double[][] changed = new double[one.schema().channels().size()][one.length()];
        for (int channel = 0; channel < changed.length; channel++) {
            one.copyTo(channel, 0, changed[channel]);
            changed[channel] = Arrays.stream(changed[channel]).map(change).toArray();
        }
        return one.withValues(changed);
    }

    private static TimeSeries scaled(TimeSeries one, double by) {
        return mapped(one, x -> x / by);
    }

    private static double max(TimeSeries one) {
        return Arrays.stream(values(one)).filter(x -> !Double.isNaN(x)).max().orElse(1);
    }

    private static double missing(TimeSeries one) {
        // The hole at the cutoff is in both runs that are compared.
        return Arrays.stream(values(one)).filter(Double::isNaN).count();
    }

    private static double largest(TimeSeries one, int covariate, int steps) {
        double largest = 1;
        for (int step = 0; step < steps; step++) {
            double value = one.covariate(covariate, step);
            largest = Double.isNaN(value) ? largest : Math.max(largest, value);
        }
        return largest;
    }
}
