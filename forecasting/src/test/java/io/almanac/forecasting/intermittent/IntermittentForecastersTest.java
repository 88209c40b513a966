package io.almanac.forecasting.intermittent;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntermittentForecastersTest {

    private static final Schema SCHEMA = Schema.univariate(Frequency.parse("step"));

    private static TimeSeries series(String id, double... values) {
        return TimeSeries.of(id, SCHEMA, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    // The numbers of IntermittentMethodTest.methodsWorkedByHand, in another unit.
    @ParameterizedTest
    @CsvSource({"croston, 2400", "sba, 1800", "tsb, 3375"})
    void forecastersHaveTheirOwnMeans(String id, double expected) {
        ForecastModel model = Forecasters.create(id, Map.of("smoothing", "0.5"))
                .fit(SeriesSet.of(series("s", 0, 4000, 0, 0, 8000)), FitOptions.of(2));
        Forecast forecast = assertInstanceOf(
                Forecast.class,
                model.forecast(List.of(series("s", 0, 4000, 0, 0, 8000)), 2).get(0));
        assertEquals(expected, forecast.point(0, 1), 1e-10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"croston", "sba", "tsb"})
    void badSeriesAreRefusedAndTheOthersForecast(String id) {
        double nan = Double.NaN;
        var data = SeriesSet.of(
                SCHEMA,
                List.of(
                        series("good", 0, 1, 0, 0, 2),
                        series("negative", 0, 1, -1),
                        series("nothing", 0, 0, 0, 0),
                        series("empty", nan, nan),
                        series("one", nan, 3, nan)));
        ForecastModel model = Forecasters.create(id).fit(data, FitOptions.of(2));
        List<Outcome> outcomes = model.forecast(data.asList(), 2);
        assertInstanceOf(Forecast.class, outcomes.get(0));
        Refusal negative = assertInstanceOf(Refusal.class, outcomes.get(1));
        assertTrue(negative.reason().contains("demand can't be below 0, one value is -"), negative.reason());
        assertEquals(0, assertInstanceOf(Forecast.class, outcomes.get(2)).point(0, 1));
        assertInstanceOf(Refusal.class, outcomes.get(3));
        assertInstanceOf(Refusal.class, outcomes.get(4));
    }

    @ParameterizedTest
    @CsvSource({"croston, 1e12", "croston, 1e-12", "sba, 1e12", "sba, 1e-12", "tsb, 1e12", "tsb, 1e-12"})
    void theUnitChangesNothing(String id, double unit) {
        double[] values = {0, 3, 0, 1, 0, 0, 7, 2, 0};
        double[] large = Arrays.stream(values).map(y -> unit * y).toArray();
        Forecast expected = forecast(id, values);
        Forecast actual = forecast(id, large);
        assertEquals(unit * expected.point(0, 0), actual.point(0, 0), 1e-12 * unit);
        assertEquals(unit * expected.quantile(4, 0, 0), actual.quantile(4, 0, 0), 1e-12 * unit);
    }

    private static Forecast forecast(String id, double... values) {
        ForecastModel model = Forecasters.create(id).fit(SeriesSet.of(series("s", values)), FitOptions.of(1));
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(series("s", values)), 1).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"croston", "sba", "tsb"})
    void aLoadedModelForecastsTheSameBits(String id, @TempDir Path folder) throws IOException {
        TimeSeries series = series("s", 0, 3, 0, 1, 0, 0, 7, 2, 0);
        ForecastModel model = Forecasters.create(id).fit(SeriesSet.of(series), FitOptions.of(3));
        ModelStore.save(model, folder.resolve("m.almanac"));
        try (ForecastModel loaded = ModelStore.load(folder.resolve("m.almanac"), "cpu")) {
            Forecast before = (Forecast) model.forecast(List.of(series), 3).get(0);
            Forecast after = (Forecast) loaded.forecast(List.of(series), 3).get(0);
            assertEquals(before.point(0, 2), after.point(0, 2));
            assertEquals(before.quantile(3, 0, 2), after.quantile(3, 0, 2));
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> Forecasters.create("tsb", Map.of("smoothing", "1.5")));
        assertEquals("tsb: smoothing must be in [0, 1], was 1.5", thrown.getMessage());
    }
}
