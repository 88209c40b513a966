package io.almanac.forecasting.decomposition;

import java.util.List;

/**
 * The option of {@code mstl}.
 *
 * @param seasons steps of each, at least 2; empty takes all seasons of the data
 */
public record MstlConfig(List<Integer> seasons) {

    public MstlConfig {
        seasons = List.copyOf(seasons);
        if (seasons.stream().anyMatch(season -> season < 2)) {
            throw new IllegalArgumentException("seasons must be at least 2 each, were " + seasons);
        }
    }
}
