package io.almanac.forecasting.neural.window;

import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * How windows are cut from series.
 *
 * @param context         steps read
 * @param horizon         steps forecast
 * @param validation      the last steps of each series, which no training window forecasts
 * @param minimumObserved observed steps that the context of a channel must have; the rest may be missing or lie before
 *                        the series
 * @param mixed           whether a window holds all channels of a series; else each channel has windows of its own
 * @param cycle           steps of the learnt cycle, 1 if there is none
 * @param features        beside the values
 */
public record WindowRules(
        int context,
        int horizon,
        int validation,
        int minimumObserved,
        boolean mixed,
        int cycle,
        WindowFeatures features) {

    /** The newest steps that say how large the values of a series are: enough, and no cost in a long history. */
    static final int SCALED = 4_096;

    /** The scale of a series after its first {@code length} steps. */
    static SeriesScale scale(double[] values, int length) {
        double[] newest = Arrays.copyOfRange(values, Math.max(0, length - SCALED), length);
        return SeriesScale.of(newest, newest.length);
    }
}
