package io.almanac.tribuo;

/**
 * What a trainer sees of a series.
 *
 * @param lags     the newest values that it reads; 0 = chosen: two seasons, or as many as the horizon takes
 * @param strategy how it reaches the horizon
 * @param calendar whether it knows the place in the calendar
 * @param examples the most windows that it is trained on; of more a random sample is taken, with the seed of the fit.
 *                 Tribuo keeps all in memory: about 12 bytes for each feature and 20 for each step of the horizon
 */
public record LagOptions(int lags, Strategy strategy, boolean calendar, int examples) {

    public LagOptions {
        if (lags < 0 || lags == 1 || lags > LagFeatures.MOST) {
            throw new IllegalArgumentException(
                    "lags must be 0 (chosen) or from 2 to " + LagFeatures.MOST + ", was " + lags);
        }
        if (examples < 1) {
            throw new IllegalArgumentException("examples must be at least 1, was " + examples);
        }
    }

    /** Chosen lags, one model for all steps, the calendar, 20,000 windows. */
    public static LagOptions defaults() {
        return new LagOptions(0, Strategy.DIRECT, true, 20_000);
    }

    public LagOptions withLags(int newLags) {
        return new LagOptions(newLags, strategy, calendar, examples);
    }

    public LagOptions withStrategy(Strategy newStrategy) {
        return new LagOptions(lags, newStrategy, calendar, examples);
    }

    public LagOptions withCalendar(boolean newCalendar) {
        return new LagOptions(lags, strategy, newCalendar, examples);
    }

    public LagOptions withExamples(int newExamples) {
        return new LagOptions(lags, strategy, calendar, newExamples);
    }
}
