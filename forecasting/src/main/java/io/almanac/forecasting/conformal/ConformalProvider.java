package io.almanac.forecasting.conformal;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;

/** Makes {@link ConformalForecaster}s and reads their models. */
public final class ConformalProvider implements ForecasterProvider<ConformalConfig> {

    @Override
    public String id() {
        return ConformalForecaster.ID;
    }

    @Override
    public String description() {
        return "any forecaster, with intervals from the errors of its earlier forecasts";
    }

    @Override
    public ConformalConfig defaults() {
        return ConformalConfig.around("seasonal-naive");
    }

    @Override
    public Forecaster create(ConformalConfig config) {
        return new ConformalForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return ConformalModel.load(in, provenance, device);
    }
}
