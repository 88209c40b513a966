package io.almanac.forecasting.neural.network;

/**
 * What a network says of each step of the horizon.
 *
 * @param loss  what it is trained for
 * @param paths sampled paths of each forecast, of the loss STUDENT_T only
 */
public record HeadConfig(Loss loss, int paths) {

    public HeadConfig {
        if (paths < 0) {
            throw new IllegalArgumentException("paths must not be negative, was " + paths);
        }
    }

    public static HeadConfig defaults() {
        return new HeadConfig(Loss.MSE, 100);
    }
}
