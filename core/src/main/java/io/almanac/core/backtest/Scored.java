package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.series.TimeSeries;

/**
 * One label's forecast beside what happened: all that a metric, a test or a chart may see. A view of a {@link Trial},
 * and as short-lived.
 */
public final class Scored {

    private final Trial trial;
    private final String label;
    private final Forecast forecast;

    Scored(Trial trial, String label, Forecast forecast) {
        this.trial = trial;
        this.label = label;
        this.forecast = forecast;
    }

    /** The name that the forecaster bears in this run. */
    public String label() {
        return label;
    }

    /** The fold, from 0. */
    public int fold() {
        return trial.fold();
    }

    /** What was known at the cutoff. */
    public TimeSeries history() {
        return trial.history();
    }

    public Forecast forecast() {
        return forecast;
    }

    /** What happened; steps count from 0 as in the forecast. NaN = missing. */
    public double actual(int channel, int step) {
        return trial.actual(channel, step);
    }

    /** The error of the point forecast, forecast minus actual: positive where it was too high. NaN = not known. */
    public double error(int channel, int step) {
        return forecast.point(channel, step) - actual(channel, step);
    }

    /** What scales MASE and RMSSE; see {@link Trial#scale}. */
    public double scale(int channel, int season, int power) {
        return trial.scale(channel, season, power);
    }
}
