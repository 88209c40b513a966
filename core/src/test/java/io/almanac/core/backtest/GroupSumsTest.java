package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupSumsTest {

    private static final Schema DAILY = Schema.univariate(Frequency.parse("D"));
    private static final Map<String, String> GROUPS = Map.of("a", "ab", "b", "ab", "c", "c alone");

    private final List<Trial> sums = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final BacktestSink sink = new BacktestSink() {
        @Override
        public void scored(Trial trial) {
            sums.add(trial);
        }

        @Override
        public void refused(String label, int fold, Refusal refusal) {
            refusals.add(label + " " + refusal.id() + " " + fold + ": " + refusal.reason());
        }
    };

    @Test
    void pointsActualValuesAndHistoriesAreAdded() {
        TimeSeries a = daily("a", 0, 1, 2, 3, 4, 5);
        TimeSeries b = daily("b", 2, 30, 40, 50); // begins two days later
        var groups = new GroupSums(GROUPS, Map.of("a", a, "b", b), List.of(), sink);

        groups.scored(trial(0, a, 4, 100));
        groups.scored(trial(0, b, 2, 1000));

        assertEquals(0, groups.finish());
        assertEquals(1, sums.size());
        Trial sum = sums.get(0);
        assertEquals("ab", sum.history().id());
        assertEquals(5 + 50, sum.actual(0, 0));
        assertEquals(1100, sum.scored("x").orElseThrow().forecast().point(0, 0));
        assertEquals(List.of(), sum.scored("x").orElseThrow().forecast().quantiles());
        // The sum is known where both series are: 3 + 30 and 4 + 40.
        assertEquals(2, sum.history().length());
        assertEquals(33, sum.history().value(0, 0));
        assertEquals(44, sum.history().value(0, 1));
        assertEquals(11, sum.scale(0, 1, 1));
    }

    @Test
    void theOrderOfTrialsMakesNoDifference() {
        var random = new Random(5);
        List<TimeSeries> series = List.of(
                daily("a", 0, random.doubles(20).toArray()),
                daily("b", 0, random.doubles(20).toArray()));
        List<Trial> trials = new ArrayList<>();
        for (TimeSeries one : series) {
            for (int fold = 0; fold < 10; fold++) {
                trials.add(trial(fold, one, 10 + fold, random.nextDouble()));
            }
        }
        List<Double> first = run(trials);
        Collections.shuffle(trials, random);

        assertEquals(first, run(trials));
        assertEquals(10 * 4, first.size());
    }

    /** Points, actual values and the bounds of 80 %. */
    private List<Double> run(List<Trial> trials) {
        sums.clear();
        var groups = new GroupSums(GROUPS, Map.of(), List.of(80), sink);
        trials.forEach(groups::scored);
        groups.finish();
        List<Double> numbers = new ArrayList<>();
        for (Trial sum : sums) {
            Forecast forecast = sum.scored("x").orElseThrow().forecast();
            numbers.add(sum.actual(0, 0));
            numbers.add(forecast.point(0, 0));
            numbers.add(forecast.quantiles().isEmpty() ? Double.NaN : forecast.quantile(0, 0, 0));
            numbers.add(forecast.quantiles().isEmpty() ? Double.NaN : forecast.quantile(1, 0, 0));
        }
        return numbers;
    }

    @Test
    void intervalsComeFromTheErrorsOfTheSumAtEarlierCutoffs() {
        // Points are 0, so errors are the sums of both series: 2, 4, 6, 8, 10 from the first fold on.
        TimeSeries a = daily("a", 0, 0, 1, 2, 3, 4, 5);
        TimeSeries b = daily("b", 0, 0, 1, 2, 3, 4, 5);
        var groups = new GroupSums(GROUPS, Map.of(), List.of(80, 95), sink);
        for (int fold = 0; fold < 5; fold++) {
            groups.scored(trial(fold, a, 1 + fold, 0));
            groups.scored(trial(fold, b, 1 + fold, 0));
        }
        groups.finish();

        for (int fold = 0; fold < 4; fold++) {
            assertEquals(List.of(), forecast(fold).quantiles(), "80 % needs 4 earlier scores, 95 % needs 19");
        }
        // Four scores 2, 4, 6, 8: rank ceil(5 * 0.8) = 4, so 8 to both sides.
        assertEquals(List.of(0.1, 0.9), forecast(4).quantiles());
        assertEquals(-8, forecast(4).quantile(0, 0, 0));
        assertEquals(8, forecast(4).quantile(1, 0, 0));
    }

    @Test
    void anErrorThatIsNotOverAtTheCutoffIsNoScore() {
        double[] values = new double[20];
        Arrays.setAll(values, t -> t);
        TimeSeries a = daily("a", 0, values);
        var groups = new GroupSums(Map.of("a", "a"), Map.of(), List.of(80), sink);
        for (int fold = 0; fold < 6; fold++) {
            groups.scored(trial(fold, a, 4 + fold, 2, 0)); // two steps, one step apart
        }
        groups.finish();

        // At fold 5 the target of fold 4 ends a step after the cutoff, so folds 0 to 3 give the four scores that 80 %
        // needs.
        assertEquals(List.of(), forecast(4).quantiles());
        assertEquals(List.of(0.1, 0.9), forecast(5).quantiles());
        // Errors at the first step are the values 4, 5, 6, 7 there, at the second 5, 6, 7, 8.
        assertEquals(7, forecast(5).quantile(1, 0, 0));
        assertEquals(8, forecast(5).quantile(1, 0, 1));
    }

    private Forecast forecast(int index) {
        return sums.get(index).scored("x").orElseThrow().forecast();
    }

    @Test
    void aLabelThatLacksOneSeriesHasNoSum() {
        TimeSeries a = daily("a", 0, 1, 2, 3);
        TimeSeries b = daily("b", 0, 1, 2, 3);
        var groups = new GroupSums(GROUPS, Map.of(), List.of(), sink);
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put("x", forecast(b, 2, 1, 5));
        outcomes.put("y", new Refusal("b", b.axis().slice(2, 1), "no"));
        Map<String, Outcome> both = new LinkedHashMap<>();
        both.put("x", forecast(a, 2, 1, 5));
        both.put("y", forecast(a, 2, 1, 5));

        groups.scored(Trial.of(0, a, a.asOf(2, 0), 0, both, Map.of()));
        groups.scored(Trial.of(0, b, b.asOf(2, 0), 0, outcomes, Map.of()));
        groups.finish();

        assertEquals(List.of("y ab 0: it has no forecast of 1 of 2 series"), refusals);
        assertTrue(sums.get(0).scored("x").isPresent());
        assertFalse(sums.get(0).scored("y").isPresent());
    }

    @Test
    void sumsWithoutAllSeriesOrOfOtherStepsAreCountedAndLeftOut() {
        TimeSeries a = daily("a", 0, 1, 2, 3, 4, 5);
        TimeSeries b = daily("b", 0, 1, 2, 3, 4, 5);
        var groups = new GroupSums(GROUPS, Map.of(), List.of(), sink);

        groups.scored(trial(0, a, 2, 0)); // b is missing
        groups.scored(trial(1, a, 3, 1, 0));
        groups.scored(trial(1, b, 3, 2, 0)); // has a step more
        groups.scored(trial(1, daily("d", 0, 1, 2, 3, 4), 3, 0)); // of no group

        assertEquals(2, groups.finish());
        assertEquals(List.of(), sums);
        assertEquals(2, groups.size());
    }

    private static Trial trial(int fold, TimeSeries series, int cutoff, double point) {
        return trial(fold, series, cutoff, 1, point);
    }

    private static Trial trial(int fold, TimeSeries series, int cutoff, int horizon, double point) {
        Forecast forecast = forecast(series, cutoff, horizon, point);
        return Trial.of(fold, series, series.asOf(cutoff, 0), 0, Map.of("x", forecast), Map.of());
    }

    private static Forecast forecast(TimeSeries series, int cutoff, int horizon, double point) {
        double[] points = new double[horizon];
        Arrays.fill(points, point);
        double[][][] bounds = {{points.clone()}, {points.clone()}};
        return Forecast.wrap(
                series.id(),
                series.axis().slice(cutoff, horizon),
                PointKind.MEAN,
                new double[][] {points},
                List.of(0.1, 0.9),
                bounds);
    }

    private static TimeSeries daily(String id, int day, double... values) {
        TimeAxis axis = TimeAxis.of(
                Frequency.parse("D"), LocalDateTime.of(2020, 1, 1, 0, 0).plusDays(day), values.length);
        return TimeSeries.of(id, DAILY, axis, new double[][] {values});
    }
}
