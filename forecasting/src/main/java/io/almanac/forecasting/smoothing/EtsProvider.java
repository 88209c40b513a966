package io.almanac.forecasting.smoothing;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;

/**
 * The forecaster {@code ets}: exponential smoothing in state-space form, with error, trend and season chosen by the corrected
 * information criterion. Source: Hyndman, Koehler, Ord and Snyder 2008, "Forecasting with Exponential Smoothing: the State Space
 * Approach".
 *
 * <p>Strong on series of tens to hundreds of values with one season of at most 24 steps. Not for longer or several seasons,
 * which it leaves out, nor for what depends on covariates.
 */
public final class EtsProvider implements ForecasterProvider<EtsConfig> {

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
    public Forecaster create(EtsConfig config) {
        return new LocalForecaster(id(), config, schema -> method(config, schema));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, method((EtsConfig) provenance.config(), provenance.schema()));
    }

    private static EtsMethod method(EtsConfig config, Schema schema) {
        return new EtsMethod(
                config.model(), config.season() > 0 ? config.season() : schema.season(), config.criterion());
    }
}
