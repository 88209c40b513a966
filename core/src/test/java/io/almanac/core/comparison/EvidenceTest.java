package io.almanac.core.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.evaluation.ScaledMetrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two channels of several series, a horizon of two steps; errors are what is asked for, whatever the values. */
class EvidenceTest {

    private static final Schema SCHEMA = new Schema(Frequency.parse("step"), List.of(1), List.of("u", "v"), List.of());
    private static final int HORIZON = 2;

    private final ForecastEvaluator evaluator =
            ForecastEvaluator.of(List.of(ScaledMetrics.mase(1), PointMetrics.mae()));
    private final SeriesLosses losses = SeriesLosses.of(ScaledMetrics.mase(1), HORIZON, HORIZON, 12);
    private final BacktestSink sink = BacktestSink.of(evaluator, losses);

    /** The error of a label at a series, fold, channel and step; NaN where it has no forecast. */
    private interface Errors {
        double of(String label, int series, int fold, int channel, int step);
    }

    @Test
    void theLossOfAFoldIsTheMeanOverSeriesAndChannelsAfterScaling() {
        Random random = new Random(3);
        double[][][][][] errors = new double[3][3][4][2][2];
        run(
                3,
                4,
                (label, series, fold, channel, step) ->
                        errors["abc".indexOf(label)][series][fold][channel][step] = random.nextInt(1, 9));
        FoldLosses byFold = FoldLosses.of(evaluator.evaluation(), ScaledMetrics.mase(1), HORIZON, HORIZON);
        for (int fold = 0; fold < 4; fold++) {
            double sum = 0;
            for (int series = 0; series < 3; series++) {
                for (int channel = 0; channel < 2; channel++) {
                    // History of channel c is 0, c + 1, 0, c + 1, …: the mean absolute difference is c + 1.
                    double[] e = errors[0][series][fold][channel];
                    sum += (e[0] + e[1]) / 2 / (channel + 1);
                }
            }
            assertEquals(sum / 6, byFold.loss("a", fold), 1e-12);
            double ofFirst = ofFirstSeries().loss("b", fold);
            double[][] e = errors[1][0][fold];
            assertEquals((e[0][0] + e[0][1]) / 4 + (e[1][0] + e[1][1]) / 8, ofFirst, 1e-12);
        }
    }

    @Test
    void foldsDecideWhereThereAreEnough() {
        Random random = new Random(4);
        run(1, 12, (label, series, fold, channel, step) -> (label.equals("a") ? 1 : 2) + random.nextDouble());
        Evidence evidence = evidence("b").orElseThrow();
        assertEquals("MASE (season 1)", evidence.metric().name());
        assertEquals(List.of("a"), evidence.labels());
        assertEquals(Verdict.SHOWN, evidence.verdict("a"));
        assertTrue(
                evidence.sentence("a")
                        .startsWith("a is shown to be better than b (Diebold-Mariano, 12 folds, one-sided p < 0.001"),
                evidence.sentence("a"));
        assertEquals(List.of(), evidence.acrossSeries(), "one series is no sample of series");
        assertEquals(Verdict.NOT_SHOWN, evidence("a").orElseThrow().verdict("b"));
    }

    @Test
    void eachStepHasItsOwnPValueAndNoVerdictRestsOnIt() {
        // At the first step a is far better, at the second the two differ by chance alone.
        Random random = new Random(6);
        run(
                1,
                12,
                (label, series, fold, channel, step) -> (step == 0 && label.equals("b") ? 5 : 1) + random.nextDouble());
        List<Double> p =
                Objects.requireNonNull(evidence("b").orElseThrow().pByStep().get("a"));
        assertEquals(2, p.size());
        assertTrue(p.get(0) < 0.001 && p.get(1) > 0.05, p::toString);
    }

    @Test
    void theLossOfAStepIsTheMeanOverSeriesAndChannels() {
        run(3, 2, (label, series, fold, channel, step) -> 1 + series + 10 * step + 100 * fold);
        // Scales are 1 and 2: the mean over channels of e / scale is 3/4 e; over series e is 2 + 10 step + 100 fold.
        FoldLosses second = losses.bySteps().get(1);
        assertEquals(0.75 * 12, second.loss("a", 0), 1e-12);
        assertEquals(0.75 * 112, second.loss("b", 1), 1e-12);
        assertEquals(2, second.horizon());
        assertEquals(1, losses.bySteps().get(0).horizon());
    }

    @Test
    void seriesDecideWhereFoldsAreTooFew() {
        Random random = new Random(5);
        run(8, 1, (label, series, fold, channel, step) -> (label.equals("a") ? 1 : 2) + random.nextDouble());
        Evidence evidence = evidence("b").orElseThrow();
        assertEquals(Verdict.NOT_TESTABLE, evidence.byFold().claim("a").verdict());
        assertEquals(Verdict.SHOWN, evidence.verdict("a"));
        // All eight differences are negative: the one-sided p is 1 / 2^8.
        assertEquals(1 / 256.0, evidence.acrossSeries().get(0).p(), 1e-12);
        assertTrue(evidence.sentence("a").contains("treats 8 series as independent"), evidence.sentence("a"));
    }

    @Test
    void withFewFoldsAndFewSeriesNothingIsShown() {
        run(2, 3, (label, series, fold, channel, step) -> label.equals("a") ? 1 : 2);
        Evidence evidence = evidence("b").orElseThrow();
        assertEquals(Verdict.NOT_TESTABLE, evidence.verdict("a"));
        assertTrue(evidence.sentence("a").contains("not testable"), evidence.sentence("a"));
    }

    @Test
    void stepsThatOneLabelLacksCountForNone() {
        run(1, 2, (label, series, fold, channel, step) -> label.equals("b") && fold == 1 ? Double.NaN : 1);
        FoldLosses ofSeries = ofFirstSeries();
        assertEquals(Double.NaN, ofSeries.loss("a", 1));
        assertEquals(1, ofSeries.completeFolds());
        FoldLosses byFold = FoldLosses.of(evaluator.evaluation(), ScaledMetrics.mase(1), HORIZON, HORIZON);
        assertEquals(1, byFold.completeFolds());
    }

    @Test
    void aLabelWithoutAnyValueTakesNoFoldFromTheOthers() {
        run(1, 12, (label, series, fold, channel, step) -> label.equals("c") ? Double.NaN : label.equals("a") ? 1 : 2);
        Evidence evidence = evidence("b").orElseThrow();
        assertEquals(List.of("a"), evidence.labels());
        assertEquals(12, evidence.byFold().claim("a").allFolds());
        assertEquals(Optional.empty(), evidence("c"), "nothing can be compared with a label without a value");
        assertEquals(Optional.empty(), evidence("none"));
    }

    @Test
    void seriesThatAreCompleteAreKeptAndTheirNamesForgotten() {
        Errors errors = (label, series, fold, channel, step) -> label.equals("a") ? 1 : 2;
        for (int number = 0; number < 3; number++) {
            for (int fold = 0; fold < 12; fold++) {
                trial(number, fold, errors).ifPresent(sink::scored);
            }
            losses.complete();
        }
        List<FoldLosses> one = losses.bySeries();
        assertEquals(3, one.size());
        assertArrayEquals(one.get(0).complete("b"), one.get(2).complete("b"));
        trial(0, 0, errors).ifPresent(sink::scored);
        assertEquals(1, losses.bySeries().get(3).completeFolds(), "a name that comes again is another series");
        assertThrows(IndexOutOfBoundsException.class, () -> losses.bySeries().get(4));
    }

    private FoldLosses ofFirstSeries() {
        return losses.bySeries().get(0);
    }

    private Optional<Evidence> evidence(String baseline) {
        ForecastEvaluation evaluation = evaluator.evaluation();
        return Evidence.of(
                evaluation,
                baseline,
                HORIZON,
                HORIZON,
                List.of(losses),
                false,
                ComparisonOptions.defaults().withReplications(200));
    }

    private void run(int series, int folds, Errors errors) {
        for (int fold = 0; fold < folds; fold++) {
            for (int number = 0; number < series; number++) {
                trial(number, fold, errors).ifPresent(sink::scored);
            }
        }
    }

    private Optional<Trial> trial(int number, int fold, Errors errors) {
        int cutoff = 10 + HORIZON * fold;
        double[][] values = new double[2][40];
        for (int channel = 0; channel < 2; channel++) {
            for (int t = 0; t < 40; t++) {
                values[channel][t] = t % 2 * (channel + 1);
            }
        }
        TimeSeries whole = TimeSeries.wrap("s" + number, SCHEMA, TimeAxis.integers(0, 40), values);
        TimeAxis axis = whole.axis().slice(cutoff, HORIZON);
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (String label : List.of("a", "b", "c")) {
            double[][] points = new double[2][HORIZON];
            IntStream.range(0, 2)
                    .forEach(channel -> IntStream.range(0, HORIZON)
                            .forEach(step -> points[channel][step] =
                                    values[channel][cutoff + step] + errors.of(label, number, fold, channel, step)));
            boolean none = Double.isNaN(points[0][0]);
            if (label.equals("c") && !none) {
                continue; // two labels unless the third is there to have nothing
            }
            outcomes.put(
                    label,
                    none
                            ? new Refusal(whole.id(), axis, "none")
                            : Forecast.wrap(whole.id(), axis, PointKind.MEDIAN, points, List.of(), new double[0][][]));
        }
        return Optional.of(Trial.of(fold, whole, whole.asOf(cutoff, 0), 0, outcomes, Map.of()));
    }
}
