package io.almanac.examples;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.IntStream;

/** Forecasts an array of values a week ahead. */
public final class ForecastArrays {
    public static void main(String[] args) {
        double[] visitors = IntStream.range(0, 70)
                .mapToDouble(day -> 100 + day + 20 * (day % 7))
                .toArray();
        TimeSeries series = TimeSeries.of(
                "visitors", Frequency.parse("D"), LocalDate.of(2024, 1, 1).atStartOfDay(), visitors);
        SeriesSet data = SeriesSet.of(series);

        try (ForecastModel model = Forecasters.create("ets").fit(data, FitOptions.of(7))) {
            for (Outcome outcome : model.forecast(data.asList(), 7)) {
                Forecast forecast = (Forecast) outcome;
                for (int step = 0; step < 7; step++) {
                    System.out.printf(Locale.ROOT, "%s %.1f%n", forecast.axis().text(step), forecast.point(0, step));
                }
            }
        }
    }
}
