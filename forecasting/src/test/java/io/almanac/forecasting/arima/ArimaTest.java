package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.local.LocalModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArimaTest {

    private static final double NAN = Double.NaN;
    private static final Schema SCHEMA = new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of());

    private static TimeSeries series(String id, double... values) {
        return TimeSeries.of(id, SCHEMA, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static double[] seasonal(int length, double scale) {
        var random = new Random(5);
        double[] values = new double[length];
        double level = 100;
        for (int t = 0; t < length; t++) {
            level += random.nextGaussian();
            values[t] = scale * (level + 9 * (t % 4));
        }
        return values;
    }

    private static double[] points(Outcome outcome) {
        Forecast forecast = assertInstanceOf(Forecast.class, outcome);
        double[] points = new double[forecast.axis().length()];
        Arrays.setAll(points, h -> forecast.point(0, h));
        return points;
    }

    @Test
    void badSeriesAreRefusedAndTheOthersForecast() {
        double[] ends = seasonal(40, 1);
        ends[0] = NAN;
        ends[39] = NAN;
        var data = SeriesSet.of(
                SCHEMA,
                List.of(
                        series("empty", NAN, NAN, NAN),
                        series("one", NAN, 3, NAN),
                        series("constant", 5, 5, 5, 5, 5),
                        series("two", 1, 2),
                        series("ends", ends),
                        series("small", seasonal(40, 1e-12)),
                        series("large", seasonal(40, 1e12))));
        ForecastModel model = Forecasters.create("arima").fit(data, FitOptions.of(3));
        List<Outcome> outcomes = model.forecast(data.asList(), 3);
        assertInstanceOf(Refusal.class, outcomes.get(0));
        assertInstanceOf(Refusal.class, outcomes.get(1));
        assertArrayEquals(new double[] {5, 5, 5}, points(outcomes.get(2)));
        for (Outcome outcome : outcomes.subList(2, 7)) {
            assertTrue(Arrays.stream(points(outcome)).allMatch(Double::isFinite), outcome.id());
        }
        // The same series in two units, each of which becomes a power of two times a number in [1, 2).
        double[] ratios = points(outcomes.get(6));
        for (int h = 0; h < 3; h++) {
            assertEquals(1e24, ratios[h] / points(outcomes.get(5))[h], 1e19);
        }
    }

    @Test
    void aLoadedModelForecastsTheSameBitsAlsoFromALongerHistory(@TempDir Path folder) throws IOException {
        double[] longer = seasonal(52, 1);
        TimeSeries series = series("s", Arrays.copyOf(longer, 40));
        ForecastModel model = Forecasters.create("arima").fit(SeriesSet.of(series), FitOptions.of(3));
        ModelStore.save(model, folder.resolve("m.almanac"));
        try (ForecastModel loaded = ModelStore.load(folder.resolve("m.almanac"), "cpu")) {
            for (TimeSeries history : List.of(series, series("s", longer))) {
                assertArrayEquals(
                        points(model.forecast(List.of(history), 3).get(0)),
                        points(loaded.forecast(List.of(history), 3).get(0)));
            }
        }
    }

    @Test
    void aFormAndASeasonCanBeGiven() {
        TimeSeries series = series("s", seasonal(40, 1));
        var model = (LocalModel) Forecasters.create("arima", Map.of("orders", "(0,1,1)(0,1,1)"))
                .fit(SeriesSet.of(series), FitOptions.of(3));
        assertEquals(List.of("ARIMA(0,1,1)(0,1,1)[4]"), model.chosen("s"));
        var other = (LocalModel) Forecasters.create("arima", Map.of("orders", "(1,0,0)(0,1,0)", "season", "2"))
                .fit(SeriesSet.of(series), FitOptions.of(3));
        assertEquals(List.of("ARIMA(1,0,0)(0,1,0)[2]"), other.chosen("s"));
        assertThrows(IllegalArgumentException.class, () -> Forecasters.create("arima", Map.of("orders", "x")));
    }
}
