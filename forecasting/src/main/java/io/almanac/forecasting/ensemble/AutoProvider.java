package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The forecaster {@code auto}: see {@link AutoForecaster}. */
public final class AutoProvider implements ForecasterProvider<AutoConfig> {

    @Override
    public String id() {
        return "auto";
    }

    @Override
    public String description() {
        return "what proves itself in rolling validation: statistics, ridge, Transformer, or their mean";
    }

    @Override
    public AutoConfig defaults() {
        return new AutoConfig(
                List.of("arima", "ces", "dynamic-theta", "ets"),
                List.of("lag-ridge", "mstl", "ridge", "transformer"),
                Map.of(),
                0);
    }

    @Override
    public Forecaster create(AutoConfig config) {
        return new AutoForecaster(id(), config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return AverageModel.load(in, provenance, ((AutoConfig) provenance.config()).ids(), device);
    }
}
