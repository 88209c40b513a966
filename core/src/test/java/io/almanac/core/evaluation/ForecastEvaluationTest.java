package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.PointKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastEvaluationTest {

    private static final double[] NONE = {};

    private final ForecastEvaluation evaluation = evaluation();

    private static ForecastEvaluation evaluation() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae(), ScaledMetrics.mase(1)));
        evaluator.scored(Scorings.of(1, "s", new double[] {1, 3}, 5, 7)
                .label("naive", 6, 9)
                .label("a-longer-label", 1234572, 1234574)
                .trial());
        return evaluator.evaluation();
    }

    @Test
    void valuesAreFoundByIdAndOverall() {
        // |6 - 5| and |9 - 7|
        assertEquals(1.5, evaluation.overall("naive", "MAE"));
        assertEquals(2, evaluation.get(new MetricId("naive", new MetricTarget.Step(2), "MAE")));
        assertEquals(1.5, evaluation.get(new MetricId("naive", new MetricTarget.Fold(1), "MAE")));
        assertEquals(1.5, evaluation.get(new MetricId("naive", new MetricTarget.Series("s"), "MAE")));
        assertEquals(1.5, evaluation.get(new MetricId("naive", new MetricTarget.Channel("c0"), "MAE")));
    }

    @Test
    void theMapHasWhatIsFound() {
        Map<MetricId, MetricValue> all = evaluation.asMap();
        // Overall, a series, a channel, two steps, two folds and a group, for two labels and metrics.
        assertEquals(2 * 2 * 8, all.size());
        all.forEach((id, value) -> assertEquals(Optional.of(value), evaluation.find(id)));
        assertEquals(Optional.empty(), evaluation.find(new MetricId("b", new MetricTarget.Overall(), "MAE")));
        assertEquals(Optional.empty(), evaluation.find(new MetricId("naive", new MetricTarget.Step(3), "MAE")));
    }

    @Test
    void aFoldInWhichNothingWasScoredHasNoPoints() {
        var id = new MetricId("naive", new MetricTarget.Fold(0), "MAE");
        assertEquals(Optional.of(new MetricValue(Double.NaN, 0, 0)), evaluation.find(id));
    }

    @Test
    void anUnknownIdIsRefusedWithWhatThereIs() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> evaluation.overall("naive", "mae"));
        assertEquals(
                "no value of MetricId[label=naive, target=Overall[], metric=mae]; there are the labels"
                        + " [naive, a-longer-label] and the metrics [MAE, MASE (season 1)]",
                thrown.getMessage());
    }

    @Test
    void targetsKeepTheirOrder() {
        assertEquals(
                List.of(new MetricTarget.Step(1), new MetricTarget.Step(2)),
                evaluation.targets(MetricTarget.Step.class));
        assertEquals(List.of(new MetricTarget.Overall()), evaluation.targets(MetricTarget.Overall.class));
    }

    @Test
    void targetsHaveAKindAndAKeyForFiles() {
        List<MetricTarget> targets = List.of(
                new MetricTarget.Overall(),
                new MetricTarget.Series("I"),
                new MetricTarget.Channel("c"),
                new MetricTarget.Step(3),
                new MetricTarget.Fold(0),
                new MetricTarget.Group("region", "north"));
        assertEquals(
                List.of("overall", "series", "channel", "step", "fold", "group"),
                targets.stream().map(MetricTarget::kind).toList());
        assertEquals(
                List.of("", "I", "c", "3", "0", "region=north"),
                targets.stream().map(MetricTarget::key).toList());
    }

    @Test
    void theTableHasALineForEachLabelTheHeadlineFirstAndMarksTheBest() {
        assertEquals("""
                                MASE (season 1)          MAE
                naive                    0.7500*       1.500*
                a-longer-label        6.173e+05    1.235e+06""", evaluation.table(List.of("MAE")));
    }

    @Test
    void theTextHasALineForEachMetricAndWhatOneShouldKnow() {
        assertEquals("""
                                      naive   a-longer-label
                MASE (season 1)      0.7500*       6.173e+05
                MAE                   1.500*       1.235e+06
                The points of naive, a-longer-label are means; MAE, MASE reward medians.""", evaluation.toString());
    }

    @Test
    void aScaledMeanOverSeriesAndChannelsHeadsATable() {
        assertEquals(List.of("MASE (season 1)"), headline(new double[][] {{1, 2}, {3, 9}}));
    }

    @Test
    void whereDemandIsMostlyZeroSquaredErrorsAndHighQuantilesHeadATable() {
        assertEquals(
                List.of(
                        "RMSSE (season 1, root per series)",
                        "scaled pinball 0.5 (x1, season 1)",
                        "scaled pinball 0.8 (x1, season 1)",
                        "scaled pinball 0.95 (x1, season 1)"),
                headline(new double[][] {{0, 0, 2}, {0, 9, 0}}));
        // Half of them are not most.
        assertEquals(List.of("MASE (season 1)"), headline(new double[][] {{0, 0, 2}, {3, 9, 4}}));
    }

    @Test
    void withoutAHistoryAnotherMetricHeadsTheTableAndThoseThatNeedItSayWhy() {
        assertEquals(List.of("WAPE (%, mean of series)"), headline(new double[][] {NONE, NONE}));
        Map<String, String> missing = evaluated(new double[][] {NONE, NONE}).notComputed();
        assertEquals(
                List.of(
                        "MASE (season 1)",
                        "RMSSE (season 1, root per series)",
                        "scaled pinball 0.5 (x1, season 1)",
                        "scaled pinball 0.8 (x1, season 1)",
                        "scaled pinball 0.95 (x1, season 1)",
                        "pinball 0.3 (x1)",
                        "CRPS (paths, fair)"),
                List.copyOf(missing.keySet()));
        assertEquals("it needs the history before the cutoff, and there is none", missing.get("MASE (season 1)"));
        assertEquals("no forecast has the quantile 0.3", missing.get("pinball 0.3 (x1)"));
        assertEquals("no forecast has 2 sampled paths", missing.get("CRPS (paths, fair)"));
    }

    @Test
    void whatCouldNotBeScoredAnywhereSaysSo() {
        assertEquals(
                "none of 4 points could be scored",
                evaluated(new double[][] {{5, 5}, {5, 5}}).notComputed().get("MASE (season 1)"));
    }

    @Test
    void anErrorPooledOverChannelsOfDifferentUnitsNeverHeadsATable() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        double[][] two = {{1}, {1000}};
        Scorings scorings = Scorings.of(0, "s", two, two, List.of());
        scorings.label("a", scorings.forecast(PointKind.MEDIAN, two, List.of(), new double[0][][]));
        evaluator.scored(scorings.trial());
        assertEquals(List.of(), evaluator.evaluation().headline());
        // Of one series of one channel there is only one unit.
        var single = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        single.scored(Scorings.of(0, "s", new double[] {1}, 1).label("a", 1).trial());
        assertEquals(1, single.evaluation().headline().size());
    }

    @Test
    void pointsOfAKindThatAMetricDoesNotRewardAreNamed() {
        var evaluator = ForecastEvaluator.of(List.of(
                PointMetrics.mae(),
                Metrics.medianOfSeries(PointMetrics.mae()),
                PointMetrics.wape(),
                PointMetrics.rmse(),
                PointMetrics.bias()));
        Scorings scorings = Scorings.of(0, "s", new double[] {1}, 5).label("mean", 6);
        scorings.label("median", scorings.forecast(List.of(0.5), new double[] {7}));
        evaluator.scored(scorings.trial());
        assertEquals(
                List.of(
                        "The points of mean are means; MAE, WAPE reward medians.",
                        "The points of median are medians; RMSE, bias reward means."),
                evaluator.evaluation().warnings());
    }

    @Test
    void coverageHasLimitsByFoldElseBySeriesElseNone() {
        String coverage = IntervalMetrics.coverage(80).name();
        CoverageLimits byFold = covered(2, 2).limits("a", coverage).orElseThrow();
        assertEquals(CoverageLimits.Unit.FOLD, byFold.unit());
        assertEquals(2, byFold.units());
        CoverageLimits bySeries = covered(1, 3).limits("a", coverage).orElseThrow();
        assertEquals(CoverageLimits.Unit.SERIES, bySeries.unit());
        assertEquals(3, bySeries.units());
        assertEquals(Optional.empty(), covered(1, 1).limits("a", coverage));
        assertEquals(
                Optional.empty(), covered(2, 2).limits("a", PointMetrics.mae().name()));
        assertEquals(Optional.empty(), covered(2, 2).limits("b", coverage));
    }

    private static ForecastEvaluation covered(int folds, int series) {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae(), IntervalMetrics.coverage(80)));
        for (int fold = 0; fold < folds; fold++) {
            for (int i = 0; i < series; i++) {
                Scorings scorings = Scorings.of(fold, "s" + i, new double[] {1}, 5, 9);
                scorings.label("a", scorings.forecast(List.of(0.1, 0.9), new double[] {4, 4}, new double[] {6, 6}));
                evaluator.scored(scorings.trial());
            }
        }
        return evaluator.evaluation();
    }

    /** The names of the headline of two series with these histories, the other metrics being unfit for it. */
    private static List<String> headline(double[][] histories) {
        return evaluated(histories).headline().stream()
                .map(ForecastMetric::name)
                .toList();
    }

    private static ForecastEvaluation evaluated(double[][] histories) {
        var evaluator = ForecastEvaluator.of(List.of(
                PointMetrics.mae(),
                ScaledMetrics.mase(1),
                PointMetrics.wapeMeanOfSeries(),
                ScaledMetrics.rmsse(1),
                QuantileMetrics.scaledPinball(0.5, 1),
                QuantileMetrics.scaledPinball(0.8, 1),
                QuantileMetrics.scaledPinball(0.95, 1),
                QuantileMetrics.pinball(0.3),
                QuantileMetrics.crpsOfPaths()));
        for (int i = 0; i < histories.length; i++) {
            Scorings scorings = Scorings.of(0, "s" + i, histories[i], 5, 6);
            evaluator.scored(scorings.label(
                            "a",
                            scorings.forecast(
                                    List.of(0.5, 0.8, 0.95), new double[] {4, 4}, new double[] {6, 6}, new double[] {
                                        7, 7
                                    }))
                    .trial());
        }
        return evaluator.evaluation();
    }

    @Test
    void theTextOfAnEmptyEvaluationSaysThatThereIsNothing() {
        String text =
                ForecastEvaluator.of(List.of(PointMetrics.mae())).evaluation().toString();
        assertTrue(text.endsWith("MAE is not computed: there is no forecast."), text);
    }
}
