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
 * The forecaster {@code tsb}: the mean size of demand times its probability, which falls with each step
 * without demand. For what may go out of use, where {@link Croston} would go on for ever.
 */
public final class Tsb implements ForecasterProvider<IntermittentConfig> {

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
    public Forecaster create(IntermittentConfig config) {
        return new LocalForecaster(id(), config, schema -> method(config));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, method((IntermittentConfig) provenance.config()));
    }

    private static IntermittentMethod method(IntermittentConfig config) {
        return new IntermittentMethod(Rule.TSB, config.smoothing());
    }
}
