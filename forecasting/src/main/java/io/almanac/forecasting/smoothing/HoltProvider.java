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
 * The forecaster {@code holt}: Holt's linear trend, ETS(A,A,N), a level and a slope that follow the values. For a trend that
 * lasts as long as the horizon; with fewer than seven values it has none. A special case of {@code ets}: {@link EtsProvider}.
 */
public final class HoltProvider implements ForecasterProvider<HoltProvider.Config> {

    private static final EtsMethod METHOD = new EtsMethod("AAN", 1, InformationCriterion.AICC);

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "holt";
    }

    @Override
    public String description() {
        return "Holt's linear trend: a level and a slope that follow the values";
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
