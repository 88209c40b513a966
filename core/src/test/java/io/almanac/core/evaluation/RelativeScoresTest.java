package io.almanac.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelativeScoresTest {

    private static final MetricTarget OVERALL = new MetricTarget.Overall();
    private static final ForecastMetric MASE = ScaledMetrics.mase(1);

    /** Scale 1 in all series. |e| of the model: 1, 2, 0, 3. Of the baseline: 2, 1, 4, 0. */
    private final ForecastEvaluation evaluation = evaluation();

    private static ForecastEvaluation evaluation() {
        var evaluator = ForecastEvaluator.of(List.of(MASE, PointMetrics.smape()));
        double[] model = {1, 2, 0, 3};
        double[] baseline = {2, 1, 4, 0};
        for (int i = 0; i < 4; i++) {
            Scorings scorings = Scorings.of(0, "s" + i, new double[] {1, 2}, 10);
            evaluator.scored(scorings.label("model", 10 + model[i])
                    .label("naive2", 10 + baseline[i])
                    .trial());
        }
        return evaluator.evaluation();
    }

    @Test
    void theRatioIsThatOfAverages() {
        // (6 / 4) / (7 / 4)
        var scores = RelativeScores.to("naive2", evaluation);
        assertEquals(6 / 7.0, scores.ratio("model", OVERALL, MASE), 1e-15);
        assertEquals(1 / 7.0, scores.skill("model", OVERALL, MASE), 1e-15);
        assertEquals(1, scores.ratio("naive2", OVERALL, MASE));
        assertEquals(0, scores.skill("naive2", OVERALL, MASE));
        assertEquals("naive2", scores.baseline());
    }

    @Test
    void aBaselineWithoutErrorHasNoRatio() {
        var scores = RelativeScores.to("naive2", evaluation);
        assertEquals(Double.NaN, scores.ratio("model", new MetricTarget.Series("s3"), MASE));
        assertEquals(0, scores.ratio("model", new MetricTarget.Series("s2"), MASE));
    }

    @Test
    void theGeometricMeanLeavesOutSeriesWithAZeroAndCountsThem() {
        // Ratios 1/2 and 2; the other two series have a 0.
        var ratio = RelativeScores.to("naive2", evaluation).geometricMean("model", MASE);
        assertEquals(1, ratio.value(), 1e-15);
        assertEquals(2, ratio.series());
        assertEquals(2, ratio.left());
    }

    @Test
    void theGeometricMeanOfTheInverseIsTheInverse() {
        var run = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        new RandomRun(4).trials.forEach(run::scored);
        ForecastEvaluation random = run.evaluation();
        double one = RelativeScores.to("a", random)
                .geometricMean("b", PointMetrics.mae())
                .value();
        double other = RelativeScores.to("b", random)
                .geometricMean("a", PointMetrics.mae())
                .value();
        assertEquals(1, one * other, 1e-14);
    }

    @Test
    void theOverallWeightedAverageIsTheMeanOfTwoRatios() {
        // sMAPE is 200 |e| / (20 + |e|). Model: 1/21, 2/22, 0, 3/23. Naive2: 2/22, 1/21, 4/24, 0.
        double smape = (1 / 21.0 + 2 / 22.0 + 3 / 23.0) / (2 / 22.0 + 1 / 21.0 + 4 / 24.0);
        assertEquals(
                (smape + 6 / 7.0) / 2, RelativeScores.to("naive2", evaluation).owa("model", OVERALL, 1), 1e-15);
    }

    @Test
    void theTableHasALineForEachLabel() {
        List<String> lines = RelativeScores.to("naive2", evaluation)
                .table(ScaledMetrics.mase(1), 1)
                .lines()
                .toList();
        assertEquals(3, lines.size());
        assertEquals(
                List.of("against naive2", "skill in MASE (season 1)", "geometric mean of ratios", "OWA (season 1)"),
                List.of(lines.get(0).split(" {2,}")));
        // Ratios are 6/7 (MASE) and, of the series without a 0, those of the geometric mean above.
        assertTrue(lines.get(1).startsWith("model") && lines.get(1).contains("  0.1429  "), lines.get(1));
        assertTrue(lines.get(1).contains("2 series left out"), lines.get(1));
        assertTrue(lines.get(2).endsWith("1.0000"), lines.get(2));
    }

    @Test
    void whatHasNoValueIsNotAvailable() {
        // The history is constant, so MASE has no scale and OWA no value; MAE has a ratio.
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae(), PointMetrics.smape(), ScaledMetrics.mase(1)));
        evaluator.scored(Scorings.of(0, "s", new double[] {5, 5}, 10)
                .label("model", 11)
                .label("naive2", 12)
                .trial());
        String table = RelativeScores.to("naive2", evaluator.evaluation()).table(PointMetrics.mae(), 1);
        assertTrue(table.lines().skip(1).allMatch(line -> line.endsWith("n/a")), table);
        assertTrue(table.contains("0.5000"), table);
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertEquals(
                "the baseline must be one of the labels [model, naive2], was naive",
                assertThrows(IllegalArgumentException.class, () -> RelativeScores.to("naive", evaluation))
                        .getMessage());
        var scores = RelativeScores.to("naive2", evaluation);
        assertEquals(
                "no value of MAE for model; there are the labels [model, naive2] and the metrics [MASE (season 1),"
                        + " sMAPE (0..200)]",
                assertThrows(IllegalArgumentException.class, () -> scores.geometricMean("model", PointMetrics.mae()))
                        .getMessage());
    }
}
