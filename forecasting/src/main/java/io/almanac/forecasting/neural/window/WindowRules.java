package io.almanac.forecasting.neural.window;

import io.almanac.core.window.SeriesScale;
import java.util.Arrays;
import java.util.stream.IntStream;

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

    /** Validation looks at no more windows than this, evenly spaced: it decides an epoch, not the result. */
    private static final int MOST_VALIDATION = 1_024;

    /** Steps of a series before its validation part. */
    int trained(int length) {
        return Math.max(0, length - validation);
    }

    /** How many steps a series has when training forecasts from there: whatever lies before its validation part. */
    IntStream trainingCutoffs(int length) {
        return IntStream.rangeClosed(0, trained(length) - horizon);
    }

    /**
     * The same of validation: horizons in the validation part, and the last one where that is shorter than a horizon.
     */
    IntStream validationCutoffs(int length) {
        int trained = trained(length);
        return validation == 0 || trained == 0
                ? IntStream.empty()
                : IntStream.rangeClosed(Math.max(0, Math.min(trained, length - horizon)), length - horizon);
    }

    /** Some of the windows of a validation, all if they are few. */
    static int[] thinned(int[] windows) {
        if (windows.length <= MOST_VALIDATION) {
            return windows;
        }
        int[] some = new int[MOST_VALIDATION];
        Arrays.setAll(some, i -> windows[(int) ((long) i * windows.length / MOST_VALIDATION)]);
        return some;
    }

    /** The scale of a series after its first {@code length} steps. */
    static SeriesScale scale(double[] values, int length) {
        double[] newest = Arrays.copyOfRange(values, Math.max(0, length - SCALED), length);
        return SeriesScale.of(newest, newest.length);
    }
}
