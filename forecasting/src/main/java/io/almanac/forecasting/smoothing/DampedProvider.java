package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code damped}: Holt's trend with damping, ETS(A,Ad,N): the slope fades over the horizon. For a trend that may
 * not last; with fewer than eight values as {@code holt}. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class DampedProvider implements LocalProvider<DampedProvider.Config> {

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "damped";
    }

    @Override
    public String description() {
        return "Holt's trend, damped: it fades over the horizon";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new EtsMethod("AAdN", 1, InformationCriterion.AICC);
    }
}
