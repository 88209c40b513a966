package io.almanac.tribuo;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.List;

/** Makes forecasters with a trainer of the user's own from their configuration, and reads their models. */
public final class TribuoProvider implements ForecasterProvider<TribuoConfig> {

    @Override
    public String id() {
        return TribuoForecaster.ID;
    }

    @Override
    public String description() {
        return "a regression trainer of Tribuo on lags, calendar and covariates; made in Java";
    }

    @Override
    public TribuoConfig defaults() {
        return TribuoConfig.of(List.of(), LagOptions.defaults());
    }

    /** No: only a program can give the trainer. */
    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Forecaster create(TribuoConfig config) {
        return TribuoForecaster.of(TrainerPart.trainer(config.trainer()), config.features());
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return TribuoModel.load(in, provenance);
    }
}
