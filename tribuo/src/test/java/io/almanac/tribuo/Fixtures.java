package io.almanac.tribuo;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Series and shortcuts for the tests of this package. */
final class Fixtures {

    static final double NAN = Double.NaN;

    private Fixtures() {}

    /** One channel on an integer axis with the season 4. */
    static TimeSeries series(String id, double... values) {
        return TimeSeries.of(id, schema(), TimeAxis.integers(0, values.length), new double[][] {values});
    }

    static Schema schema(Covariate... covariates) {
        return new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of(covariates));
    }

    /** A season of 4 about a level, with noise of one tenth. */
    static double[] seasonal(long seed, int length) {
        var random = new Random(seed);
        return values(length, t -> 50 + 5 * Math.sin(Math.PI * t / 2) + 2 * (t % 4) + 0.1 * random.nextGaussian());
    }

    static double[] values(int length, IntToDoubleFunction of) {
        return IntStream.range(0, length).mapToDouble(of).toArray();
    }

    /** A series of one covariate; the row is as long as its kind says. */
    static TimeSeries withCovariate(Covariate covariate, double[] values, double[] row, int ahead) {
        return TimeSeries.of(
                "a",
                schema(covariate),
                TimeAxis.integers(0, values.length),
                new double[][] {values},
                new double[][] {row},
                ahead);
    }

    static SeriesSet set(TimeSeries... series) {
        return SeriesSet.of(series[0].schema(), List.of(series));
    }

    static Forecaster forecaster(String id, String... settings) {
        Map<String, String> map = new java.util.TreeMap<>();
        Arrays.stream(settings).map(s -> s.split("=", 2)).forEach(s -> map.put(s[0], s[1]));
        return Forecasters.create(id, map);
    }

    static Forecast forecast(ForecastModel model, TimeSeries history, int horizon) {
        return (Forecast) model.forecast(List.of(history), horizon).get(0);
    }

    static String reason(ForecastModel model, TimeSeries history, int horizon) {
        return ((Refusal) model.forecast(List.of(history), horizon).get(0)).reason();
    }

    /** The points of the first channel. */
    static double[] points(Forecast forecast) {
        return values(forecast.horizon(), step -> forecast.point(0, step));
    }
}
