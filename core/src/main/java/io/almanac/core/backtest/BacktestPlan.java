package io.almanac.core.backtest;

import java.util.OptionalInt;

/**
 * Which cutoffs a backtest forecasts from, and what is fitted for them. Steps everywhere.
 *
 * <p>The last fold's horizon ends with the data; cutoffs before it lie {@code stride} steps apart. A fold at cutoff c
 * trains on the steps up to c and is scored on {@code (c + gap, c + gap + horizon]}.
 *
 * @param horizon     steps that are forecast and scored in each fold
 * @param folds       how many cutoffs
 * @param stride      distance of two cutoffs
 * @param gap         steps between the cutoff and the first that is scored: the time that data take to arrive
 * @param trainLength the newest steps that a fold trains on; all when empty. What a model reads when it forecasts and
 *                    what scales MASE is the whole history, whatever this is
 * @param refitEvery  folds until a forecaster is fitted anew; 0: once, before the first fold
 * @param validation  the last steps of each training part, kept for choosing; see
 *                    {@link io.almanac.core.forecast.FitOptions}
 */
public record BacktestPlan(
        int horizon,
        int folds,
        int stride,
        int gap,
        OptionalInt trainLength,
        int refitEvery,
        int validation,
        CutoffMode cutoffs) {

    /** What the cutoffs are counted from. */
    public enum CutoffMode {
        /** Each series' own last step. */
        PER_SERIES,
        /** The last time of all series: one date for all, so that no model has seen another series' later steps. */
        CALENDAR
    }

    public BacktestPlan {
        atLeast(1, horizon, "horizon");
        atLeast(1, folds, "folds");
        atLeast(1, stride, "stride");
        atLeast(0, gap, "gap");
        atLeast(1, trainLength.orElse(1), "trainLength");
        atLeast(0, refitEvery, "refitEvery");
        atLeast(0, validation, "validation");
        long steps = (long) gap + horizon + (long) stride * (folds - 1);
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "gap, horizon and strides must add up to at most " + Integer.MAX_VALUE + " steps, were " + steps);
        }
    }

    /** Folds a horizon apart, no gap, all history, one fit, one horizon of validation, cutoffs per series. */
    public static BacktestPlan of(int horizon, int folds) {
        return new BacktestPlan(horizon, folds, horizon, 0, OptionalInt.empty(), 0, horizon, CutoffMode.PER_SERIES);
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    public BacktestPlan withStride(int steps) {
        return new BacktestPlan(horizon, folds, steps, gap, trainLength, refitEvery, validation, cutoffs);
    }

    public BacktestPlan withGap(int steps) {
        return new BacktestPlan(horizon, folds, stride, steps, trainLength, refitEvery, validation, cutoffs);
    }

    public BacktestPlan withTrainLength(int steps) {
        return new BacktestPlan(horizon, folds, stride, gap, OptionalInt.of(steps), refitEvery, validation, cutoffs);
    }

    public BacktestPlan withRefitEvery(int everyFolds) {
        return new BacktestPlan(horizon, folds, stride, gap, trainLength, everyFolds, validation, cutoffs);
    }

    public BacktestPlan withValidation(int steps) {
        return new BacktestPlan(horizon, folds, stride, gap, trainLength, refitEvery, steps, cutoffs);
    }

    public BacktestPlan withCutoffs(CutoffMode mode) {
        return new BacktestPlan(horizon, folds, stride, gap, trainLength, refitEvery, validation, mode);
    }

    /** Steps from the first cutoff to the end of the data. */
    public int testLength() {
        return afterCutoff(0);
    }

    /** Steps from a fold's cutoff to the end of the data. */
    int afterCutoff(int fold) {
        return gap + horizon + stride * (folds - 1 - fold);
    }

    /** Whether a model is fitted at this fold rather than kept from an earlier one. */
    boolean fitsAt(int fold) {
        return fitOf(fold) == fold;
    }

    /** The fold at which the model that serves a fold is fitted. */
    int fitOf(int fold) {
        return refitEvery == 0 ? 0 : fold - fold % refitEvery;
    }
}
