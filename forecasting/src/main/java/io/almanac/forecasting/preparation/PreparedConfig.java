package io.almanac.forecasting.preparation;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of {@code prepared}: which forecaster forecasts, and on what scale.
 *
 * @param forecaster id of the inner forecaster
 * @param settings   its options as on the command line, {@code layers} to {@code 2}; what is not named keeps its default. On
 *                   the command line {@code --set LABEL.settings.layers=2}
 * @param outliers   whether outliers are replaced first, see {@link io.almanac.forecasting.decomposition.Outliers}
 * @param scale      on which it is fitted
 * @param mean       whether points are brought back as means, which needs quantiles; off, they are medians
 * @param adjust     whether a season is taken off where a test finds one, and put back on the forecasts
 * @param season     steps of that season; 0 takes the first season of the data
 */
public record PreparedConfig(
        String forecaster,
        Map<String, String> settings,
        boolean outliers,
        Scale scale,
        boolean mean,
        boolean adjust,
        int season) {

    /** On which the inner forecaster is fitted; a channel that has values not above 0 stays as it is. */
    public enum Scale {
        /** That of the data. */
        NONE,
        /** The natural logarithm. */
        LOG,
        /** A power between the logarithm and none, chosen for each channel by Guerrero's method. */
        BOX_COX
    }

    public PreparedConfig {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        if (forecaster.isEmpty()) {
            throw new IllegalArgumentException("forecaster must be the id of one, was empty");
        }
        if (season < 0) {
            throw new IllegalArgumentException("season must not be negative, was " + season);
        }
    }
}
