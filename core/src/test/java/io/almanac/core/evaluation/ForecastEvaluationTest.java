package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastEvaluationTest {

    private final ForecastEvaluation evaluation = evaluation();

    private static ForecastEvaluation evaluation() {
        var evaluator = ForecastEvaluator.of(List.of(Metrics.mae(), Metrics.mase(1)));
        evaluator.scored(
                Scorings.trial("naive", 1, "s", new double[] {1, 2}, new double[] {5, 7}, new double[] {6, 9}));
        evaluator.scored(Scorings.trial(
                "a-longer-label", 0, "s", new double[] {5, 5}, new double[] {5}, new double[] {1234567}));
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
    void aFoldInWhichNothingWasScoredHasNoPoints() {
        var id = new MetricId("naive", new MetricTarget.Fold(0), "MAE");
        assertEquals(new MetricValue(Double.NaN, 0, 0), evaluation.asMap().get(id));
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
                new MetricTarget.Fold(0));
        assertEquals(
                List.of("overall", "series", "channel", "step", "fold"),
                targets.stream().map(MetricTarget::kind).toList());
        assertEquals(
                List.of("", "I", "c", "3", "0"),
                targets.stream().map(MetricTarget::key).toList());
    }

    @Test
    void theTableHasALineForEachLabelAndMarksTheBest() {
        assertEquals("""
                                       MAE   MASE (season 1)
                naive                1.500*            1.500*
                a-longer-label   1.235e+06               NaN""", evaluation.toString());
    }
}
