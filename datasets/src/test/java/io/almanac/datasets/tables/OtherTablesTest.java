package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.Trial;
import io.almanac.core.evaluation.ForecastEvaluator;
import io.almanac.core.evaluation.PointMetrics;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherTablesTest {

    private static final Schema DAILY = Schema.univariate(Frequency.parse("D"));

    @Test
    void aForecastTableHasNoActualValues(@TempDir Path folder) throws IOException {
        TimeSeries series = ForecastTableWriterTest.daily("a", 1, 2);
        Forecast forecast = forecast(series, List.of(0.1, 0.9), 3.5, 4.5);
        Refusal refusal = new Refusal("b", series.axis(), "too short");
        String expected = """
                unique_id,ds,naive,naive-lo-80,naive-hi-80
                a,2024-01-03,3.5,2.5,4.5
                a,2024-01-04,4.5,3.5,5.5
                """;
        List<Outcome> outcomes = List.of(refusal, forecast);
        assertEquals(expected, ForecastTable.text("naive", outcomes, DAILY));
        Path file = folder.resolve("new/forecast.csv");
        ForecastTable.write(file, "naive", outcomes, DAILY);
        assertEquals(expected, Files.readString(file));
        assertEquals("unique_id,ds,naive\n", ForecastTable.text("naive", List.of(refusal), DAILY));
    }

    @Test
    void severalChannelsHaveAColumn() {
        var schema = new Schema(Frequency.of(Frequency.Unit.STEP), List.of(1), List.of("a", "b"), List.of());
        var axis = io.almanac.core.series.TimeAxis.integers(5, 1);
        Forecast forecast =
                Forecast.wrap("s", axis, PointKind.MEAN, new double[][] {{1}, {2}}, List.of(), new double[0][][]);
        assertEquals(
                "unique_id,channel,ds,m\ns,a,5,1.0\ns,b,5,2.0\n", ForecastTable.text("m", List.of(forecast), schema));
    }

    @Test
    void forecastsOfOneTableHaveTheSameQuantiles() {
        TimeSeries series = ForecastTableWriterTest.daily("a", 1, 2);
        List<Outcome> outcomes =
                List.of(forecast(series, List.of(0.1, 0.9), 1), forecast(series, List.of(0.2, 0.8), 1));
        var error = assertThrows(IllegalArgumentException.class, () -> ForecastTable.text("x", outcomes, DAILY));
        assertEquals("the forecasts of x have the quantiles [0.1, 0.9], that of a has [0.2, 0.8]", error.getMessage());
    }

    @Test
    void metricsHaveARowForEachTarget(@TempDir Path folder) throws IOException {
        TimeSeries series = ForecastTableWriterTest.daily("a, b", 1, 2, 4, Double.NaN);
        var evaluator = ForecastEvaluator.of(List.of(PointMetrics.mae()));
        Forecast forecast = forecast(series.asOf(2, 0), List.of(), 4.5, 9);
        evaluator.scored(Trial.of(0, series, series.asOf(2, 0), 0, Map.of("naive", forecast), Map.of()));
        Path file = folder.resolve("metrics.csv");
        MetricsTable.write(file, evaluator.evaluation());
        List<String> lines = Files.readAllLines(file);
        assertEquals("label,metric,target,key,value,points", lines.get(0));
        // |4.5 - 4| at the first step; the second is not known.
        assertTrue(lines.contains("naive,MAE,overall,,0.5,1"), lines::toString);
        assertTrue(lines.contains("naive,MAE,series,\"a, b\",0.5,1"), lines::toString);
        assertTrue(lines.contains("naive,MAE,step,1,0.5,1"), lines::toString);
        assertTrue(lines.contains("naive,MAE,step,2,,0"), lines::toString);
    }

    /** Points after a series; a quantile below the median is 1 lower, one above 1 higher. */
    private static Forecast forecast(TimeSeries series, List<Double> quantiles, double... points) {
        double[][][] bounds = new double[quantiles.size()][1][points.length];
        for (int q = 0; q < bounds.length; q++) {
            for (int step = 0; step < points.length; step++) {
                bounds[q][0][step] = points[step] + (quantiles.get(q) < 0.5 ? -1 : 1);
            }
        }
        return Forecast.wrap(
                series.id(),
                series.axis().slice(series.length(), points.length),
                PointKind.MEAN,
                new double[][] {points},
                quantiles,
                bounds);
    }
}
