package io.almanac.forecasting.conformal;

import io.almanac.core.series.Schema;

/**
 * Where the earlier cutoffs of a history lie: the newest one horizon before its end, the others before it.
 *
 * @param count   the most that there are
 * @param every   steps between two; 0 = the season where half of the series holds as many, else 1
 * @param horizon that the inner forecaster is fitted for: it lies wholly within the history after each cutoff
 */
record CutoffRule(int count, int every, int horizon, int season) {

    static CutoffRule of(ConformalConfig config, long needed, int horizon, Schema schema) {
        int count = config.cutoffs() > 0 ? config.cutoffs() : (int) Math.max(ConformalConfig.CUTOFFS, needed);
        return new CutoffRule(count, config.stride(), horizon, schema.season());
    }

    /** Steps between two cutoffs of a series of so many steps. */
    int stride(int length) {
        if (every > 0) {
            return every;
        }
        return reach(season) <= length / 2 ? season : 1;
    }

    /**
     * Steps at the end of a training part that give its scores, and to which the calibrator is not fitted: at most
     * half.
     */
    int withheld(int length) {
        return (int) Math.min(reach(stride(length)), length / 2);
    }

    /** Steps from the oldest cutoff to the end. */
    private long reach(int stride) {
        return horizon + (long) stride * (count - 1);
    }
}
