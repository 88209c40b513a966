package io.almanac.forecasting.neural.network;

/**
 * What is taken off a window and put back on its forecast.
 *
 * @param normalisation MEAN_STD, since levels of real series shift
 * @param learntScale   whether each channel is then multiplied by a trained factor and moved by a trained offset, both
 *                      undone on the forecast: Kim et al. 2022, equation 2
 * @param cycle         steps of a trained cycle that is taken off; 0 = none, -1 = the season. Lin et al. 2024,
 *                      "CycleNet", section 3.1. It helps where the context is shorter than a few seasons
 */
public record NormalConfig(WindowNormalisation normalisation, boolean learntScale, int cycle) {

    public NormalConfig {
        if (cycle < -1 || cycle == 1) {
            throw new IllegalArgumentException(
                    "cycle must be -1 (the season), 0 (none) or at least 2 steps, was " + cycle);
        }
    }

    public static NormalConfig defaults() {
        return new NormalConfig(WindowNormalisation.MEAN_STD, false, 0);
    }

    /** Steps of the cycle where the season is known; 1 if there is none. */
    public int cycleSteps(int season) {
        return cycle == -1 ? season : Math.max(1, cycle);
    }
}
