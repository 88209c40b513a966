package io.almanac.forecasting.neural.recurrent;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.forecasting.neural.network.NetworkModel;
import java.io.IOException;

/** Makes {@link LstmForecaster}s and reads their models. Does not touch the native engine before a fit. */
public final class LstmProvider implements ForecasterProvider<LstmConfig> {

    @Override
    public String id() {
        return LstmForecaster.ID;
    }

    @Override
    public String description() {
        return "LSTM over the steps of the context, one model for all series; needs the native engine";
    }

    @Override
    public LstmConfig defaults() {
        return LstmConfig.defaults();
    }

    @Override
    public Forecaster create(LstmConfig config) {
        return new LstmForecaster(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return NetworkModel.load(in, provenance, device, LstmConfig.class, LstmNetwork::new);
    }
}
