package io.almanac.forecasting.conformal;

import static io.almanac.forecasting.conformal.Fixtures.fit;
import static io.almanac.forecasting.conformal.Fixtures.forecast;
import static io.almanac.forecasting.conformal.Fixtures.refusal;
import static io.almanac.forecasting.conformal.Fixtures.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConformalSumTest {

    private static final ConformalConfig ZERO =
            ConformalConfig.around("parrot", Map.of("constant", "true")).withCutoffs(9, 1);

    private final double[] a = new Random(1).doubles(40).map(u -> u - 0.5).toArray();
    private final double[] b = new Random(2).doubles(40).map(u -> u - 0.5).toArray();
    private final SeriesSet data =
            SeriesSet.of(series("a", 1, a).schema(), List.of(series("a", 1, a), series("b", 1, b)));

    @Test
    void aTotalHasTheErrorsThatTotalsHad() {
        ConformalModel model = fit(ZERO, data);
        var total = (Forecast) model.forecastSum("total", List.of(data.get(0)), 3, 3);
        // The forecast is 0, so an error is the sum of three values. Nine cutoffs, level 80: rank 8.
        double[] scores = IntStream.range(0, 9)
                .mapToDouble(i -> Math.abs(a[37 - i] + a[38 - i] + a[39 - i]))
                .sorted()
                .toArray();
        assertEquals("total", total.id());
        assertEquals(data.get(0).axis().slice(40, 3).every(3), total.axis());
        assertEquals(scores[7], total.quantile(2, 0, 0), 1e-12);
        assertEquals(-scores[7], total.quantile(0, 0, 0), 1e-12);
        // Errors that partly cancel out: adding the quantiles of three steps would give more.
        Forecast steps = forecast(model, data.get(0));
        double added = steps.quantile(2, 0, 0) + steps.quantile(2, 0, 1) + steps.quantile(2, 0, 2);
        assertTrue(total.quantile(2, 0, 0) < added, total.quantile(2, 0, 0) + " against " + added);
    }

    @Test
    void aSumOverSeriesHasTheErrorsThatSuchSumsHad() {
        var sum = (Forecast) fit(ZERO, data).forecastSum("a+b", data.asList(), 3, 1);
        assertEquals(TimeAxis.integers(40, 3), sum.axis());
        for (int step = 0; step < 3; step++) {
            int s = step;
            double[] scores = IntStream.range(0, 9)
                    .mapToDouble(i -> Math.abs(a[37 - i + s] + b[37 - i + s]))
                    .sorted()
                    .toArray();
            assertEquals(scores[7], sum.quantile(2, 0, step), 1e-12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneSeriesStepByStepIsItsOwnForecast(ConformalMethod method) {
        ConformalModel model = fit(ZERO.withMethod(method), data);
        if (method != ConformalMethod.QUANTILES) {
            assertEquals(
                    Fixtures.content(forecast(model, data.get(0))),
                    Fixtures.content(model.forecastSum("a", List.of(data.get(0)), 3, 1)));
        } else {
            ConformalModel symmetric = fit(ZERO, data);
            assertEquals(
                    Fixtures.content(forecast(symmetric, data.get(0))),
                    Fixtures.content(model.forecastSum("a", List.of(data.get(0)), 3, 1)));
        }
    }

    @Test
    void membersOfUnlikeLengthShareTheCutoffsThatAllHave() {
        ConformalModel model = fit(ZERO, SeriesSet.of(series("other", 1, new double[40])));
        TimeSeries late = data.get(1).last(10);
        var sum = (Forecast) model.forecastSum("s", List.of(data.get(0), late), 3, 1);
        // The late one has cutoffs after 7 down to 1 of its steps: seven scores, level 80 takes rank ceil(6.4) = 7.
        double largest = IntStream.range(0, 7)
                .mapToDouble(i -> Math.abs(a[37 - i] + b[37 - i]))
                .max()
                .getAsDouble();
        assertEquals(largest, sum.quantile(2, 0, 0), 1e-12);
    }

    @Test
    void whatCannotBeAddedIsRefused() {
        ConformalModel model = fit(ZERO, data);
        assertEquals(
                "its members a and b end at different times",
                refusal(model.forecastSum("s", List.of(data.get(0), data.get(1).asOf(39, 0)), 3, 1)));
        assertEquals(
                "the levels [80] need 4 scores at each step of the horizon, there are 2; more history, lower levels, a"
                        + " shorter horizon or calibration=pooled would help",
                refusal(model.forecastSum("s", List.of(data.get(0), data.get(1).last(5)), 3, 1)));
        message("steps must divide the 3 of the axis, was 2", () -> model.forecastSum("s", data.asList(), 3, 2));
        message("members must be at least one history, were none", () -> model.forecastSum("s", List.of(), 3, 1));
        message("horizon must be in [1, 3], was 6", () -> model.forecastSum("s", data.asList(), 6, 1));
    }

    @Test
    void aBoundHoldsForEachSummand() {
        double[] high = Arrays.stream(a).map(v -> v + 10).toArray();
        TimeSeries series = series("a", 1, high);
        ConformalModel model = fit(ZERO.withBounds(2, 20), SeriesSet.of(series));
        var total = (Forecast) model.forecastSum("total", List.of(series), 3, 3);
        assertEquals(6, total.point(0, 0), "three points of 0, each raised to 2");
        assertEquals(6, total.quantile(0, 0, 0));
    }

    private static void message(String message, org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
