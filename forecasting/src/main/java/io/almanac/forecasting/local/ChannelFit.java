package io.almanac.forecasting.local;

import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/** What became of one channel of one series: fitted, or why not. */
sealed interface ChannelFit {

    /**
     * No fit.
     *
     * @param reason in words that follow "channel y: "
     */
    record Unfit(String reason) implements ChannelFit {}

    /**
     * A fit.
     *
     * @param start the ordinal of the first fitted step
     * @param unit  by which values are divided
     */
    record Fitted(long start, double unit, LocalFit fit) implements ChannelFit {

        /** Why there can be no forecast, if so. */
        Optional<String> lacks(TimeSeries series, int channel) {
            double[] values = History.from(series, channel, start).in(unit);
            return values.length == 0 ? Optional.of("there is no observed value") : fit.lacks(values);
        }

        /** A forecast in the units of the series. */
        LocalForecast forecast(TimeSeries series, int channel, int horizon, Probabilities asked) {
            History history = History.from(series, channel, start);
            int begin = Math.toIntExact(history.start() - start);
            LocalForecast scaled = fit.forecast(history.in(unit), begin, horizon, asked);
            return new LocalForecast(
                    times(scaled.points()),
                    times(scaled.deviations()),
                    Arrays.stream(scaled.quantiles()).map(this::times).toArray(double[][]::new));
        }

        private double[] times(double[] values) {
            return Arrays.stream(values).map(y -> y * unit).toArray();
        }
    }

    /** Fits a method to a history. */
    static ChannelFit of(LocalMethod method, History history) {
        int observed = history.observed();
        if (observed < 2) {
            return new Unfit("too few observed values when the model was fitted: " + observed + ", needs 2");
        }
        double unit = history.unit();
        if (history.constant()) {
            return new Fitted(history.start(), unit, new ConstantFit());
        }
        if (observed < method.least()) {
            return new Unfit(
                    "too few observed values when the model was fitted: " + observed + ", needs " + method.least());
        }
        try {
            return new Fitted(history.start(), unit, method.fit(history.in(unit)));
        } catch (UnfitException e) {
            return new Unfit(String.valueOf(e.getMessage()));
        }
    }
}
