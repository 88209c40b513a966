package io.almanac.benchmarks.longhorizon;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The losses of every window of a part, oldest cutoff first: means over the horizon's steps and all channels.
 *
 * @param squared  mean squared error of each window
 * @param absolute mean absolute error of each window
 * @param kind     what the point forecasts are
 */
record WindowLosses(double[] squared, double[] absolute, PointKind kind) {

    /** Numbers that one call of a model may return: 32 MB. */
    private static final int CHUNK = 1 << 22;

    /** Mean squared error over windows, steps and channels. */
    double mse() {
        return Arrays.stream(squared).average().orElseThrow();
    }

    /** Mean absolute error over windows, steps and channels. */
    double mae() {
        return Arrays.stream(absolute).average().orElseThrow();
    }

    /**
     * Forecasts from every cutoff once, for the longest horizon, and scores the first steps of each forecast for every
     * horizon. A cutoff whose forecast passes the end of the part counts for the horizons that fit.
     *
     * @param horizons  at least one
     * @return losses by horizon
     * @throws IllegalStateException if the model refuses a window: a table with holes would compare other windows
     */
    static SortedMap<Integer, WindowLosses> of(
            ForecastModel model, TimeSeries series, Part part, List<Integer> horizons) {
        int[] ascending = horizons.stream().mapToInt(Integer::intValue).sorted().toArray();
        int longest = ascending[ascending.length - 1];
        int cutoffs = part.windows(ascending[0]);
        double[][] squared = new double[ascending.length][];
        double[][] absolute = new double[ascending.length][];
        for (int h = 0; h < ascending.length; h++) {
            squared[h] = new double[part.windows(ascending[h])];
            absolute[h] = new double[squared[h].length];
        }
        PointKind kind = PointKind.MEAN;
        int channels = series.schema().channels().size();
        int chunk = Math.max(1, CHUNK / (channels * longest));
        for (int first = 0; first < cutoffs; first += chunk) {
            int from = first;
            List<TimeSeries> histories = IntStream.range(first, Math.min(cutoffs, first + chunk))
                    .mapToObj(window -> series.asOf(part.fitted() + window, 0))
                    .toList();
            List<Outcome> outcomes = model.forecast(histories, longest);
            for (int i = 0; i < outcomes.size(); i++) {
                Forecast forecast = forecast(outcomes.get(i), histories.get(i));
                kind = forecast.pointKind();
                score(forecast, series, part, from + i, ascending, squared, absolute);
            }
        }
        var byHorizon = new TreeMap<Integer, WindowLosses>();
        for (int h = 0; h < ascending.length; h++) {
            byHorizon.put(ascending[h], new WindowLosses(squared[h], absolute[h], kind));
        }
        return byHorizon;
    }

    private static Forecast forecast(Outcome outcome, TimeSeries history) {
        if (outcome instanceof Refusal refusal) {
            throw new IllegalStateException("refused after step " + history.length() + ": " + refusal.reason());
        }
        return (Forecast) outcome;
    }

    private static void score(
            Forecast forecast,
            TimeSeries series,
            Part part,
            int window,
            int[] horizons,
            double[][] squared,
            double[][] absolute) {
        int cutoff = part.fitted() + window;
        int channels = forecast.channels();
        double squares = 0;
        double sizes = 0;
        int step = 0;
        for (int h = 0; h < horizons.length && cutoff + horizons[h] <= part.end(); h++) {
            for (; step < horizons[h]; step++) {
                for (int c = 0; c < channels; c++) {
                    double error = series.value(c, cutoff + step) - forecast.point(c, step);
                    squares += error * error;
                    sizes += Math.abs(error);
                }
            }
            double points = (double) horizons[h] * channels;
            squared[h][window] = squares / points;
            absolute[h][window] = sizes / points;
        }
    }
}
