package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code dynamic-theta}: the dynamic optimised Theta model (DOTM). As {@code theta}, but how much of the trend is
 * added comes from the data, and the trend at a step is that of the values up to it. Source: Fiorucci, Pellegrini, Louzada,
 * Petropoulos and Koehler 2016: see {@link ThetaState}.
 *
 * <p>Not for a season that changes.
 */
public final class DynamicThetaProvider implements LocalProvider<DynamicThetaConfig> {

    @Override
    public String id() {
        return "dynamic-theta";
    }

    @Override
    public String description() {
        return "the dynamic optimised Theta model: theta with a fitted weight of a trend that is updated";
    }

    @Override
    public DynamicThetaConfig defaults() {
        return new DynamicThetaConfig(0);
    }

    @Override
    public LocalMethod method(DynamicThetaConfig config, Schema schema) {
        return new ThetaMethod(config.season() > 0 ? config.season() : schema.season(), true);
    }
}
