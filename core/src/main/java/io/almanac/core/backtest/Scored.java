package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.TimeSeries;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One forecast beside what happened: all that a metric, a test or a chart may see. It lives for one call of a sink,
 * which keeps what it needs. For one thread.
 */
public final class Scored {

    private record ScaleKey(int channel, int season, int power) {}

    private final String label;
    private final int fold;
    private final TimeSeries series;
    private final TimeSeries history;
    private final Forecast forecast;
    private final int firstStep;
    private final Map<ScaleKey, Double> scales = new HashMap<>();

    /**
     * A forecast and the series that it is compared with.
     *
     * @param series  with the steps that were forecast
     * @param history the same up to the cutoff
     * @param gap     steps between the two
     */
    public Scored(String label, int fold, TimeSeries series, TimeSeries history, Forecast forecast, int gap) {
        this.label = label;
        this.fold = fold;
        this.series = series;
        this.history = history;
        this.forecast = forecast;
        this.firstStep = history.length() + gap;
        if (!forecast.id().equals(series.id())
                || forecast.channels() != series.schema().channels().size()
                || forecast.axis().tick(0) != series.axis().tick(firstStep)
                || firstStep + forecast.horizon() > series.length()) {
            throw new IllegalArgumentException(
                    forecast + " does not continue " + history + " after a gap of " + gap + " within " + series);
        }
    }

    /** The name that the forecaster bears in this run. */
    public String label() {
        return label;
    }

    /** The fold, from 0. */
    public int fold() {
        return fold;
    }

    /** What was known at the cutoff. */
    public TimeSeries history() {
        return history;
    }

    public Forecast forecast() {
        return forecast;
    }

    /** What happened; steps count from 0 as in the forecast. NaN = missing. */
    public double actual(int channel, int step) {
        return series.value(channel, firstStep + Objects.checkIndex(step, forecast.horizon()));
    }

    /** The error of the point forecast, forecast minus actual: positive where it was too high. NaN = not known. */
    public double error(int channel, int step) {
        return forecast.point(channel, step) - actual(channel, step);
    }

    /**
     * The mean of {@code |y(t) - y(t - season)|^power} over the history, as far as both values are there: what scales
     * MASE (power 1) and the square of RMSSE (power 2). NaN if there is no such pair.
     *
     * <p>Source: Hyndman and Koehler 2006, "Another look at measures of forecast accuracy", section 3.
     *
     * @param power 1 or 2
     */
    public double scale(int channel, int season, int power) {
        return scales.computeIfAbsent(new ScaleKey(channel, season, power), this::computeScale);
    }

    private double computeScale(ScaleKey key) {
        if (key.season() < 1 || key.power() < 1 || key.power() > 2) {
            throw new IllegalArgumentException(
                    "season must be at least 1 and power 1 or 2, were " + key.season() + ", " + key.power());
        }
        double[] values = new double[history.length()];
        history.copyTo(key.channel(), 0, values);
        double sum = 0;
        int count = 0;
        for (int t = key.season(); t < values.length; t++) {
            double difference = Math.abs(values[t] - values[t - key.season()]);
            if (!Double.isNaN(difference)) {
                sum += key.power() == 1 ? difference : difference * difference;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
