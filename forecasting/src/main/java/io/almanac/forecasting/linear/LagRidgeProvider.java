package io.almanac.forecasting.linear;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;

/** Makes {@link LagRidgeForecaster}s and reads their models. */
public final class LagRidgeProvider implements ForecasterProvider<LagRidgeConfig> {

    @Override
    public String id() {
        return LagRidgeForecaster.ID;
    }

    @Override
    public String description() {
        return "each series regressed on its own lags, shrunk to a common regression, in closed form; seconds";
    }

    @Override
    public LagRidgeConfig defaults() {
        return LagRidgeConfig.defaults();
    }

    @Override
    public Forecaster create(LagRidgeConfig config) {
        return new LagRidgeForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return LagRidgeModel.load(in, provenance);
    }
}
