package io.almanac.forecasting.decomposition;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MstlForecasterTest {

    private static final Schema DAY_AND_WEEK =
            new Schema(Frequency.parse("step"), List.of(4, 28), List.of("y"), List.of());

    private static double seasons(int t) {
        return 3 * (t % 4) - (t % 28 < 8 ? 10 : 0);
    }

    private static TimeSeries series(String id, double... values) {
        return TimeSeries.of(id, DAY_AND_WEEK, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static double[] values(int length, IntToDoubleFunction value) {
        double[] values = new double[length];
        Arrays.setAll(values, value);
        return values;
    }

    private static Forecast forecast(Map<String, String> settings, int horizon, double... values) {
        ForecastModel model =
                Forecasters.create("mstl", settings).fit(SeriesSet.of(series("s", values)), FitOptions.of(horizon));
        return assertInstanceOf(
                Forecast.class,
                model.forecast(List.of(series("s", values)), horizon).get(0));
    }

    @Test
    void allSeasonsOfTheDataAreRepeated() {
        var random = new Random(16);
        double[] values = values(200, t -> 50 + seasons(t) + random.nextGaussian() / 10);
        Forecast forecast = forecast(Map.of(), 28, values);
        for (int h = 0; h < 28; h++) {
            assertEquals(50 + seasons(200 + h), forecast.point(0, h), 1);
        }
        Forecast ofOne = forecast(Map.of("seasons", "4"), 28, values);
        assertTrue(Math.abs(ofOne.point(0, 10) - (50 + seasons(210))) > 1, "the option overrides the data");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void badSeriesAreRefusedAndAllOthersHaveFiniteForecasts(double unit) {
        double nan = Double.NaN;
        List<double[]> all = new ArrayList<>(List.of(
                new double[] {nan, nan, nan},
                new double[] {5},
                new double[] {nan, 5, nan},
                values(100, t -> 7),
                values(100, t -> t % 4),
                values(100, t -> t < 50 ? 0 : 1000),
                values(100, t -> t == 60 ? 1e9 : t % 5),
                values(100, t -> t < 5 || t > 95 ? nan : seasons(t)),
                values(100, t -> t % 3 == 0 ? nan : t - 50),
                values(20, t -> t)));
        for (int length = 2; length <= 5; length++) {
            all.add(values(length, t -> 3 + t * t % 5));
        }
        List<TimeSeries> data = new ArrayList<>();
        for (double[] values : all) {
            data.add(series(
                    "s" + data.size(), Arrays.stream(values).map(y -> unit * y).toArray()));
        }
        ForecastModel model = Forecasters.create("mstl").fit(SeriesSet.of(DAY_AND_WEEK, data), FitOptions.of(30));
        List<Outcome> outcomes = model.forecast(data, 30);
        for (int i = 0; i < outcomes.size(); i++) {
            if (i < 3) {
                assertEquals(
                        "s" + i,
                        assertInstanceOf(Refusal.class, outcomes.get(i)).id());
            } else {
                assertInstanceOf(Forecast.class, outcomes.get(i), "series " + i); // whose numbers are all finite
            }
        }
    }

    @Test
    void aLoadedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
        TimeSeries series = series("s", values(90, t -> seasons(t) + t * t % 7));
        ForecastModel model = Forecasters.create("mstl").fit(SeriesSet.of(series), FitOptions.of(5));
        ModelStore.save(model, folder.resolve("m.almanac"));
        try (ForecastModel loaded = ModelStore.load(folder.resolve("m.almanac"), "cpu")) {
            Forecast before = (Forecast) model.forecast(List.of(series), 5).get(0);
            Forecast after = (Forecast) loaded.forecast(List.of(series), 5).get(0);
            assertEquals(before.point(0, 4), after.point(0, 4));
            assertEquals(before.quantile(0, 0, 4), after.quantile(0, 0, 4));
        }
    }

    @Test
    void wrongSeasonsAreRefused() {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Forecasters.create("mstl", Map.of("seasons", "24,1")));
        assertEquals("mstl: seasons must be at least 2 each, were [24, 1]", thrown.getMessage());
    }
}
