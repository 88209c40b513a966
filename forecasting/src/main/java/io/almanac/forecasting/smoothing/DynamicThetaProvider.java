package io.almanac.forecasting.smoothing;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;

/**
 * The forecaster {@code dynamic-theta}: the dynamic optimised Theta model (DOTM). As {@code theta}, but how much of the trend is
 * added comes from the data, and the trend at a step is that of the values up to it. Source: Fiorucci, Pellegrini, Louzada,
 * Petropoulos and Koehler 2016: see {@link ThetaState}.
 *
 * <p>Not for a season that changes.
 */
public final class DynamicThetaProvider implements ForecasterProvider<DynamicThetaConfig> {

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
    public Forecaster create(DynamicThetaConfig config) {
        return new LocalForecaster(id(), config, schema -> method(config, schema));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, method((DynamicThetaConfig) provenance.config(), provenance.schema()));
    }

    private static ThetaMethod method(DynamicThetaConfig config, Schema schema) {
        return new ThetaMethod(config.season() > 0 ? config.season() : schema.season(), true);
    }
}
