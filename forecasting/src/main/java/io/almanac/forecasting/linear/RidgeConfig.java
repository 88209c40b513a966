package io.almanac.forecasting.linear;

/**
 * The options of {@code ridge}.
 *
 * @param context steps that the model reads; 0 = chosen from season and length of the series
 */
public record RidgeConfig(int context) {

    public RidgeConfig {
        if (context < 0 || context == 1) {
            throw new IllegalArgumentException("context must be 0 (chosen) or at least 2, was " + context);
        }
    }

    public static RidgeConfig defaults() {
        return new RidgeConfig(0);
    }
}
