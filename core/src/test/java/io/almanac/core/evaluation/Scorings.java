package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.backtest.Trial;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes trials of one label from plain arrays. */
final class Scorings {

    private Scorings() {}

    /** Channels c0, c1, …; the arrays are shaped (channel, step) and (quantile, channel, step). */
    static Trial trial(
            String label,
            int fold,
            String id,
            double[][] history,
            double[][] actual,
            double[][] points,
            List<Double> quantiles,
            double[][][] quantileValues) {
        int known = history[0].length;
        double[][] all = new double[history.length][];
        Arrays.setAll(all, c -> join(history[c], actual[c]));
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(1),
                IntStream.range(0, history.length).mapToObj(c -> "c" + c).toList(),
                List.of());
        TimeSeries series = TimeSeries.of(id, schema, TimeAxis.integers(0, all[0].length), all);
        TimeAxis axis = series.axis().slice(known, actual[0].length);
        Forecast forecast = Forecast.wrap(id, axis, PointKind.MEAN, points, quantiles, quantileValues);
        return Trial.of(fold, series, series.asOf(known, 0), 0, Map.of(label, forecast), Map.of());
    }

    /** One channel and no quantiles. */
    static Trial trial(String label, int fold, String id, double[] history, double[] actual, double[] points) {
        return trial(
                label,
                fold,
                id,
                new double[][] {history},
                new double[][] {actual},
                new double[][] {points},
                List.of(),
                new double[0][][]);
    }

    /** The forecast of a trial's only label. */
    static Scored scored(Trial trial) {
        return trial.scored(trial.labels().get(0)).orElseThrow();
    }

    private static double[] join(double[] head, double[] tail) {
        double[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }
}
