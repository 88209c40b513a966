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
 * The forecaster {@code croston}: the mean size of demand over the mean interval between demands, each
 * smoothed with a weight of its own. Its mean is too high by about half the smoothing: see {@link Sba}.
 */
public final class Croston implements ForecasterProvider<IntermittentConfig> {

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
    public Forecaster create(IntermittentConfig config) {
        return new LocalForecaster(id(), config, schema -> method(config));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, method((IntermittentConfig) provenance.config()));
    }

    private static IntermittentMethod method(IntermittentConfig config) {
        return new IntermittentMethod(Rule.CROSTON, config.smoothing());
    }
}
