package io.almanac.forecasting.linear;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;

/** Makes {@link RidgeForecaster}s and reads their models. */
public final class RidgeProvider implements ForecasterProvider<RidgeConfig> {

    @Override
    public String id() {
        return RidgeForecaster.ID;
    }

    @Override
    public String description() {
        return "average of linear regressions of all steps on contexts of several lengths, in closed form; seconds to a minute";
    }

    @Override
    public RidgeConfig defaults() {
        return RidgeConfig.defaults();
    }

    @Override
    public Forecaster create(RidgeConfig config) {
        return new RidgeForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return RidgeModel.load(in, provenance);
    }
}
