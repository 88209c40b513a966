package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An evaluator with a limit of 0 keeps no series one by one; that of {@link PlainLoopsTest} keeps all. */
class ClosedSeriesTest {

    private static final String COVERAGE = "coverage 80 (%)";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsNotOfSingleSeriesHasTheSameBits(long seed) {
        List<Trial> trials = bySeries(seed);
        ForecastEvaluation kept = PlainLoopsTest.evaluated(trials).evaluation();
        ForecastEvaluation closed = closed(trials).evaluation();
        assertEquals(withoutSingles(kept), closed.asMap());
        assertEquals(kept.demand(), closed.demand());
        assertEquals(kept.overall(), closed.overall());
        assertEquals(kept.headline(), closed.headline());
        assertEquals(kept.limits("a", COVERAGE), closed.limits("a", COVERAGE));
        List<String> warnings = new ArrayList<>(kept.warnings());
        warnings.add(
                "Of 4 series only what they come to was kept: there are no values of single series and no medians by"
                        + " group.");
        assertEquals(warnings, closed.warnings());
        assertEquals(List.of(), closed.targets(MetricTarget.Series.class));
        assertTrue(Double.isNaN(RelativeScores.to("a", closed)
                .geometricMean("b", PointMetrics.mae())
                .value()));
    }

    @Test
    void partsMergeInAnyOrderToTheSameBitsWhetherTheyAreClosedOrNot() {
        List<Trial> trials = bySeries(7);
        ForecastEvaluation whole = closed(trials).evaluation();
        var random = new Random(9);
        for (int round = 0; round < 20; round++) {
            List<ForecastEvaluator> parts = new ArrayList<>();
            for (int from = 0; from < trials.size(); from += RandomRun.FOLDS) {
                List<Trial> ofSeries = trials.subList(from, from + RandomRun.FOLDS);
                parts.add(random.nextBoolean() ? closed(ofSeries) : PlainLoopsTest.evaluated(ofSeries));
            }
            parts.set(0, closed(trials.subList(0, RandomRun.FOLDS)));
            Collections.shuffle(parts, random);
            ForecastEvaluator merged = parts.get(0);
            parts.subList(1, parts.size()).forEach(merged::merge);
            assertEquals(whole.asMap(), merged.evaluation().asMap());
            assertEquals(whole.demand(), merged.evaluation().demand());
            assertEquals(whole.warnings(), merged.evaluation().warnings());
        }
    }

    @Test
    void aLabelThatShowsToSupportAMetricLaterMakesClosedSeriesUncommon() {
        Trial without = Scorings.of(0, "s", new double[] {1, 2}, 5)
                .refused("a")
                .label("b", 7)
                .trial();
        Trial both = Scorings.of(0, "t", new double[] {1, 2}, 5)
                .label("a", 6)
                .label("b", 8)
                .trial();
        ForecastEvaluation kept =
                PlainLoopsTest.evaluated(List.of(without, both)).evaluation();
        ForecastEvaluation closed = closed(List.of(without, both)).evaluation();
        assertEquals(withoutSingles(kept), closed.asMap());
        assertEquals(
                new MetricValue(1, 1, 1),
                closed.find(new MetricId("a", new MetricTarget.Overall(), "MAE"))
                        .orElseThrow());
        ForecastEvaluation merged =
                closed(List.of(both)).merge(closed(List.of(without))).evaluation();
        assertEquals(closed.asMap(), merged.asMap());
    }

    @Test
    void withOneFoldTheLimitsOfACoverageComeFromSeries() {
        List<Trial> trials =
                bySeries(11).stream().filter(trial -> trial.fold() == 0).toList();
        CoverageLimits kept = PlainLoopsTest.evaluated(trials)
                .evaluation()
                .limits("a", COVERAGE)
                .orElseThrow();
        CoverageLimits closed =
                closed(trials).evaluation().limits("a", COVERAGE).orElseThrow();
        assertEquals(CoverageLimits.Unit.SERIES, closed.unit());
        assertEquals(kept.units(), closed.units());
        assertEquals(kept.lower(), closed.lower(), 1e-9);
        assertEquals(kept.upper(), closed.upper(), 1e-9);
    }

    @Test
    void aCovariateWithTooManyValuesMakesNoGroups() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()), 0);
        int series = ForecastEvaluator.MOST_GROUPS + 1;
        for (int i = 0; i < series; i++) {
            double[][] history = {{5, 5, 6}};
            double[][] actual = {{5}};
            evaluator.scored(Scorings.of(0, "s" + i, history, actual, List.of((double) i, i % 2.0))
                    .label("a", 7)
                    .trial());
            if (i % 100 == 0) {
                evaluator.complete();
            }
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(
                List.of(
                        new MetricTarget.Group("demand class", "smooth"),
                        new MetricTarget.Group("static1", "0"),
                        new MetricTarget.Group("static1", "1")),
                evaluation.targets(MetricTarget.Group.class));
        assertTrue(
                evaluation.warnings().contains("There are no groups by static0, which has more than 1000 values."),
                evaluation.warnings().toString());
    }

    @Test
    void upToTheLimitSeriesAreKept() {
        // One sum, one label, one channel: a number a series.
        for (int series = 2; series <= 3; series++) {
            var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()), 2);
            for (int i = 0; i < series; i++) {
                evaluator.scored(Scorings.of(0, "s" + i, new double[] {1}, 5)
                        .label("a", 6)
                        .trial());
            }
            evaluator.complete();
            assertEquals(
                    series == 2 ? 2 : 0,
                    evaluator.evaluation().targets(MetricTarget.Series.class).size());
        }
    }

    /** The trials of a run, series by series. */
    private static List<Trial> bySeries(long seed) {
        List<Trial> all = new RandomRun(seed).trials;
        return RandomRun.SERIES.stream()
                .flatMap(id -> all.stream().filter(trial -> trial.history().id().equals(id)))
                .toList();
    }

    /** Closes a series whenever the next one comes. */
    private static ForecastEvaluator closed(List<Trial> trials) {
        var evaluator = ForecastEvaluator.of(PlainLoopsTest.metrics(), 0);
        String last = "";
        for (Trial trial : trials) {
            if (!trial.history().id().equals(last)) {
                evaluator.complete();
                last = trial.history().id();
            }
            evaluator.scored(trial);
        }
        evaluator.complete();
        return evaluator;
    }

    /** All values but those of single series, and medians by group. */
    private static Map<MetricId, MetricValue> withoutSingles(ForecastEvaluation evaluation) {
        Map<MetricId, MetricValue> values = new LinkedHashMap<>(evaluation.asMap());
        values.keySet()
                .removeIf(id -> id.target() instanceof MetricTarget.Series
                        || (id.target() instanceof MetricTarget.Group
                                && id.metric().endsWith("median of series")));
        assertFalse(values.isEmpty());
        return values;
    }
}
