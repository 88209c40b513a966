package io.almanac.forecasting.preparation;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.Map;

/** The forecaster {@code prepared}: see {@link PreparedForecaster}. */
public final class PreparedProvider implements ForecasterProvider<PreparedConfig> {

    @Override
    public String id() {
        return "prepared";
    }

    @Override
    public String description() {
        return "any forecaster on logarithms, powers or seasonally adjusted values";
    }

    @Override
    public PreparedConfig defaults() {
        return new PreparedConfig("ets", Map.of(), false, PreparedConfig.Scale.BOX_COX, false, false, 0);
    }

    @Override
    public Forecaster create(PreparedConfig config) {
        return new PreparedForecaster(id(), config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return PreparedModel.load(in, provenance, device);
    }
}
