package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThetaCesConfigTest {

    @Test
    void seasonsBelowZeroAreRefused() {
        for (Executable config : new Executable[] {
            () -> new ThetaConfig(-1), () -> new DynamicThetaConfig(-1), () -> new CesConfig(CesConfig.Form.AUTO, -1)
        }) {
            assertEquals(
                    "season must not be negative, was -1",
                    assertThrows(IllegalArgumentException.class, config).getMessage());
        }
    }

    @Test
    void optionsAreThoseOfTheCommandLine() {
        assertEquals(
                new ThetaConfig(7),
                Forecasters.create("theta", Map.of("season", "7")).config());
        assertEquals(
                new DynamicThetaConfig(0), Forecasters.create("dynamic-theta").config());
        assertEquals(
                new CesConfig(CesConfig.Form.FULL, 12),
                Forecasters.create("ces", Map.of("form", "FULL", "season", "12"))
                        .config());
    }

    @ParameterizedTest
    @ValueSource(strings = {"theta", "dynamic-theta", "ces"})
    void aLoadedModelForecastsTheSame(String id, @TempDir Path folder) throws IOException {
        double[] values = Shapes.named("quarterly");
        var schema = new Schema(Frequency.parse("step"), List.of(4), List.of("y"), List.of());
        List<TimeSeries> data =
                List.of(TimeSeries.of("s", schema, TimeAxis.integers(0, values.length), new double[][] {values}));
        Path file = folder.resolve("m.almanac");
        try (ForecastModel model = Forecasters.create(id).fit(SeriesSet.of(data.get(0)), FitOptions.of(6))) {
            ModelStore.save(model, file);
            try (ForecastModel loaded = ModelStore.load(file, "cpu")) {
                Forecast forecast = (Forecast) model.forecast(data, 6).get(0);
                Forecast again = (Forecast) loaded.forecast(data, 6).get(0);
                for (int h = 0; h < 6; h++) {
                    assertEquals(forecast.point(0, h), again.point(0, h), 0);
                    assertEquals(forecast.quantile(0, 0, h), again.quantile(0, 0, h), 0);
                }
            }
        }
    }
}
