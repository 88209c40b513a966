package io.almanac.forecasting.intermittent;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code tsb}: the mean size of demand times its probability, which falls with each step
 * without demand. For what may go out of use, where {@link Croston} would go on for ever.
 */
public final class Tsb implements LocalProvider<IntermittentConfig> {

    @Override
    public String id() {
        return "tsb";
    }

    @Override
    public String description() {
        return "intermittent demand that may end: size times probability (Teunter-Syntetos-Babai)";
    }

    @Override
    public IntermittentConfig defaults() {
        return new IntermittentConfig(0.1);
    }

    @Override
    public LocalMethod method(IntermittentConfig config, Schema schema) {
        return new IntermittentMethod(Rule.TSB, config.smoothing());
    }
}
