package io.almanac.forecasting.smoothing;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.forecasting.local.InformationCriterion;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;

/**
 * The forecaster {@code ses}: simple exponential smoothing, ETS(A,N,N), a level that follows the values. For what has neither
 * trend nor season. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class SesProvider implements ForecasterProvider<SesProvider.Config> {

    private static final EtsMethod METHOD = new EtsMethod("ANN", 1, InformationCriterion.AICC);

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "ses";
    }

    @Override
    public String description() {
        return "simple exponential smoothing: a level that follows the values";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public Forecaster create(Config config) {
        return new LocalForecaster(id(), config, schema -> METHOD);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, METHOD);
    }
}
