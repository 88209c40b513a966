package io.almanac.forecasting.linear;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.TimeSeries;
import java.util.List;
import java.util.stream.DoubleStream;

/** All numbers of a model's forecasts. */
final class Numbers {

    private Numbers() {}

    static double[] of(ForecastModel model, List<TimeSeries> histories, int horizon) {
        var numbers = DoubleStream.builder();
        for (Outcome outcome : model.forecast(histories, horizon)) {
            var forecast = (Forecast) outcome;
            for (int channel = 0; channel < forecast.channels(); channel++) {
                for (int step = 0; step < horizon; step++) {
                    numbers.add(forecast.point(channel, step));
                    for (int q = 0; q < forecast.quantiles().size(); q++) {
                        numbers.add(forecast.quantile(q, channel, step));
                    }
                }
            }
        }
        return numbers.build().toArray();
    }
}
