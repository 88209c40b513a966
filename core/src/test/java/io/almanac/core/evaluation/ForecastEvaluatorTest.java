package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastEvaluatorTest {

    private static final MetricTarget OVERALL = new MetricTarget.Overall();

    @Test
    void partsMergeInAnyOrderToTheSameBits() {
        List<Trial> all = new ArrayList<>(new RandomRun(7).trials);
        ForecastEvaluation whole = PlainLoopsTest.evaluated(all).evaluation();
        var random = new Random(9);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(all, random);
            var merged = ForecastEvaluator.of(PlainLoopsTest.metrics());
            for (int from = 0; from < all.size(); ) {
                int end = Math.min(all.size(), from + 1 + random.nextInt(5));
                merged.merge(PlainLoopsTest.evaluated(all.subList(from, end)));
                from = end;
            }
            ForecastEvaluation other = merged.evaluation();
            // MetricValue is a record: its doubles are compared by their bits. Groups and medians are among the
            // targets.
            assertEquals(whole.asMap(), other.asMap());
            assertEquals(whole.demand(), other.demand());
            assertEquals(whole.limits("a", "coverage 80 (%)"), other.limits("a", "coverage 80 (%)"));
            assertEquals(whole.warnings(), other.warnings());
        }
    }

    @Test
    void mergingLeavesTheOtherAsItWas() {
        List<Trial> trials = new RandomRun(3).trials;
        ForecastEvaluator other = PlainLoopsTest.evaluated(trials.subList(0, 5));
        Map<MetricId, MetricValue> before = other.evaluation().asMap();
        var one = ForecastEvaluator.of(PlainLoopsTest.metrics()).merge(other);
        trials.subList(5, trials.size()).forEach(one::scored);
        assertEquals(before, other.evaluation().asMap());
    }

    @Test
    void aRefusalTakesThePointsFromAllLabelsUnlessAnotherForecastStandsIn() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5, 5)
                .label("a", 6, 6)
                .label("b", 7, 7)
                .trial());
        evaluator.scored(Scorings.of(1, "s", new double[] {1}, 5, 5)
                .label("a", 9, 9)
                .refused("b")
                .trial());
        Scorings third =
                Scorings.of(2, "s", new double[] {1}, 5, 5).label("a", 6, 6).refused("b");
        evaluator.scored(third.standIn("b", third.means(8, 8)).trial());
        evaluator.refused("b", 1, third.refusal());
        evaluator.refused("b", 2, third.refusal());
        ForecastEvaluation evaluation = evaluator.evaluation();
        // Folds 0 and 2 count: |e| = 1 of a, 2 and 3 of b.
        assertEquals(new MetricValue(1, 4, 2), value(evaluation, "a", "MAE"));
        assertEquals(new MetricValue(2.5, 4, 2), value(evaluation, "b", "MAE"));
        assertEquals(2, evaluation.refusals("b"));
        assertEquals(1, evaluation.standIns("b"));
        assertEquals(0, evaluation.refusals("a"));
        assertEquals(
                List.of(
                        "b refused 2 forecasts; at 1 another forecast stands in; 1 is left out for every label.",
                        "The points of a, b are means; MAE rewards medians."),
                evaluation.warnings());
    }

    @Test
    void aLabelThatNeverForecastsTakesNothingFromTheOthers() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 7)
                .trial());
        evaluator.scored(Scorings.of(1, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 8)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(Double.NaN, 0, 2), value(evaluation, "a", "MAE"));
        assertEquals(new MetricValue(2.5, 2, 0), value(evaluation, "b", "MAE"));
        assertEquals(
                "a has no forecast at all, so it takes no point from the others.",
                evaluation.warnings().get(0));
    }

    @Test
    void aLabelThatShowsToSupportAMetricLaterMakesWhatCameBeforeUncommon() {
        Trial without = Scorings.of(0, "s", new double[] {1}, 5)
                .refused("a")
                .label("b", 7)
                .trial();
        Trial both = Scorings.of(1, "s", new double[] {1}, 5)
                .label("a", 6)
                .label("b", 8)
                .trial();
        for (List<Trial> order : List.of(List.of(without, both), List.of(both, without))) {
            ForecastEvaluation evaluation = PlainLoopsTest.evaluated(order).evaluation();
            assertEquals(new MetricValue(1, 1, 1), value(evaluation, "a", "MAE"));
            assertEquals(new MetricValue(3, 1, 1), value(evaluation, "b", "MAE"));
            // What the fold had is left out too.
            var fold = new MetricId("b", new MetricTarget.Fold(0), "MAE");
            assertEquals(
                    new MetricValue(Double.NaN, 0, 1), evaluation.find(fold).orElseThrow());
        }
    }

    @Test
    void whatStandsInGivesALabelNoQuantilesThatItHasNowhereElse() {
        var evaluator = ForecastEvaluator.of(List.of(QuantileMetrics.pinball(0.5)));
        Scorings first = Scorings.of(0, "s", new double[] {1}, 5);
        first.label("points", 6).label("full", first.forecast(List.of(0.5), new double[] {7}));
        Scorings second = Scorings.of(1, "s", new double[] {1}, 5);
        second.refused("points").label("full", second.forecast(List.of(0.5), new double[] {9}));
        second.standIn("points", second.forecast(List.of(0.5), new double[] {5}));
        evaluator.scored(first.trial());
        evaluator.scored(second.trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        // (2 + 4) / 2 / 2: both folds, and not only the one where something stands in for the label of points.
        assertEquals(new MetricValue(1.5, 2, 0), value(evaluation, "full", "pinball 0.5 (x1)"));
        assertEquals(new MetricValue(Double.NaN, 0, 2), value(evaluation, "points", "pinball 0.5 (x1)"));
        assertTrue(
                evaluation.warnings().contains("points has no quantile 0.5, so it is without pinball 0.5 (x1)."),
                evaluation.warnings().toString());
    }

    @Test
    void everySeriesWeighsTheSameInMaseWhateverItsPoints() {
        // Scale 1 in both. Series s: |e| = 1 at one point; series t: |e| = 3 at three. (1 + 3) / 2, not (1 + 9) / 4.
        var evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.mase(1)));
        evaluator.scored(
                Scorings.of(0, "s", new double[] {1, 2}, 5).label("a", 6).trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {1, 2}, 5, 5, 5)
                .label("a", 8, 8, 8)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(2, evaluation.overall("a", "MASE (season 1)"));
        // Within the fold too.
        assertEquals(2, evaluation.get(new MetricId("a", new MetricTarget.Fold(0), "MASE (season 1)")));
    }

    @Test
    void aSeriesWithoutAScaleIsLeftOutForEveryLabelAndCounted() {
        var evaluator = ForecastEvaluator.of(List.of(ScaledMetrics.mase(1), PointMetrics.mae()));
        evaluator.scored(Scorings.of(0, "s", new double[] {1, 2}, 5, 5)
                .label("a", 6, 6)
                .label("b", 5, 5)
                .trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {2, 2}, 5, 5)
                .label("a", 9, 9)
                .label("b", 5, 5)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(1, 2, 2), value(evaluation, "a", "MASE (season 1)"));
        assertEquals(new MetricValue(0, 2, 2), value(evaluation, "b", "MASE (season 1)"));
        assertEquals(
                "1 of 2 series (each channel is one) is left out of MASE: no point is common, or the scale is"
                        + " 0 or unknown.",
                evaluation.warnings().get(0));
    }

    @Test
    void aSeriesForWhichOneLabelHasNoValueIsLeftOutOfTheMeanForAll() {
        // A metric that has no value where all forecasts are 0.
        ForecastMetric odd = new ForecastMetric() {
            @Override
            public String name() {
                return "odd";
            }

            @Override
            public int sums() {
                return 1;
            }

            @Override
            public void terms(Scored scored, int channel, int step, double[] into) {
                into[0] = scored.forecast().point(channel, step);
            }

            @Override
            public double value(double[] sums, long points) {
                return sums[0] == 0 ? Double.NaN : sums[0] / points;
            }

            @Override
            public Pooling pooling() {
                return Pooling.MEAN_OF_SERIES;
            }
        };
        var evaluator = ForecastEvaluator.of(List.of(odd));
        evaluator.scored(Scorings.of(0, "s", new double[] {1}, 5)
                .label("a", 2)
                .label("b", 0)
                .trial());
        evaluator.scored(Scorings.of(0, "t", new double[] {1}, 5)
                .label("a", 6)
                .label("b", 4)
                .trial());
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(new MetricValue(6, 1, 1), value(evaluation, "a", "odd"));
        assertEquals(new MetricValue(4, 1, 1), value(evaluation, "b", "odd"));
    }

    @Test
    void groupsComeFromStaticCovariatesAndDemandClasses() {
        // Group 1 has |e| 1, group 2.5 has |e| 2 and 4. The histories are smooth, intermittent, and one with a negative
        // value.
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        double[][] histories = {{5, 5, 6}, {0, 0, 6}, {-1, 3, 4}};
        double[] groups = {1, 2.5, 2.5};
        for (int i = 0; i < 3; i++) {
            Scorings scorings =
                    Scorings.of(0, "s" + i, new double[][] {histories[i]}, new double[][] {{5}}, List.of(groups[i]));
            evaluator.scored(scorings.label("a", 5 + Math.pow(2, i)).trial());
        }
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(
                List.of(
                        new MetricTarget.Group("demand class", "intermittent"),
                        new MetricTarget.Group("demand class", "smooth"),
                        new MetricTarget.Group("static0", "1"),
                        new MetricTarget.Group("static0", "2.5")),
                evaluation.targets(MetricTarget.Group.class));
        assertEquals(3, evaluation.get(new MetricId("a", new MetricTarget.Group("static0", "2.5"), "MAE")));
        assertEquals(2, evaluation.get(new MetricId("a", DemandClass.INTERMITTENT.group(), "MAE")));
        assertEquals(Map.of(DemandClass.SMOOTH, 1, DemandClass.INTERMITTENT, 1), evaluation.demand());
    }

    @Test
    void theDemandClassIsThatOfTheFirstFoldWhateverComesFirst() {
        Trial first =
                Scorings.of(0, "s", new double[] {0, 0, 6}, 5).label("a", 5).trial();
        Trial second = Scorings.of(1, "s", new double[] {0, 0, 6, 6, 6, 6, 6, 6, 6}, 5)
                .label("a", 5)
                .trial();
        for (List<Trial> order : List.of(List.of(first, second), List.of(second, first))) {
            assertEquals(
                    Map.of(DemandClass.INTERMITTENT, 1),
                    PlainLoopsTest.evaluated(order).evaluation().demand());
        }
        ForecastEvaluator merged =
                PlainLoopsTest.evaluated(List.of(second)).merge(PlainLoopsTest.evaluated(List.of(first)));
        assertEquals(Map.of(DemandClass.INTERMITTENT, 1), merged.evaluation().demand());
    }

    @Test
    void refusalsAreCountedAndMerged() {
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        var refusal = new Refusal("s", TimeAxis.integers(0, 1), "too short");
        evaluator.refused("a", 0, refusal);
        evaluator.refused("a", 1, refusal);
        evaluator.merge(ForecastEvaluator.of(List.of(PointMetrics.mae())).merge(evaluator));
        ForecastEvaluation evaluation = evaluator.evaluation();
        assertEquals(4, evaluation.refusals("a"));
        assertEquals(0, evaluation.refusals("b"));
        assertEquals(List.of("a"), evaluation.labels());
        assertEquals(Map.of("MAE", "there is no forecast"), evaluation.notComputed());
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused("an evaluator needs at least one metric", () -> ForecastEvaluator.of(List.of()));
        refused(
                "two metrics have the name MAE",
                () -> ForecastEvaluator.of(List.of(PointMetrics.mae(), PointMetrics.mae())));
        var mae = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        refused("metrics differ: [MAE], [MSE]", () -> mae.merge(ForecastEvaluator.of(List.of(PointMetrics.mse()))));
        refused("an evaluator can't be merged with itself", () -> mae.merge(mae));
        mae.scored(Scorings.of(0, "s", new double[] {1}, 1).label("a", 1).trial());
        refused(
                "labels were [a], now [a, b]",
                () -> mae.scored(Scorings.of(1, "s", new double[] {1}, 1)
                        .label("a", 1)
                        .label("b", 1)
                        .trial()));
        double[][] two = {{1}, {1}};
        Scorings wide = Scorings.of(0, "s", two, two, List.of());
        wide.label("a", wide.forecast(PointKind.MEAN, two, List.of(), new double[0][][]));
        refused("channels were [c0], now [c0, c1]", () -> mae.scored(wide.trial()));
    }

    private static MetricValue value(ForecastEvaluation evaluation, String label, String metric) {
        return evaluation.find(new MetricId(label, OVERALL, metric)).orElseThrow();
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
