package io.almanac.core.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final TimeSeries series = BacktestTest.times("s", 0, 9);
    private final TimeSeries history = series.asOf(6, 0);
    private final TimeAxis axis = series.axis().slice(7, 2);

    @Test
    void aLabelHasItsOwnForecastOrTheOneThatStandsInOrNone() {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put("own", forecast("s", axis, 7.5, 8));
        outcomes.put("refused", new Refusal("s", axis, "no"));
        outcomes.put("none", new Refusal("s", axis, "no"));
        Trial trial = Trial.of(2, series, history, 1, outcomes, Map.of("refused", forecast("s", axis, 0, 0)));
        assertEquals(List.of("own", "refused", "none"), trial.labels());
        assertEquals(0.5, trial.scored("own").orElseThrow().error(0, 0));
        assertEquals(-8, trial.scored("refused").orElseThrow().error(0, 1));
        assertEquals(Optional.empty(), trial.scored("none"));
        assertTrue(trial.standsIn("refused"));
        assertFalse(trial.standsIn("own") || trial.standsIn("none"));
        assertEquals(7, trial.actual(0, 0), "after a gap of one step");
        assertEquals(List.of(0.5), trial.quantiles("own"));
        assertEquals(List.of(), trial.quantiles("none"));
    }

    @Test
    void theScaleIsTheMeanSeasonalDifferenceOfTheHistory() {
        // 0 1 4 9 16 25: differences at season 2 are 4, 8, 12, 16.
        double[] squares = {0, 1, 4, 9, 16, 25, 36, 49, 64, 81};
        TimeSeries growing = TimeSeries.wrap("s", series.schema(), series.axis(), new double[][] {squares});
        Trial trial = Trial.of(0, growing, growing.asOf(6, 0), 1, Map.of("x", forecast("s", axis, 0, 0)), Map.of());
        assertEquals(10, trial.scale(0, 2, 1));
        assertEquals((16 + 64 + 144 + 256) / 4.0, trial.scale(0, 2, 2));
        assertEquals(Double.NaN, trial.scale(0, 6, 1));
        assertEquals(
                "season must be at least 1 and power 1 or 2, were 0, 1",
                assertThrows(IllegalArgumentException.class, () -> trial.scale(0, 0, 1))
                        .getMessage());
    }

    @Test
    void withoutAHistoryThereIsNoScale() {
        Trial trial = Trial.of(
                0,
                series,
                series.asOf(0, 0),
                0,
                Map.of("x", forecast("s", series.axis().slice(0, 2), 0, 0)),
                Map.of());
        assertEquals(Double.NaN, trial.scale(0, 1, 1));
        assertEquals(1, trial.actual(0, 1));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refused(
                "forecast of t, 2 steps of step from 7 to 8 does not continue series s, 6 steps of step from 0 to 5"
                        + " after a gap of 1 within series s, 10 steps of step from 0 to 9",
                Map.of("x", forecast("t", axis, 0, 0)));
        refused(
                "forecast of s, 2 steps of step from 8 to 9 does not continue series s, 6 steps of step from 0 to 5"
                        + " after a gap of 1 within series s, 10 steps of step from 0 to 9",
                Map.of("x", forecast("s", series.axis().slice(8, 2), 0, 0)));
        refused(
                "no label has a forecast of series s, 10 steps of step from 0 to 9",
                Map.of("x", new Refusal("s", axis, "no")));
        Trial trial = Trial.of(0, series, history, 1, Map.of("x", forecast("s", axis, 0, 0)), Map.of());
        assertThrows(IndexOutOfBoundsException.class, () -> trial.actual(0, 2));
        assertEquals(
                "no label y; there are [x]",
                assertThrows(IllegalArgumentException.class, () -> trial.quantiles("y"))
                        .getMessage());
    }

    private void refused(String message, Map<String, Outcome> outcomes) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Trial.of(0, series, history, 1, outcomes, Map.of()))
                        .getMessage());
    }

    private static Forecast forecast(String id, TimeAxis axis, double... points) {
        return Forecast.wrap(
                id, axis, PointKind.MEAN, new double[][] {points}, List.of(0.5), new double[][][] {{points.clone()}});
    }
}
