package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import java.io.IOException;
import java.util.Map;

/**
 * The forecaster {@code combination}: the median of four statistical methods that err in different ways. The first to try
 * on short series, yearly to weekly.
 *
 * <p>Source: Petropoulos and Svetunkov 2020, "A simple combination of univariate models", sixth of the M4 competition.
 */
public final class CombinationProvider implements ForecasterProvider<AverageConfig> {

    @Override
    public String id() {
        return "combination";
    }

    @Override
    public String description() {
        return "the median of exponential smoothing, complex smoothing, ARIMA and dynamic Theta";
    }

    @Override
    public AverageConfig defaults() {
        return new AverageConfig(
                Rule.MEDIAN, Map.of("arima", "arima", "ces", "ces", "ets", "ets", "theta", "dynamic-theta"), Map.of());
    }

    @Override
    public Forecaster create(AverageConfig config) {
        return new AverageForecaster(id(), config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        return AverageModel.load(
                in, provenance, ((AverageConfig) provenance.config()).members().keySet(), device);
    }
}
