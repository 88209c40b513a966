package io.almanac.reports.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.PointMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scale of MASE is 2 in all cases (see {@link Errors}), so it is half of MAE. */
class HeadlineTest {

    private static final Map<String, String> IDS =
            Map.of("model", "transformer", "other", "transformer", "base", "seasonal-naive", "last", "naive");

    private static Headline headline(Errors errors) {
        return Headline.of(errors.scores(), IDS, 20);
    }

    @Test
    void aWinIsToldWithItsSize() {
        Headline headline = headline(new Errors().add("model", 3, 3).add("base", 4, 4));
        assertEquals(
                "model's MAE is 25.0 % below base's over 20 folds (MASE 1.500 against 2.000).", headline.sentence());
        assertEquals(
                List.of(
                        "This compares averages; it is no test of significance.",
                        "Fold by fold, model's MASE (season 1) is better than base's in 2 of 2."),
                headline.notes());
        assertEquals(Optional.of("model"), headline.leader());
    }

    @Test
    void aLossIsToldInTheSameWords() {
        Headline headline = headline(new Errors().add("base", 4).add("model", 5));
        assertEquals(
                "model is not better than base: its MAE is 25.0 % higher over 20 folds (MASE 2.500 against 2.000).",
                headline.sentence());
    }

    @Test
    void aDifferenceThatRoundsToNothingIsNotPrintedAsZero() {
        // 4 against 4.001: 0.025 %
        Headline headline = headline(new Errors().add("model", 4).add("base", 4.001));
        assertTrue(headline.sentence().startsWith("model's MAE is less than 0.1 % below base's"), headline.sentence());
    }

    @Test
    void aTieIsATie() {
        Headline headline = headline(new Errors().add("model", 4).add("base", -4));
        assertEquals("model's MAE equals base's over 20 folds (MASE 2.000 against 2.000).", headline.sentence());
    }

    @Test
    void aPerfectBaselineGivesNoPercentage() {
        Headline headline = headline(new Errors().add("model", 4).add("base", 0));
        assertEquals(
                "model is not better than base: its MAE is 4.000 against 0 over 20 folds (MASE 2.000 against 0).",
                headline.sentence());
    }

    @Test
    void seasonalNaiveIsTheBaselineBeforeNaive() {
        Headline headline = headline(new Errors().add("last", 1).add("base", 4).add("model", 2));
        assertTrue(headline.sentence().startsWith("last's MAE is 75.0 % below base's"), headline.sentence());
        assertEquals(
                "Of 2 forecasters beside base, last has the best MAE; choosing it on these folds flatters it.",
                headline.notes().get(1));
    }

    @Test
    void withoutABaselineNothingIsClaimed() {
        Headline headline = headline(new Errors().add("model", 4).add("other", 3));
        assertEquals("Of 2 forecasters other has the best MAE, 3.000 over 20 folds (MASE 1.500).", headline.sentence());
        assertTrue(
                headline.notes().get(1).startsWith("No naive forecaster was scored"),
                headline.notes().get(1));
        assertEquals(
                "model's MAE is 4.000 over 20 folds (MASE 2.000).",
                headline(new Errors().add("model", 4)).sentence());
    }

    @Test
    void aBaselineAloneHasNothingBesideIt() {
        assertEquals(
                "Only base was run: its MAE is 4.000 over 20 folds (MASE 2.000).",
                headline(new Errors().add("base", 4)).sentence());
        assertEquals(
                "Only base could be scored: its MAE is 4.000 over 20 folds (MASE 2.000).",
                headline(new Errors().add("base", 4).add("model", Double.NaN)).sentence());
    }

    @Test
    void whereNothingCouldBeScoredNoNumberIsGiven() {
        Headline headline = headline(new Errors().add("model", Double.NaN).add("base", Double.NaN));
        assertEquals("No MAE could be computed: no forecast could be scored over 20 folds.", headline.sentence());
        assertEquals(Optional.empty(), headline.leader());
    }

    @Test
    void differentPointsAreSaid() {
        Headline headline = headline(new Errors().add("model", 3).add("base", 4, 4));
        assertTrue(
                headline.notes()
                        .contains("The labels were not scored on the same points (model 1, base 2), so their averages"
                                + " are not strictly comparable."),
                headline.notes().toString());
    }

    @Test
    void bestIsWhatTheMetricCallsBestWithAllThatTie() {
        Scores scores = new Errors()
                .add("a", 3)
                .add("b", -3)
                .add("c", 5)
                .add("d", Double.NaN)
                .scores();
        MetricTarget overall = new MetricTarget.Overall();
        assertEquals(Set.of("a", "b"), scores.best(overall, PointMetrics.mae()));
        // bias is best at 0, so -3 and 3 tie as well
        assertEquals(Set.of("a", "b"), scores.best(overall, PointMetrics.bias()));
        // one value alone is not the best of anything
        assertEquals(
                Set.of(), new Errors().add("a", 3).add("d", Double.NaN).scores().best(overall, PointMetrics.mae()));
    }
}
