package io.almanac.forecasting.linear;

import java.util.List;

/**
 * The options of {@code lag-ridge}.
 *
 * @param lags  how many steps the members read; those that do best on blocks are averaged. Empty = candidates by season and
 *              length of the series
 * @param log   whether logarithms are regressed: of the channels that have no value of 0 or below
 * @param refit whether the validation steps, once they have served to choose, are fitted to like all others
 */
public record LagRidgeConfig(List<Integer> lags, RidgeConfig.Choice log, boolean refit) {

    public LagRidgeConfig {
        lags = List.copyOf(lags);
        for (int i = 0; i < lags.size(); i++) {
            if (lags.get(i) < 2 || (i > 0 && lags.get(i) <= lags.get(i - 1))) {
                throw new IllegalArgumentException("lags must be at least 2 and ascending, was " + lags);
            }
        }
    }

    public static LagRidgeConfig defaults() {
        return new LagRidgeConfig(List.of(), RidgeConfig.Choice.CHOSEN, true);
    }
}
