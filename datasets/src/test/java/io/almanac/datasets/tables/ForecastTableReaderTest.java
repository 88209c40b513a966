package io.almanac.datasets.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.backtest.BacktestSink;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTableReaderTest {

    private static final ForecastTableOptions DEFAULTS = ForecastTableOptions.defaults();
    private static final Schema DAILY = Schema.univariate(Frequency.parse("D"));

    @TempDir
    Path folder;

    @Test
    void labelsStandSideBySideWithWhatHappened() throws IOException {
        Handed handed = read(
                DEFAULTS,
                "unique_id,ds,cutoff,y,x,x-lo-80,x-hi-80,two words",
                "a,2020-01-03,2020-01-02,3,3.5,3,4,9",
                "a,2020-01-04,2020-01-02,,4.5,4,5,8",
                "b,2020-01-03,2020-01-02,1,1,0,2,7",
                "b,2020-01-04,2020-01-02,2,2,1,3,6");

        assertEquals(
                List.of(
                        "a fold 0: history 0 gap 0, 2020-01-03 y 3.0 x 3.5 [3.0, 3.5, 4.0] two words 9.0,"
                                + " 2020-01-04 y NaN x 4.5 [4.0, 4.5, 5.0] two words 8.0",
                        "b fold 0: history 0 gap 0, 2020-01-03 y 1.0 x 1.0 [0.0, 1.0, 2.0] two words 7.0,"
                                + " 2020-01-04 y 2.0 x 2.0 [1.0, 2.0, 3.0] two words 6.0"),
                handed.trials);
        assertEquals(List.of(), handed.refusals);
    }

    @Test
    void historyEndsAtTheCutoffAlsoOfAWholeSeries() throws IOException {
        SeriesSet history = SeriesSet.of(DAILY, List.of(daily("a", 1, 2, 3, 4, 5), daily("b", 1, 2)));
        String[] table = {
            "unique_id,ds,cutoff,y,x",
            "a,2020-01-04,2020-01-02,4,0", // one step between
            "b,2020-01-04,2020-01-03,4,0", // the history ends before the cutoff
            "c,2020-01-04,2020-01-03,4,0"
        };

        Handed handed = new Handed();
        ForecastTableSummary summary =
                open(DEFAULTS.withHistory(history), table).read(handed);

        assertEquals(
                List.of(
                        "a fold 0: history 2 gap 1, 2020-01-04 y 4.0 x 0.0",
                        "b fold 0: history 3 gap 0, 2020-01-04 y 4.0 x 0.0",
                        "c fold 0: history 0 gap 0, 2020-01-04 y 4.0 x 0.0"),
                handed.trials);
        assertEquals(
                List.of(
                        "1 forecasts are of series that the history does not have",
                        "1 forecasts begin later than their history ends: missing values stand between"),
                summary.notes());
    }

    @Test
    void withoutCutoffsAForecastIsMadeAtTheEndOfTheHistory() throws IOException {
        String[] table = {"unique_id,ds,x", "a,2020-01-04,7", "a,2020-01-05,8"};

        SeriesSet train = SeriesSet.of(daily("a", 1, 2));
        SeriesSet whole = SeriesSet.of(daily("a", 1, 2, 3, 4, 5));

        assertEquals(
                List.of("a fold 0: history 2 gap 1, 2020-01-04 y NaN x 7.0, 2020-01-05 y NaN x 8.0"),
                read(DEFAULTS.withHistory(train), table).trials);
        assertEquals(
                List.of("a fold 0: history 3 gap 0, 2020-01-04 y 4.0 x 7.0, 2020-01-05 y 5.0 x 8.0"),
                read(DEFAULTS.withHistory(whole), table).trials);
        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2020-01-04 y 4.0 x 7.0, 2020-01-05 y 5.0 x 8.0"),
                read(DEFAULTS.withActual(whole), table).trials);
    }

    @Test
    void actualValuesOfAnotherTableReplaceThoseOfThisOne() throws IOException {
        SeriesSet actual = SeriesSet.of(daily("a", 1, 2, 3, 4));

        Handed handed = read(DEFAULTS.withActual(actual), "unique_id,ds,y,x", "a,2020-01-04,9,7", "a,2020-01-05,9,8");

        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2020-01-04 y 4.0 x 7.0, 2020-01-05 y NaN x 8.0"), handed.trials);
    }

    @Test
    void stepsCountFromTheEndOfTheHistory() throws IOException {
        SeriesSet train = SeriesSet.of(daily("a", 1, 2, 3));
        SeriesSet test = SeriesSet.of(TimeSeries.of(
                "a", DAILY, TimeAxis.of(Frequency.parse("D"), LocalDateTime.of(2020, 1, 4, 0, 0), 2), new double[][] {
                    {4, 5}
                }));
        String[] table = {"unique_id,step,x", "a,1,7", "a,2,8"};

        assertEquals(
                List.of("a fold 0: history 3 gap 0, 2020-01-04 y 4.0 x 7.0, 2020-01-05 y 5.0 x 8.0"),
                read(DEFAULTS.withHistory(train).withActual(test), table).trials);
        // Without a history they count from the first actual value.
        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2020-01-04 y 4.0 x 7.0, 2020-01-05 y 5.0 x 8.0"),
                read(DEFAULTS.withActual(test), table).trials);
        // With nothing else they are the time.
        assertEquals(
                List.of("a fold 0: history 0 gap 1, 2 y 5.0 x 8.0"),
                read(DEFAULTS, "unique_id,step,y,x", "a,2,5,8").trials);
        // With a cutoff they count from there, as an earlier one of the same history shows.
        assertEquals(
                List.of("a fold 0: history 1 gap 0, 2020-01-02 y 2.0 x 7.0"),
                read(DEFAULTS.withHistory(train), "unique_id,step,cutoff,x", "a,1,2020-01-01,7").trials);
    }

    @Test
    void aHorizonCutsASequenceOfForecasts() throws IOException {
        var options =
                DEFAULTS.withHorizon(2).withCsv(TableOptions.defaults().withColumns("unique_id", "ds", "Real price"));
        String[] table = {
            ",Real price,DNN 1",
            "2020-01-03,3,30",
            "2020-01-04,4,40",
            "2020-01-05,5,50",
            "2020-01-06,6,60",
            "2020-01-07,7,70"
        };

        assertEquals(
                List.of(
                        "table fold 0: history 0 gap 0, 2020-01-03 y 3.0 DNN 1 30.0, 2020-01-04 y 4.0 DNN 1 40.0",
                        "table fold 1: history 0 gap 0, 2020-01-05 y 5.0 DNN 1 50.0, 2020-01-06 y 6.0 DNN 1 60.0",
                        "table fold 2: history 0 gap 0, 2020-01-07 y 7.0 DNN 1 70.0"),
                read(options, table).trials);
        // The series of a history is the one of the table, whatever its name.
        assertEquals(
                "p fold 1: history 4 gap 0, 2020-01-05 y 5.0 DNN 1 50.0, 2020-01-06 y 6.0 DNN 1 60.0",
                read(options.withHistory(SeriesSet.of(daily("p", 1, 2))), table)
                        .trials
                        .get(1));
    }

    @Test
    void foldsAreNumberedByTimeWhereOneSeriesHasAllCutoffs() throws IOException {
        String[] table = {
            "unique_id,ds,cutoff,y,x",
            "a,2020-01-06,2020-01-05,0,0",
            "a,2020-01-02,2020-01-01,0,0",
            "b,2020-01-02,2020-01-01,0,0",
            "a,2020-01-04,2020-01-03,0,0",
            "b,2020-01-04,2020-01-03,0,0"
        };
        var handed = new Handed();
        ForecastTableSummary summary = open(DEFAULTS, table).read(handed);

        assertTrue(summary.oneTimeForAll());
        assertEquals(3, summary.folds());
        assertEquals(List.of("a fold 2", "a fold 0", "b fold 0", "a fold 1", "b fold 1"), folds(handed));
    }

    @Test
    void foldsAreNumberedFromTheEndOfEachSeriesElse() throws IOException {
        String[] table = {
            "unique_id,ds,cutoff,y,x",
            "a,2020-01-02,2020-01-01,0,0",
            "a,2020-01-04,2020-01-03,0,0",
            "b,2020-01-06,2020-01-05,0,0"
        };
        var handed = new Handed();
        ForecastTableSummary summary = open(DEFAULTS, table).read(handed);

        assertFalse(summary.oneTimeForAll());
        assertEquals(2, summary.folds());
        assertEquals(List.of("a fold 0", "a fold 1", "b fold 1"), folds(handed));
    }

    private static List<String> folds(Handed handed) {
        return handed.trials.stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    @Test
    void channelsMayFollowEachOtherOrTakeTurns() throws IOException {
        List<String> expected =
                List.of("a fold 0: history 0 gap 0, u 2020-01-03 y 1.0 x 10.0, u 2020-01-04 y 2.0 x 20.0,"
                        + " v 2020-01-03 y 3.0 x 30.0, v 2020-01-04 y 4.0 x 40.0");

        String header = "unique_id,channel,ds,cutoff,y,x";
        String u1 = "a,u,2020-01-03,2020-01-02,1,10";
        String u2 = "a,u,2020-01-04,2020-01-02,2,20";
        String v1 = "a,v,2020-01-03,2020-01-02,3,30";
        String v2 = "a,v,2020-01-04,2020-01-02,4,40";

        assertEquals(expected, read(DEFAULTS, header, u1, u2, v1, v2).trials);
        assertEquals(expected, read(DEFAULTS, header, u1, v1, u2, v2).trials);
    }

    @Test
    void theHistoryGivesTheChannelsOfTheTable() throws IOException {
        var schema = new Schema(Frequency.parse("D"), List.of(7), List.of("u", "v", "w"), List.of());
        SeriesSet history = SeriesSet.of(TimeSeries.of(
                "a", schema, axis(4), new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 9, 9, 9}}));

        assertEquals(
                List.of("a fold 0: history 3 gap 0, v 2020-01-04 y 8.0 x 1.0, u 2020-01-04 y 4.0 x 2.0"),
                read(DEFAULTS.withHistory(history), "unique_id,channel,ds,x", "a,v,2020-01-04,1", "a,u,2020-01-04,2")
                        .trials);
        refused(
                "table.csv has the channels z, the history u, v, w",
                DEFAULTS.withHistory(history),
                "unique_id,channel,ds,x",
                "a,z,2020-01-04,1");
        refused(
                "table.csv has no column \"channel\", but the history or the actual values have the channels u, v, w;"
                        + " leave out all but one",
                DEFAULTS.withHistory(history),
                "unique_id,ds,x",
                "a,2020-01-04,1");
    }

    @Test
    void emptyCellsAreNoForecastAndSomeEmptyCellsARefusal() throws IOException {
        Handed handed = read(
                DEFAULTS,
                "unique_id,ds,cutoff,y,none,some,half,half-lo-80,all",
                "a,2020-01-03,2020-01-02,1,,1,1,1,1",
                "a,2020-01-04,2020-01-02,2,NaN,,2,,2");

        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2020-01-03 y 1.0 none - some - half - all 1.0,"
                        + " 2020-01-04 y 2.0 none - some - half - all 2.0"),
                handed.trials);
        assertEquals(
                List.of(
                        "none, a fold 0: the table has none",
                        "some, a fold 0: the table has 1 of 2 numbers of it",
                        "half, a fold 0: the table has 1 of 2 numbers of its quantile 0.1"),
                handed.refusals);
    }

    @Test
    void aHorizonWithoutOneOfItsStepsIsRefusedForAll() throws IOException {
        Handed handed = read(
                DEFAULTS,
                "unique_id,ds,cutoff,y,x,z",
                "a,2020-01-03,2020-01-02,1,1,1",
                "a,2020-01-04,2020-01-02,1,1,1",
                "a,2020-01-06,2020-01-02,1,1,1");

        assertEquals(List.of(), handed.trials);
        assertEquals(
                List.of(
                        "x, a fold 0: the table has no row for 2020-01-05, and a forecast has all steps from its first"
                                + " to its last",
                        "z, a fold 0: the table has no row for 2020-01-05, and a forecast has all steps from its first"
                                + " to its last"),
                handed.refusals);
    }

    @Test
    void quantilesThatCrossAreCounted() throws IOException {
        var handed = new Handed();
        ForecastTableSummary summary = open(
                        DEFAULTS, "unique_id,ds,y,x,x-lo-80,x-hi-80", "a,2020-01-03,1,2,3,4", "a,2020-01-04,1,3,2,4")
                .read(handed);

        assertEquals(List.of("quantiles cross at 1 steps; they are scored in ascending order"), summary.notes());
        assertTrue(handed.trials.get(0).contains("x 2.0 [2.0, 3.0, 4.0]"), handed.trials.get(0));
    }

    @Test
    void frequencyOfOneStepForecastsComesFromTheirCutoffs() throws IOException {
        ForecastTableReader table =
                open(DEFAULTS, "unique_id,ds,cutoff,y,x", "a,2020-02-29,2020-01-31,1,1", "a,2020-03-31,2020-02-29,1,1");

        assertEquals(Frequency.parse("M"), table.schema().frequency());
        assertEquals(12, table.schema().season());
    }

    @Test
    void offsetsAndZonesBecomeInstants() throws IOException {
        // Clocks in Berlin go back at 03:00 on 2024-10-27, so 02:00 comes twice, an hour apart.
        String[] offsets = {
            "unique_id,ds,cutoff,y,x",
            "a,2024-10-27T02:00:00+02:00,2024-10-27T01:00:00+02:00,1,1",
            "a,2024-10-27T02:00:00+01:00,2024-10-27T01:00:00+02:00,2,2",
            "a,2024-10-27T03:00:00+01:00,2024-10-27T01:00:00+02:00,3,3"
        };
        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2024-10-27T00:00:00Z y 1.0 x 1.0, 2024-10-27T01:00:00Z y 2.0 x 2.0,"
                        + " 2024-10-27T02:00:00Z y 3.0 x 3.0"),
                read(DEFAULTS.withCsv(TableOptions.defaults().withFrequency(Frequency.parse("h"))), offsets).trials);
        String[] local = {
            "unique_id,ds,cutoff,y,x",
            "a,2024-10-27T02:00:00,2024-10-27T01:00:00,1,1",
            "a,2024-10-27T02:00:00,2024-10-27T01:00:00,2,2",
            "a,2024-10-27T03:00:00,2024-10-27T01:00:00,3,3"
        };
        var berlin = TableOptions.defaults().withFrequency(Frequency.parse("h")).withZone(ZoneId.of("Europe/Berlin"));
        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2024-10-27T02:00:00+02:00 y 1.0 x 1.0,"
                        + " 2024-10-27T02:00:00+01:00 y 2.0 x 2.0, 2024-10-27T03:00:00+01:00 y 3.0 x 3.0"),
                read(DEFAULTS.withCsv(berlin), local).trials);
    }

    @Test
    void groupsAreReadByIdAndMustNotChange() throws IOException {
        var options = DEFAULTS.withGroups(List.of("state", "region"));
        String header = "unique_id,ds,state,region,y,x";

        assertEquals(
                Map.of("a", List.of("N", "n1"), "b", List.of("N", "n2")),
                open(options, header, "a,2020-01-03,N,n1,1,1", "a,2020-01-04,N,n1,1,1", "b,2020-01-03,N,n2,1,1")
                        .groups());
        refused(
                "table.csv, line 3, column \"state\": \"S\" is not the group of series a in earlier rows, [N, n1]"
                        + " against [S, n1]",
                options,
                header,
                "a,2020-01-03,N,n1,1,1",
                "a,2020-01-04,S,n1,1,1");
    }

    @Test
    void plainGzipSemicolonsAndDecimalCommasAreRead() throws IOException {
        Path file = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("unique_id;ds;y;x\na;2020-01-03;1,5;2,5\na;2020-01-04;1;2\n".getBytes(StandardCharsets.UTF_8));
        }
        var handed = new Handed();
        ForecastTableReader.open(file, DEFAULTS.withCsv(TableOptions.defaults().withDecimalComma(true)))
                .read(handed);

        assertEquals(
                List.of("a fold 0: history 0 gap 0, 2020-01-03 y 1.5 x 2.5, 2020-01-04 y 1.0 x 2.0"), handed.trials);
    }

    @Test
    void whatTheWriterWritesIsReadBackToTheBit() throws IOException {
        var random = new Random(11);
        var schema = new Schema(Frequency.parse("D"), List.of(7), List.of("u", "v"), List.of());
        TimeSeries series = TimeSeries.of("a,\"b\"", schema, axis(9), new double[][] {
            random.doubles(9).toArray(), random.doubles(9).toArray()
        });
        Path file = folder.resolve("written.csv");
        var written = new Handed();
        try (var writer = new ForecastTableWriter(file, schema)) {
            BacktestSink both = BacktestSink.of(writer, written);
            for (int fold = 0; fold < 3; fold++) {
                both.scored(trial(series, fold, 5 + fold, random));
            }
            writer.finish();
        }
        var back = new Handed();
        ForecastTableReader.open(file, DEFAULTS.withHistory(SeriesSet.of(series)))
                .read(back);

        assertEquals(written.trials, back.trials);
    }

    private static Trial trial(TimeSeries series, int fold, int cutoff, Random random) {
        TimeAxis axis = series.axis().slice(cutoff, 2);
        double[][] points = {random.doubles(2).toArray(), random.doubles(2).toArray()};
        double[][] low = {{points[0][0] - 1, points[0][1] - 1}, {points[1][0] - 1, points[1][1] - 1}};
        double[][] high = {{points[0][0] + 2, points[0][1] + 2}, {points[1][0] + 2, points[1][1] + 2}};
        Map<String, Forecast> forecasts = new LinkedHashMap<>();
        forecasts.put(
                "x-lo-80",
                Forecast.wrap(
                        series.id(), axis, PointKind.MEDIAN, points, List.of(0.1, 0.5, 0.9, 0.975), new double[][][] {
                            low, points, high, high
                        }));
        forecasts.put("z", Forecast.wrap(series.id(), axis, PointKind.MEAN, high, List.of(), new double[0][][]));
        return Trial.of(fold, series, series.asOf(cutoff, 0), 0, forecasts, Map.of());
    }

    @Test
    void refusalsReachTheSinkEvenWhereNothingIsForecast() throws IOException {
        var refused = new java.util.ArrayList<Refusal>();
        open(DEFAULTS, "unique_id,ds,y,x", "a,2020-01-03,1,", "a,2020-01-04,1,").read(new BacktestSink() {
            @Override
            public void scored(Trial trial) {
                throw new AssertionError("no trial without a forecast");
            }

            @Override
            public void refused(String label, int fold, Refusal refusal) {
                refused.add(refusal);
            }
        });

        assertEquals(1, refused.size());
        assertEquals(2, refused.get(0).axis().length());
    }

    private Handed read(ForecastTableOptions options, String... lines) throws IOException {
        return new ForecastText(folder).read(options, lines);
    }

    private ForecastTableReader open(ForecastTableOptions options, String... lines) throws IOException {
        return new ForecastText(folder).open(options, lines);
    }

    private void refused(String message, ForecastTableOptions options, String... lines) {
        new ForecastText(folder).assertRefused(message, options, lines);
    }

    private static TimeAxis axis(int length) {
        return TimeAxis.of(Frequency.parse("D"), LocalDateTime.of(2020, 1, 1, 0, 0), length);
    }

    private static TimeSeries daily(String id, double... values) {
        return TimeSeries.of(id, DAILY, axis(values.length), new double[][] {values});
    }
}
