package io.almanac.reports.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.AuditChange;
import io.almanac.core.backtest.AuditResult;
import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.evaluation.MetricTarget;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.provenance.PeakMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The scale of MASE is 2 in all cases (see {@link Errors}), so it is half of MAE. */
class HeadlineTest {

    private static final double NAN = Double.NaN;
    private static final double[] FOURS = {4, 4, 4, 4, 4, 4, 4, 4};

    private static Headline headline(Errors errors) {
        return Headline.of(errors.scores(), errors.evidence("base"), summary());
    }

    private static BacktestSummary summary(String... warnings) {
        return new BacktestSummary(
                BacktestPlan.of(1, 8),
                1,
                "0",
                1,
                List.of(),
                1,
                Map.of(),
                Map.of(),
                List.of(),
                true,
                List.of(warnings),
                new PeakMemory(1, PeakMemory.What.HEAP),
                Optional.empty());
    }

    private static AuditResult audit(AuditResult.Label... labels) {
        return new AuditResult(List.of(7), 1, 1, List.of(labels), "Copies of its own are not seen.");
    }

    @Test
    void whatIsShownIsToldWithItsSizeAndItsEvidence() {
        // means 3 and 4; 25 % lower
        Headline headline = headline(
                new Errors().add("model", 3, 3.1, 2.9, 3, 3.2, 2.8, 3, 3).add("base", FOURS));
        assertEquals(
                "model is shown to be better than base: its MASE (season 1) is 25.0 % lower over 8 folds (1.500 against"
                        + " 2.000).",
                headline.sentence());
        assertEquals(
                List.of(
                        "model is shown to be better than base (Diebold-Mariano, 8 folds, one-sided p < 0.001).",
                        "model's MASE (season 1) is better than base's in 8 of 8 folds."),
                headline.notes());
        assertEquals(Optional.of("model"), headline.leader());
    }

    @Test
    void aLowerAverageThatIsNotShownSaysSoBesideIt() {
        // differences -3, 3, -3, 3, -3, 3, -3, 2: mean -0.125, far within their spread
        Headline headline =
                headline(new Errors().add("model", 1, 7, 1, 7, 1, 7, 1, 6).add("base", FOURS));
        assertEquals(
                "model is not shown to be better than base: its MASE (season 1) is 3.1 % lower over 8 folds (1.938"
                        + " against 2.000).",
                headline.sentence());
    }

    @Test
    void aLossIsToldInTheSameWords() {
        Headline headline = headline(new Errors().add("base", FOURS).add("model", 5, 5.1, 4.9, 5, 5.2, 4.8, 5, 5));
        assertEquals(
                "model is not shown to be better than base: its MASE (season 1) is 25.0 % higher over 8 folds (2.500"
                        + " against 2.000).",
                headline.sentence());
    }

    @Test
    void tooFewFoldsAreNotTestable() {
        Headline headline = headline(new Errors().add("model", 3, 2).add("base", 4, 4));
        assertTrue(
                headline.sentence()
                        .startsWith("Whether model is better than base is not testable: its MASE (season 1)"
                                + " is 37.5 % lower"),
                headline.sentence());
        assertEquals(
                "model against base is not testable: 2 non-overlapping folds, at least 8 are needed.",
                headline.notes().get(0));
    }

    @Test
    void aDifferenceThatRoundsToNothingIsNotPrintedAsZero() {
        // 4 against 4.001: 0.025 %
        Headline headline = headline(new Errors().add("model", 4).add("base", 4.001));
        assertTrue(headline.sentence().contains("is less than 0.1 % lower"), headline.sentence());
    }

    @Test
    void aTieIsATie() {
        Headline headline = headline(new Errors().add("model", 4).add("base", -4));
        assertTrue(
                headline.sentence().endsWith("its MASE (season 1) equals base's over 8 folds (2.000)."),
                headline.sentence());
    }

    @Test
    void aPerfectBaselineGivesNoPercentage() {
        Headline headline = headline(new Errors().add("model", 4).add("base", 0));
        assertTrue(
                headline.sentence().endsWith("its MASE (season 1) is 2.000 against 0 over 8 folds."),
                headline.sentence());
    }

    @Test
    void theBestOfSeveralIsFlatteredAndOthersThatAreShownAreNamed() {
        Headline headline = headline(new Errors()
                .add("model", 3, 3.1, 2.9, 3, 3.2, 2.8, 3, 3)
                .add("base", FOURS)
                .add("other", 2, 2.1, 1.9, 2, 2.2, 1.8, 2, 2));
        assertTrue(headline.sentence().startsWith("other is shown to be better than base"), headline.sentence());
        assertTrue(
                headline.notes()
                        .containsAll(List.of(
                                "Of 2 forecasters beside base, other has the best MASE (season 1); choosing it on"
                                        + " these folds flatters it.",
                                "Beside other, shown to be better than base: model.")),
                headline.notes().toString());
    }

    @Test
    void withoutABaselineNothingIsClaimed() {
        Errors two = new Errors().add("model", 4).add("other", 3);
        Headline headline = Headline.of(two.scores(), Optional.empty(), summary());
        assertEquals(
                "Of 2 forecasters other has the best MASE (season 1), 1.500 over 8 folds; whether that is more than"
                        + " chance was not tested.",
                headline.sentence());
        assertTrue(
                headline.notes().get(0).startsWith("No baseline was tested against"),
                headline.notes().get(0));
    }

    @Test
    void aLabelAloneHasNothingBesideIt() {
        Headline alone = headline(new Errors().add("base", 4));
        assertEquals("Only base was run: its MASE (season 1) is 2.000 over 8 folds.", alone.sentence());
        assertEquals(List.of("There is nothing to compare it with."), alone.notes());
        assertEquals(
                "Only base could be scored: its MASE (season 1) is 2.000 over 8 folds.",
                headline(new Errors().add("base", 4, 4).add("model", NAN, NAN)).sentence());
    }

    @Test
    void whereNothingCouldBeScoredNoNumberIsGiven() {
        Headline headline = headline(new Errors().add("model", NAN).add("base", NAN));
        assertEquals("No forecast could be scored over 8 folds.", headline.sentence());
        assertEquals(Optional.empty(), headline.leader());
    }

    @Test
    void refusalsAndWarningsOfThePlanAreNotes() {
        Errors errors = new Errors().add("model", 3, NAN, 3).add("base", 4, 4, 4);
        Headline headline = Headline.of(errors.scores(), errors.evidence("base"), summary("Not leak-free."));
        assertEquals("Not leak-free.", headline.notes().get(0));
        assertTrue(
                headline.notes().contains("model refused 1 forecast; 1 is left out for every label."),
                headline.notes().toString());
        assertFalse(headline.notes().toString().contains("same points"), "all labels share their points");
    }

    @Test
    void aFailedAuditComesFirstAndStandsInTheSentence() {
        Errors errors =
                new Errors().add("model", 3, 3.1, 2.9, 3, 3.2, 2.8, 3, 3).add("base", FOURS);
        var finding = new AuditResult.Finding(7, AuditChange.VALUES, 1, "s", "y", 0, 0.5, "the point forecast");
        AuditResult failed = audit(
                new AuditResult.Label("model", AuditResult.Verdict.LEAKS, 8, 1, List.of(finding)),
                new AuditResult.Label("base", AuditResult.Verdict.PASSED, 8, 1, List.of()));
        Headline headline =
                Headline.of(errors.scores(), errors.evidence("base"), summary().withAudit(failed));
        assertEquals(1, headline.alerts().size());
        assertTrue(
                headline.alerts().get(0).startsWith("Leakage audit: model FAILED: what came after the cutoff moved"),
                headline.alerts().get(0));
        assertTrue(
                headline.sentence().endsWith("(1.500 against 2.000), but model failed the leakage audit."),
                headline.sentence());
    }

    @Test
    void aPassedAuditIsTheLastNote() {
        Errors errors = new Errors().add("model", 3).add("base", 4);
        Optional<Evidence> evidence = errors.evidence("base");
        AuditResult passed = audit(new AuditResult.Label("model", AuditResult.Verdict.PASSED, 8, 1, List.of()));
        Headline headline = Headline.of(errors.scores(), evidence, summary().withAudit(passed));
        assertEquals(List.of(), headline.alerts());
        assertEquals(
                "The leakage audit passed: no change of the data after a cutoff moved a forecast.",
                headline.notes().get(headline.notes().size() - 1));
    }

    @Test
    void bestIsWhatTheMetricCallsBestWithAllThatTie() {
        Scores scores = new Errors(PointMetrics.mae(), PointMetrics.bias())
                .add("a", 3)
                .add("b", -3)
                .add("c", 5)
                .add("d", NAN)
                .scores();
        MetricTarget overall = new MetricTarget.Overall();
        assertEquals(Set.of("a", "b"), scores.best(overall, PointMetrics.mae()));
        // bias is best at 0, so -3 and 3 tie as well
        assertEquals(Set.of("a", "b"), scores.best(overall, PointMetrics.bias()));
        // one value alone is not the best of anything
        assertEquals(Set.of(), new Errors().add("a", 3).scores().best(overall, PointMetrics.mae()));
    }
}
