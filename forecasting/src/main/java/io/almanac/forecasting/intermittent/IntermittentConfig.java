package io.almanac.forecasting.intermittent;

/**
 * Options of the forecasters of intermittent demand.
 *
 * @param smoothing the weight of the newest size, interval or occurrence, in (0, 1]; 0 chooses one in [0.1, 0.3] for sizes and
 *                  one for the rest, by the squared errors one observation ahead
 */
public record IntermittentConfig(double smoothing) {
    public IntermittentConfig {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("smoothing must be in [0, 1], was " + smoothing);
        }
    }
}
