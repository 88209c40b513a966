package io.almanac.forecasting.smoothing;

/**
 * The option of {@code theta}.
 *
 * @param season steps of the season that is tested for, 1 for none; 0 takes the first season of the data
 */
public record ThetaConfig(int season) {

    public ThetaConfig {
        if (season < 0) {
            throw new IllegalArgumentException("season must not be negative, was " + season);
        }
    }
}
