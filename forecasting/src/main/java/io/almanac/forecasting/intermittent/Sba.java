package io.almanac.forecasting.intermittent;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code sba}: {@link Croston}, corrected for its bias.
 */
public final class Sba implements LocalProvider<IntermittentConfig> {

    @Override
    public String id() {
        return "sba";
    }

    @Override
    public String description() {
        return "intermittent demand: Croston without its bias (Syntetos-Boylan)";
    }

    @Override
    public IntermittentConfig defaults() {
        return new IntermittentConfig(0.1);
    }

    @Override
    public LocalMethod method(IntermittentConfig config, Schema schema) {
        return new IntermittentMethod(Rule.SBA, config.smoothing());
    }
}
