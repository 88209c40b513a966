package io.almanac.forecasting.arima;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.decomposition.Stl;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code arima}: seasonal ARIMA, its form chosen automatically after Hyndman and Khandakar 2008,
 * "Automatic Time Series Forecasting: The forecast Package for R", Journal of Statistical Software 27(3).
 *
 * <ol>
 *   <li>One seasonal difference if the season of an STL decomposition is strong (Wang, Smith and Hyndman 2006), then as
 *       many differences as KPSS tests ask for, up to two: {@link Differencing}.
 *   <li>A stepwise search for the form of least AICc: {@link Search}.
 *   <li>Each form by exact maximum likelihood: {@link Estimator}.
 * </ol>
 *
 * <p>It differs from R in that R compares forms by an approximation where a series has more than 150 values or a season more
 * than 12 steps; here the exact likelihood is cheap enough, and only much longer series are treated so.
 *
 * <p>Not for counts with many zeros, and slow to see a season longer than a few hundred steps: there is none beyond 350.
 */
public final class Arima implements LocalProvider<ArimaConfig> {

    @Override
    public String id() {
        return "arima";
    }

    @Override
    public String description() {
        return "seasonal ARIMA with automatic choice of its orders";
    }

    @Override
    public ArimaConfig defaults() {
        return ArimaConfig.defaults();
    }

    @Override
    public LocalMethod method(ArimaConfig config, Schema schema) {
        return new ArimaMethod(config, config.season() > 0 ? config.season() : schema.season(), Stl::strength);
    }
}
