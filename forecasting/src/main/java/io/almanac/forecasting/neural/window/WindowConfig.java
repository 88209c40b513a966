package io.almanac.forecasting.neural.window;

/**
 * What of a series a network reads.
 *
 * @param context      steps; 0 = chosen from season, horizon and length of the series
 * @param calendar     whether it sees the place of each step in the calendar
 * @param covariates   whether it sees covariates; it needs then what it was fitted with
 * @param observedFlag whether it sees which values were observed; without it a missing value looks average
 */
public record WindowConfig(int context, boolean calendar, boolean covariates, boolean observedFlag) {

    public WindowConfig {
        if (context < 0 || context == 1) {
            throw new IllegalArgumentException("context must be 0 (chosen) or at least 2, was " + context);
        }
    }

    public static WindowConfig defaults() {
        return new WindowConfig(0, true, true, true);
    }

    public WindowConfig withContext(int steps) {
        return new WindowConfig(steps, calendar, covariates, observedFlag);
    }
}
