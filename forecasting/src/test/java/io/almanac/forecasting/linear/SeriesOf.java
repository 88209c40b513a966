package io.almanac.forecasting.linear;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Series for the tests of this package. */
final class SeriesOf {

    static final double NAN = Double.NaN;

    private SeriesOf() {}

    static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }

    /** A channel in standard deviations already. */
    static Channel channel(double[] values, int trained, int first, int season) {
        return new Channel(new Channel.Key("s", "y"), new SeriesScale(0, 1), values, trained, first, season);
    }

    /** A channel without a season. */
    static Channel channel(double[] values, int trained) {
        return channel(values, trained, 0, 1);
    }

    /** Channels c0, c1, … on an integer axis. */
    static TimeSeries channels(String id, int season, double[]... channels) {
        var schema = new Schema(
                Frequency.parse("step"),
                List.of(season),
                IntStream.range(0, channels.length).mapToObj(c -> "c" + c).toList(),
                List.of());
        return TimeSeries.of(id, schema, TimeAxis.integers(0, channels[0].length), channels);
    }

    static SeriesSet set(TimeSeries... series) {
        return SeriesSet.of(series[0].schema(), List.of(series));
    }

    /** Four series of two channels of unlike size, season 4, unequal lengths, some values missing. */
    static SeriesSet random(long seed) {
        var random = new Random(seed);
        List<TimeSeries> series = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int length = 120 + random.nextInt(60);
            double[][] rows = new double[2][length];
            for (int c = 0; c < 2; c++) {
                double level = 0;
                for (int t = 0; t < length; t++) {
                    level += random.nextGaussian();
                    rows[c][t] = random.nextInt(80) == 0 ? NAN : (level + 3 * (t % 4)) * (1 + 999 * c);
                }
            }
            series.add(channels("s" + i, 4, rows));
        }
        return SeriesSet.of(series.get(0).schema(), series);
    }
}
