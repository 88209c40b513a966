package io.almanac.benchmarks.competition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupScoresTest {

    @TempDir
    private Path folder;

    @Test
    void theHandWorkedExampleComesOut() {
        // training 1 3 2 4 8, season 4: scale |8 - 1| = 7
        // test 6 0 5, forecast 2 0 5: errors 4 0 0, so MASE = (4 / 3) / 7 = 4 / 21
        // sMAPE terms 200 * 4 / 8 = 100, 0 (zero beside zero), 0: mean 100 / 3
        // intervals [1, 3], [0, 0], [4, 6]: the last two points of three are within
        var schema = new Schema(Made.GROUP.frequency(), List.of(4), List.of("y"), List.of());
        TimeAxis axis = TimeAxis.of(Made.GROUP.frequency(), java.time.LocalDateTime.of(1980, 1, 1, 0, 0), 8);
        TimeSeries whole = TimeSeries.of("a", schema, axis, new double[][] {{1, 3, 2, 4, 8, 6, 0, 5}});
        var data = new SplitSeries(Made.GROUP, SeriesSet.of(whole), "hash");
        double[][] low = {{1, 0, 4}};
        double[][] high = {{3, 0, 6}};
        Outcome forecast = Forecast.wrap(
                "a", axis.slice(5, 3), PointKind.MEAN, new double[][] {{2, 0, 5}}, List.of(0.1, 0.9), new double[][][] {
                    low, high
                });
        GroupScores scores = GroupScores.of(data, List.of(forecast), List.of());
        assertEquals(100.0 / 3, scores.smape(), 1e-12);
        assertEquals(4.0 / 21, scores.mase(), 1e-12);
        assertEquals(200.0 / 3, scores.within80(), 1e-12);
        assertEquals(Double.NaN, scores.within95());
        assertEquals(3, scores.points());
    }

    @Test
    void aRefusedSeriesIsScoredWithTheStandIn() throws IOException {
        Made.write(folder);
        SplitSeries data = SplitSeries.read(folder, Made.SET, Made.GROUP);
        List<Outcome> naive = outcomes(data, "naive");
        List<Outcome> seasonal = outcomes(data, "seasonal-naive");
        List<Outcome> some = new ArrayList<>(naive);
        List<Outcome> mixed = new ArrayList<>(naive);
        for (int i : new int[] {0, 3}) {
            some.set(i, new Refusal("Q" + i, ((Forecast) naive.get(i)).axis(), "none"));
            mixed.set(i, seasonal.get(i));
        }
        GroupScores scores = GroupScores.of(data, some, seasonal);
        GroupScores same = GroupScores.of(data, mixed, List.of());
        assertEquals(2, scores.refused());
        assertEquals(same.smape(), scores.smape());
        assertEquals(same.mase(), scores.mase());
        assertEquals(same.within95(), scores.within95());
        // all refused: the stand-in's own scores
        List<Outcome> none = naive.stream()
                .<Outcome>map(one -> new Refusal(one.id(), ((Forecast) one).axis(), "none"))
                .toList();
        assertEquals(
                GroupScores.of(data, seasonal, List.of()).mase(),
                GroupScores.of(data, none, seasonal).mase());
    }

    @Test
    void scoresAreThoseOfPlainLoops() throws IOException {
        Made.write(folder);
        SplitSeries data = SplitSeries.read(folder, Made.SET, Made.GROUP);
        List<Outcome> outcomes = outcomes(data, "seasonal-naive");
        double smape = 0;
        double mase = 0;
        for (int i = 0; i < 5; i++) {
            TimeSeries y = data.whole().get(i);
            int n = y.length() - 3;
            double scale = 0;
            for (int t = 4; t < n; t++) {
                scale += Math.abs(y.value(0, t) - y.value(0, t - 4)) / (n - 4);
            }
            for (int h = 0; h < 3; h++) {
                double f = y.value(0, n + h - 4);
                double error = Math.abs(y.value(0, n + h) - f);
                smape += 200 * error / (Math.abs(y.value(0, n + h)) + Math.abs(f)) / 15;
                mase += error / scale / 15;
            }
        }
        GroupScores scores = GroupScores.of(data, outcomes, List.of());
        assertEquals(smape, scores.smape(), 1e-10);
        assertEquals(smape, scores.smapeOfSeries(), 1e-10);
        assertEquals(mase, scores.mase(), 1e-12);
    }

    private static List<Outcome> outcomes(SplitSeries data, String id) {
        try (ForecastModel model = Forecasters.create(id).fit(data.training(), FitOptions.of(3))) {
            return Stream.of(model.forecast(data.training().asList(), 3))
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
