package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code ets}: exponential smoothing in state-space form, with error, trend and season chosen by the corrected
 * information criterion. Source: Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with Exponential Smoothing: the State Space
 * Approach".
 *
 * <p>Strong on series of tens to hundreds of values with one season of at most 24 steps. Not for longer or several seasons,
 * which it leaves out, nor for what depends on covariates.
 */
public final class EtsProvider implements LocalProvider<EtsConfig> {

    @Override
    public String id() {
        return "ets";
    }

    @Override
    public String description() {
        return "exponential smoothing; error, trend and season as an information criterion says";
    }

    @Override
    public EtsConfig defaults() {
        return new EtsConfig("ZZZ", 0, InformationCriterion.AICC);
    }

    @Override
    public LocalMethod method(EtsConfig config, Schema schema) {
        return new EtsMethod(
                config.model(), config.season() > 0 ? config.season() : schema.season(), config.criterion());
    }
}
