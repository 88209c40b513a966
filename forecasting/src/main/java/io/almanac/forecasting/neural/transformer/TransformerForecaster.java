package io.almanac.forecasting.neural.transformer;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import io.almanac.forecasting.ensemble.Correction;
import io.almanac.forecasting.linear.RidgeConfig;
import io.almanac.forecasting.linear.RidgeForecaster;
import io.almanac.forecasting.neural.network.NetworkFit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The Transformer, Vaswani et al. 2017, over windows of numeric series: an encoder whose tokens are steps, patches or
 * channels, and from there the whole horizon at once, or the paper's decoder. One model for all series. Needs the native
 * engine.
 *
 * <p>Not for a handful of short series: with fewer than some hundred steps in all, exponential smoothing or the
 * seasonal naive forecast are more accurate and need no training.
 */
public final class TransformerForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "transformer";

    private final TransformerConfig config;

    public TransformerForecaster(TransformerConfig config) {
        this.config = config;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public TransformerConfig config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.Scope.GLOBAL,
                true,
                config.token().channels() == Channels.MIXED,
                config.window().covariates() ? EnumSet.allOf(Covariate.Kind.class) : Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        if (config.beside().branch() == BranchConfig.Branch.LINEAR) {
            var ridge = new RidgeForecaster(RidgeConfig.defaults());
            var network = new TransformerForecaster(config.alone());
            return new Correction(ridge, network::fitRest, config.beside().branchFolds()).fit(this, training, options);
        }
        return fitRest(training, options, Optional.empty());
    }

    /** Fits the network to what a base leaves over; to the series themselves without one. */
    private ForecastModel fitRest(SeriesSet training, FitOptions options, Optional<ForecastModel> base) {
        TransformerChoice choice = TransformerChoice.of(config, training, options);
        var fit = new NetworkFit(this, choice.state(), config.training(), choice.reasons(), ForecastNetwork::new);
        return base.isPresent() ? fit.on(training, options, base.get()) : fit.on(training, options);
    }
}
