package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Series and forecasters for the tests of averages. */
final class Fixtures {

    static final int HORIZON = 3;

    static final FitOptions OPTIONS = FitOptions.of(HORIZON);

    private Fixtures() {}

    /** Three series of two channels, season 4, of 60, 70 and 80 steps. */
    static SeriesSet data() {
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("c0", "c1"), List.of());
        var random = new Random(11);
        List<TimeSeries> series = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[][] values = new double[2][60 + 10 * i];
            for (double[] row : values) {
                Arrays.setAll(row, t -> 50 + 0.2 * t + 10 * (t % 4) + 3 * random.nextGaussian());
            }
            series.add(TimeSeries.of("s" + i, schema, TimeAxis.integers(0, values[0].length), values));
        }
        return SeriesSet.of(schema, series);
    }

    static AverageForecaster average(Map<String, String> members, Map<String, String> settings) {
        return average(Rule.MEAN, members, settings);
    }

    static AverageForecaster average(Rule rule, Map<String, String> members, Map<String, String> settings) {
        return new AverageForecaster("average", new AverageConfig(rule, members, settings));
    }

    static List<Outcome> outcomes(ForecastModel model) {
        return model.forecast(data().asList(), HORIZON);
    }

    /** All numbers of a forecast: for each channel and step the point, then the quantiles. */
    static double[] numbers(Outcome outcome) {
        var forecast = (Forecast) outcome;
        var numbers = DoubleStream.builder();
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                numbers.add(forecast.point(channel, step));
                for (int q = 0; q < forecast.quantiles().size(); q++) {
                    numbers.add(forecast.quantile(q, channel, step));
                }
            }
        }
        return numbers.build().toArray();
    }

    static double[] numbers(ForecastModel model) {
        return outcomes(model).stream()
                .map(Fixtures::numbers)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
