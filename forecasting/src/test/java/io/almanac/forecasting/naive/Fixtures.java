package io.almanac.forecasting.naive;

import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Series for the tests of this package. */
final class Fixtures {

    static final double NAN = Double.NaN;
    static final List<String> IDS = List.of("drift", "moving-average", "naive", "naive2", "seasonal-naive");

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

    /** Five series of two channels, season 4, unequal lengths, a tenth of the values missing. */
    static SeriesSet random(long seed) {
        var random = new Random(seed);
        List<TimeSeries> series = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int length = 40 + random.nextInt(30);
            double[][] values = new double[2][length];
            for (double[] row : values) {
                double level = 0;
                for (int t = 0; t < length; t++) {
                    level += random.nextGaussian();
                    row[t] = random.nextInt(10) == 0 ? NAN : level + 3 * (t % 4);
                }
            }
            series.add(series("s" + i, 4, values));
        }
        return SeriesSet.of(series.get(0).schema(), series);
    }
}
