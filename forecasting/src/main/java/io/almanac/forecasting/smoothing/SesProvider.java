package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code ses}: simple exponential smoothing, ETS(A,N,N), a level that follows the values. For what has neither
 * trend nor season. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class SesProvider implements LocalProvider<SesProvider.Config> {

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "ses";
    }

    @Override
    public String description() {
        return "simple exponential smoothing: a level that follows the values";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new EtsMethod("ANN", 1, InformationCriterion.AICC);
    }
}
