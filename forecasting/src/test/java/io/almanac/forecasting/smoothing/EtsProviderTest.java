package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.local.InformationCriterion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtsProviderTest {

    @TempDir
    private Path folder;

    private static TimeSeries series(double scale) throws IOException {
        double[] values = Shapes.named("quarterly");
        for (int t = 0; t < values.length; t++) {
            values[t] *= scale;
        }
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of());
        return TimeSeries.of("s", schema, TimeAxis.integers(0, values.length), new double[][] {values});
    }

    private static Forecast forecast(ForecastModel model, TimeSeries series) {
        return assertInstanceOf(
                Forecast.class, model.forecast(List.of(series), 8).get(0));
    }

    @ParameterizedTest
    @CsvSource({"ets, 'ETS(M,A,M)'", "ses, 'ETS(A,N,N)'", "holt, 'ETS(A,A,N)'", "damped, 'ETS(A,Ad,N)'"})
    void aSavedModelForecastsTheSameBitsAndSaysItsForm(String id, String form) throws IOException {
        TimeSeries series = series(1);
        Path file = folder.resolve("a.almanac");
        try (var model = Forecasters.create(id).fit(SeriesSet.of(series), FitOptions.of(8))) {
            ModelStore.save(model, file);
            assertTrue(
                    model.provenance().toString().contains(form),
                    model.provenance().toString());
            try (var loaded = ModelStore.load(file, "cpu")) {
                for (int h = 0; h < 8; h++) {
                    assertEquals(
                            forecast(model, series).point(0, h),
                            forecast(loaded, series).point(0, h));
                    assertEquals(
                            forecast(model, series).quantile(0, 0, h),
                            forecast(loaded, series).quantile(0, 0, h));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e-12})
    void theScaleOfASeriesIsThatOfItsForecast(double scale) throws IOException {
        Forecast plain = forecast(Forecasters.create("ets").fit(SeriesSet.of(series(1)), FitOptions.of(8)), series(1));
        Forecast scaled =
                forecast(Forecasters.create("ets").fit(SeriesSet.of(series(scale)), FitOptions.of(8)), series(scale));

        for (int h = 0; h < 8; h++) {
            assertEquals(1, scaled.point(0, h) / (scale * plain.point(0, h)), 1e-4);
        }
    }

    @Test
    void theSeasonAndTheCriterionAreOptions() throws IOException {
        var model = Forecasters.create("ets", Map.of("model", "ZZA", "season", "1", "criterion", "BIC"))
                .fit(SeriesSet.of(series(1)), FitOptions.of(8));

        assertTrue(model.provenance().toString().matches("(?s).*ETS\\([AM],(N|Ad?),N\\).*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XNN | 0 | model must be error A, M or Z, trend N, A, Ad, M, Md or Z and season N, A, M or Z, as in ZZZ or"
                        + " MAdM, was \"XNN\"",
                "AAM | 0 | model must be a form of finite variance: an additive error goes with nothing multiplicative, a"
                        + " multiplicative trend not with an additive season; was \"AAM\"",
                "MMA | 0 | model must be a form of finite variance: an additive error goes with nothing multiplicative, a"
                        + " multiplicative trend not with an additive season; was \"MMA\"",
                "ZZZ | -1 | season must not be negative, was -1"
            })
    void aWrongOptionIsNamed(String model, int season, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new EtsConfig(model, season, InformationCriterion.AICC))
                        .getMessage());
    }
}
