package io.almanac.forecasting.smoothing;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code theta}: the Theta method, best of all in the M3 competition. Of a series without its season, where a
 * test finds one, it forecasts the mean of its straight line and of simple exponential smoothing of the series with its
 * curvature doubled: in other words, exponential smoothing that drifts by half of the line's slope. Source: Assimakopoulos and
 * Nikolopoulos 2000, "The theta model", International Journal of Forecasting 16; Hyndman and Billah 2003, "Unmasking the Theta
 * method", there 19. It is fitted as the standard model of {@link ThetaState}'s source.
 *
 * <p>Not for a season that changes, or for a trend that turns.
 */
public final class ThetaProvider implements LocalProvider<ThetaConfig> {

    @Override
    public String id() {
        return "theta";
    }

    @Override
    public String description() {
        return "the Theta method: exponential smoothing with half of the trend (M3)";
    }

    @Override
    public ThetaConfig defaults() {
        return new ThetaConfig(0);
    }

    @Override
    public LocalMethod method(ThetaConfig config, Schema schema) {
        return new ThetaMethod(config.season() > 0 ? config.season() : schema.season(), false);
    }
}
