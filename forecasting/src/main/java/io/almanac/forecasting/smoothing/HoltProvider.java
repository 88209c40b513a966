package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code holt}: Holt's linear trend, ETS(A,A,N), a level and a slope that follow the values. For a trend that
 * lasts as long as the horizon; with fewer than seven values it has none. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class HoltProvider implements LocalProvider<HoltProvider.Config> {

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "holt";
    }

    @Override
    public String description() {
        return "Holt's linear trend: a level and a slope that follow the values";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new EtsMethod("AAN", 1, InformationCriterion.AICC);
    }
}
