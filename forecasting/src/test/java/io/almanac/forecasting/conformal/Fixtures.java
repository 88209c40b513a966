package io.almanac.forecasting.conformal;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Series and configurations for the tests of this package. */
final class Fixtures {

    static final int HORIZON = 3;

    private Fixtures() {}

    /** Channels c0, c1, … on an integer axis. */
    static TimeSeries series(String id, int season, double[]... channels) {
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(season),
                IntStream.range(0, channels.length).mapToObj(c -> "c" + c).toList(),
                List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, channels[0].length), channels);
    }

    /** Four series of two channels, season 4, unequal lengths, one value in thirty missing. */
    static SeriesSet random(long seed) {
        var random = new Random(seed);
        List<TimeSeries> series = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int length = 110 + random.nextInt(40);
            double[][] values = new double[2][length];
            for (double[] row : values) {
                double level = 0;
                for (int t = 0; t < length; t++) {
                    level += random.nextGaussian();
                    row[t] = random.nextInt(30) == 0 ? Double.NaN : level + 3 * (t % 4);
                }
            }
            series.add(series("s" + i, 4, values));
        }
        return SeriesSet.of(series.get(0).schema(), series);
    }

    static ConformalConfig around(String id, Map<String, String> settings) {
        return ConformalConfig.around(id, settings);
    }

    /** With the quantiles of level 80 and the median. */
    static FitOptions options() {
        return new FitOptions(
                HORIZON, 0, Levels.quantiles(List.of(80)), 1, "cpu", io.almanac.core.forecast.FitListener.NONE);
    }

    static ConformalModel fit(ConformalConfig config, SeriesSet training) {
        return new ConformalForecaster(config).fit(training, options());
    }

    static Forecast forecast(ForecastModel model, TimeSeries history) {
        return (Forecast) model.forecast(List.of(history), HORIZON).get(0);
    }

    static String refusal(Outcome outcome) {
        return ((Refusal) outcome).reason();
    }

    /** All numbers of an outcome, or the reason why there are none. */
    static List<Object> content(Outcome outcome) {
        if (outcome instanceof Refusal refusal) {
            return List.of(refusal.id(), refusal.axis(), refusal.reason());
        }
        var forecast = (Forecast) outcome;
        List<Object> content = new ArrayList<>(List.of(forecast.id(), forecast.axis(), forecast.quantiles()));
        for (int channel = 0; channel < forecast.channels(); channel++) {
            for (int step = 0; step < forecast.horizon(); step++) {
                content.add(forecast.point(channel, step));
                for (int q = 0; q < forecast.quantiles().size(); q++) {
                    content.add(forecast.quantile(q, channel, step));
                }
            }
        }
        return content;
    }
}
