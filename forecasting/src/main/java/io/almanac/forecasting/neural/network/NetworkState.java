package io.almanac.forecasting.neural.network;

import io.almanac.forecasting.neural.window.WindowRules;
import java.util.List;

/**
 * What a model needs beside its weights: everything that was left open in a configuration is decided here.
 *
 * @param rules     how windows are cut
 * @param channels  of the series
 * @param season    of the series
 * @param quantiles of the forecasts and the median, ascending
 * @param residual  whether the network forecasts what a base leaves over, and not the series itself
 * @param config    the network's own, with nothing left to choose
 */
public record NetworkState(
        WindowRules rules,
        int channels,
        int season,
        List<Double> quantiles,
        HeadConfig head,
        boolean residual,
        Record config) {

    public NetworkState {
        quantiles = List.copyOf(quantiles);
        if (!quantiles.contains(0.5)) {
            throw new IllegalArgumentException("the median must be among the quantiles, were " + quantiles);
        }
    }

    /** The same of a network that forecasts what a base leaves over. */
    public NetworkState ofResidual() {
        return new NetworkState(rules, channels, season, quantiles, head, true, config);
    }

    /** How many numbers the network says of each step. */
    public int outputs() {
        return Head.outputs(head.loss(), quantiles.size());
    }

    /** Channels of one window. */
    public int perWindow() {
        return rules.mixed() ? channels : 1;
    }
}
