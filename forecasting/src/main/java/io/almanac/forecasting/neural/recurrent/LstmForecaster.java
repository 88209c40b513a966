package io.almanac.forecasting.neural.recurrent;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import io.almanac.forecasting.neural.network.NetworkFit;
import java.util.EnumSet;
import java.util.Set;

/**
 * The LSTM, Hochreiter and Schmidhuber 1997, over windows of numeric series: cells that read a window step by step, and a
 * linear map from their last state to the whole horizon at once. One model for all series, each channel by itself. Needs
 * the native engine.
 *
 * <p>It is what the Transformer was made against: the same windows, features, heads and training, with recurrence where
 * that has attention. Steps can't be computed side by side, so long contexts take long.
 *
 * <p>Not for a handful of short series: with fewer than some hundred steps in all, exponential smoothing or the
 * seasonal naive forecast are more accurate and need no training.
 */
public final class LstmForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "lstm";

    private final LstmConfig config;

    public LstmForecaster(LstmConfig config) {
        this.config = config;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public LstmConfig config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.Scope.GLOBAL,
                true,
                false,
                config.window().covariates() ? EnumSet.allOf(Covariate.Kind.class) : Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        LstmChoice choice = LstmChoice.of(config, training, options);
        return new NetworkFit(this, choice.state(), config.training(), choice.reasons(), LstmNetwork::new)
                .on(training, options);
    }
}
