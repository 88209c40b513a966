package io.almanac.forecasting.intermittent;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code croston}: the mean size of demand over the mean interval between demands, each
 * smoothed with a weight of its own. Its mean is too high by about half the smoothing: see {@link Sba}.
 */
public final class Croston implements LocalProvider<IntermittentConfig> {

    @Override
    public String id() {
        return "croston";
    }

    @Override
    public String description() {
        return "intermittent demand: size over interval, each smoothed (Croston)";
    }

    @Override
    public IntermittentConfig defaults() {
        return new IntermittentConfig(0);
    }

    @Override
    public LocalMethod method(IntermittentConfig config, Schema schema) {
        return new IntermittentMethod(Rule.CROSTON, config.smoothing());
    }
}
