package io.almanac.forecasting.intermittent;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;

/**
 * The forecaster {@code sba}: {@link Croston}, corrected for its bias.
 */
public final class Sba implements ForecasterProvider<IntermittentConfig> {

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
    public Forecaster create(IntermittentConfig config) {
        return new LocalForecaster(id(), config, schema -> method(config));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, method((IntermittentConfig) provenance.config()));
    }

    private static IntermittentMethod method(IntermittentConfig config) {
        return new IntermittentMethod(Rule.SBA, config.smoothing());
    }
}
