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
 * The forecaster {@code damped}: Holt's trend with damping, ETS(A,Ad,N): the slope fades over the horizon. For a trend that may
 * not last; with fewer than eight values as {@code holt}. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class DampedProvider implements ForecasterProvider<DampedProvider.Config> {

    private static final EtsMethod METHOD = new EtsMethod("AAdN", 1, InformationCriterion.AICC);

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "damped";
    }

    @Override
    public String description() {
        return "Holt's trend, damped: it fades over the horizon";
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
