package io.almanac.benchmarks.longhorizon;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The losses of every window of a part, oldest cutoff first: means over the horizon's steps and all channels. */
final class WindowLosses {

    /** Numbers that one call of a model may return: 32 MB. */
    private static final int CHUNK = 1 << 22;

    private final double[] squared;
    private final double[] absolute;
    private final PointKind kind;

    /** Keeps the arrays, one number for each window. */
    WindowLosses(double[] squared, double[] absolute, PointKind kind) {
        this.squared = squared;
        this.absolute = absolute;
        this.kind = kind;
    }

    /** How many windows. */
    int windows() {
        return squared.length;
    }

    /** Mean squared error of a window. */
    double squared(int window) {
        return squared[window];
    }

    /** Mean absolute error of a window. */
    double absolute(int window) {
        return absolute[window];
    }

    /** What the point forecasts are. */
    PointKind kind() {
        return kind;
    }

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
     * @param horizons ascending, at least one
     * @return the losses at each horizon, in their order
     * @throws IllegalStateException if the model refuses a window: a table with holes would compare other windows
     */
    static List<WindowLosses> of(ForecastModel model, TimeSeries series, Part part, List<Integer> horizons) {
        int[] ascending = horizons.stream().mapToInt(Integer::intValue).toArray();
        for (int h = 1; h < ascending.length; h++) {
            if (ascending[h] <= ascending[h - 1]) {
                throw new IllegalArgumentException("horizons must ascend, were " + horizons);
            }
        }
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
        List<WindowLosses> losses = new ArrayList<>();
        for (int h = 0; h < ascending.length; h++) {
            losses.add(new WindowLosses(squared[h], absolute[h], kind));
        }
        return List.copyOf(losses);
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
