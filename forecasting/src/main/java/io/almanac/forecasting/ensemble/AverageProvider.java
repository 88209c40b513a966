package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.Map;

/** Makes {@link AverageForecaster}s and reads their models. */
public final class AverageProvider implements ForecasterProvider<AverageConfig> {

    @Override
    public String id() {
        return AverageForecaster.ID;
    }

    @Override
    public String description() {
        return "the mean of forecasters that differ in seed, context, loss or kind; set members.LABEL to an id";
    }

    @Override
    public AverageConfig defaults() {
        return new AverageConfig(Map.of(), Map.of());
    }

    /** No: a user has to name the members. */
    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Forecaster create(AverageConfig config) {
        return new AverageForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return AverageModel.load(in, provenance, device);
    }
}
