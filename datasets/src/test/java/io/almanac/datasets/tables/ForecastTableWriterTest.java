package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTableWriterTest {

    private static final Schema DAILY = Schema.univariate(Frequency.parse("D"));
    private static final int CUTOFF = 3; // steps before the first fold

    @TempDir
    Path folder;

    @Test
    void labelsStandSideBySideInTheOrderOfFoldsAndSeries() throws IOException {
        TimeSeries a = daily("a", 1, 2, 3, 4, Double.NaN);
        TimeSeries b = daily("b,c", 10, 20, 30, 40, 50);
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            for (int fold = 0; fold < 2; fold++) {
                for (TimeSeries series : List.of(a, b)) {
                    table.scored(trial(
                            fold,
                            series,
                            forecasts(
                                    "x", forecast(series, fold, 1, List.of()),
                                    "y", forecast(series, fold, 1, List.of(0.1, 0.5, 0.7, 0.9)))));
                }
            }
            table.finish();
        }
        // A forecast is the last value known plus the step (from 1) over 4; its quantile p is p above that.
        assertEquals("""
                unique_id,ds,cutoff,y,x,y,y-lo-80,y-hi-80,y-q-0.7
                a,2024-01-04,2024-01-03,4.0,3.25,3.25,3.35,4.15,3.95
                "b,c",2024-01-04,2024-01-03,40.0,30.25,30.25,30.35,31.15,30.95
                a,2024-01-05,2024-01-04,,4.25,4.25,4.35,5.15,4.95
                "b,c",2024-01-05,2024-01-04,50.0,40.25,40.25,40.35,41.15,40.95
                """, Files.readString(file()));
        assertNothingElse();
    }

    @Test
    void refusedSeriesHaveEmptyCellsAndNoRowsWhereAllRefuse() throws IOException {
        TimeSeries a = daily("a", 1, 2, 3, 4);
        TimeSeries b = daily("b", 1, 2, 3, 4);
        TimeSeries c = daily("c", 1, 2, 3, 4);
        Map<String, List<Double>> quantiles = new LinkedHashMap<>();
        quantiles.put("x", List.of(0.1, 0.9));
        quantiles.put("y", List.of());
        quantiles.put("z", List.of());
        Forecast ofC = forecast(c, 0, 1, List.of(0.1, 0.9));
        Forecast standIn = forecast(a, 0, 1, List.of());
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            table.scored(Trial.of(
                    0,
                    a,
                    a.asOf(CUTOFF, 0),
                    0,
                    quantiles,
                    Map.of("x", refusal(a), "y", refusal(a), "z", refusal(a)),
                    Map.of("x", standIn, "y", standIn, "z", standIn)));
            table.scored(Trial.of(
                    0,
                    b,
                    b.asOf(CUTOFF, 0),
                    0,
                    quantiles,
                    Map.of("x", refusal(b), "y", forecast(b, 0, 1, List.of()), "z", refusal(b)),
                    Map.of("x", forecast(b, 0, 1, List.of(0.1, 0.9)))));
            table.scored(Trial.of(
                    0,
                    c,
                    c.asOf(CUTOFF, 0),
                    0,
                    quantiles,
                    Map.of("x", ofC, "y", refusal(c), "z", refusal(c)),
                    Map.of()));
            table.finish();
        }
        assertEquals("""
                unique_id,ds,cutoff,y,x,x-lo-80,x-hi-80,y,z
                b,2024-01-04,2024-01-03,4.0,,,,3.25,
                c,2024-01-04,2024-01-03,4.0,3.25,3.35,4.15,,
                """, Files.readString(file()));
    }

    @Test
    void severalChannelsHaveAColumnAndTimesInAZoneTheirOffset() throws IOException {
        var schema = new Schema(Frequency.parse("h"), List.of(24), List.of("load", "heat"), List.of());
        // Clocks in Europe/Berlin went from 02:00 to 03:00 on 2024-03-31.
        TimeAxis axis = TimeAxis.of(
                schema.frequency(), LocalDateTime.parse("2024-03-30T23:00").atZone(ZoneId.of("Europe/Berlin")), 5);
        TimeSeries series = TimeSeries.of("s", schema, axis, new double[][] {{1, 2, 3, 4, 5}, {10, 20, 30, 40, 50}});
        try (var table = new ForecastTableWriter(file(), schema)) {
            table.scored(trial(0, series, Map.of("x", forecast(series, 0, 2, List.of()))));
            table.finish();
        }
        assertEquals("""
                unique_id,channel,ds,cutoff,y,x
                s,load,2024-03-31T03:00:00+02:00,2024-03-31T01:00:00+01:00,4.0,3.25
                s,load,2024-03-31T04:00:00+02:00,2024-03-31T01:00:00+01:00,5.0,3.5
                s,heat,2024-03-31T03:00:00+02:00,2024-03-31T01:00:00+01:00,40.0,30.25
                s,heat,2024-03-31T04:00:00+02:00,2024-03-31T01:00:00+01:00,50.0,30.5
                """, Files.readString(file()));
    }

    @Test
    void numbersReadBackAsTheSameDoubles() throws IOException {
        double[] values = {0.1, 1.0 / 3, 1e-300, -1e300, Math.PI, Double.MIN_VALUE, 123456789};
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            TimeSeries series = daily("a", values);
            table.scored(trial(0, series, Map.of("x", forecast(series, 0, 4, List.of()))));
            table.finish();
        }
        List<String> lines = Files.readAllLines(file());
        for (int step = 0; step < 4; step++) {
            assertEquals(
                    values[CUTOFF + step],
                    Double.parseDouble(List.of(lines.get(step + 1).split(",")).get(3)));
        }
    }

    @Test
    void aTableWithoutForecastsHasAHeader() throws IOException {
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            table.finish();
        }
        assertEquals("unique_id,ds,cutoff,y\n", Files.readString(file()));
        assertNothingElse();
    }

    @Test
    void anUnfinishedTableLeavesTheFileAsItWas() throws IOException {
        Files.writeString(file(), "earlier");
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            TimeSeries series = daily("a", 1, 2, 3, 4);
            table.scored(trial(0, series, Map.of("x", forecast(series, 0, 1, List.of()))));
        }
        assertEquals("earlier", Files.readString(file()));
        assertNothingElse();
    }

    @Test
    void whatAKilledRunLeftIsReplaced() throws IOException {
        Files.writeString(folder.resolve(".forecasts.csv.unfinished"), "cut o");
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            TimeSeries series = daily("a", 1, 2, 3, 4);
            table.scored(trial(0, series, Map.of("x", forecast(series, 0, 1, List.of()))));
            table.finish();
        }
        assertEquals(2, Files.readAllLines(file()).size());
        assertNothingElse();
    }

    @Test
    void quantilesThatChangeAreRefused() throws IOException {
        TimeSeries a = daily("a", 1, 2, 3, 4, 5);
        try (var table = new ForecastTableWriter(file(), DAILY)) {
            table.scored(trial(0, a, Map.of("x", forecast(a, 0, 1, List.of(0.5)))));
            Trial other = trial(1, a, Map.of("x", forecast(a, 1, 1, List.of(0.9))));
            var error = assertThrows(IllegalArgumentException.class, () -> table.scored(other));
            assertEquals("the forecasts of x have the quantiles [0.5], that of a has [0.9]", error.getMessage());
        }
    }

    private Path file() {
        return folder.resolve("forecasts.csv");
    }

    private void assertNothingElse() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file()), files.toList());
        }
    }

    static TimeSeries daily(String id, double... values) {
        TimeAxis axis = TimeAxis.of(DAILY.frequency(), LocalDateTime.parse("2024-01-01T00:00"), values.length);
        return TimeSeries.of(id, DAILY, axis, new double[][] {values});
    }

    private static Refusal refusal(TimeSeries series) {
        return new Refusal(series.id(), series.axis().slice(CUTOFF, 1), "too short");
    }

    /** A forecast of the last value known plus the step (from 1) over 4; the quantile p is p above that. */
    private static Forecast forecast(TimeSeries series, int fold, int horizon, List<Double> quantiles) {
        TimeSeries history = series.asOf(CUTOFF + fold, 0);
        int channels = series.schema().channels().size();
        double[][] points = new double[channels][horizon];
        double[][][] bounds = new double[quantiles.size()][channels][horizon];
        for (int channel = 0; channel < channels; channel++) {
            for (int step = 0; step < horizon; step++) {
                points[channel][step] = history.value(channel, history.length() - 1) + (step + 1) / 4.0;
                for (int q = 0; q < quantiles.size(); q++) {
                    bounds[q][channel][step] = points[channel][step] + quantiles.get(q);
                }
            }
        }
        TimeAxis axis = series.axis().slice(history.length(), horizon);
        return Forecast.wrap(series.id(), axis, PointKind.MEDIAN, points, quantiles, bounds);
    }

    private static Trial trial(int fold, TimeSeries series, Map<String, Forecast> forecasts) {
        return Trial.of(fold, series, series.asOf(CUTOFF + fold, 0), 0, forecasts, Map.of());
    }

    private static Map<String, Forecast> forecasts(String first, Forecast one, String second, Forecast other) {
        Map<String, Forecast> forecasts = new LinkedHashMap<>();
        forecasts.put(first, one);
        forecasts.put(second, other);
        return forecasts;
    }

    @Test
    void theMedianHasNoColumnOfItsOwn() {
        assertEquals(List.of("x"), new LabelColumns("x", List.of(0.5)).names());
        assertEquals(
                List.of("x", "x-lo-80", "x-hi-80", "x-lo-95", "x-hi-95", "x-q-0.3"),
                new LabelColumns("x", List.of(0.025, 0.1, 0.3, 0.5, 0.9, 0.975)).names());
    }
}
