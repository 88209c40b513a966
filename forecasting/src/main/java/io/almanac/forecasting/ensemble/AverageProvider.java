package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.Map;

/** The forecaster {@code average}: the mean or median of forecasters that a user names. */
public final class AverageProvider implements ForecasterProvider<AverageConfig> {

    @Override
    public String id() {
        return "average";
    }

    @Override
    public String description() {
        return "the mean or median of forecasters that differ in seed, context, loss or kind; set members.LABEL to an id";
    }

    @Override
    public AverageConfig defaults() {
        return new AverageConfig(Rule.MEAN, Map.of(), Map.of());
    }

    /** No: a user has to name the members. */
    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Forecaster create(AverageConfig config) {
        return new AverageForecaster(id(), config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return AverageModel.load(
                in, provenance, ((AverageConfig) provenance.config()).members().keySet(), device);
    }
}
