package io.almanac.forecasting.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.Forecasters;
import io.almanac.forecasting.conformal.ConformalConfig.Calibration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConformalConfigTest {

    @Test
    void aConfigurationComesBackFromJson() {
        ConformalConfig plain = ConformalConfig.around("naive");
        assertEquals(plain, RecordJson.read(RecordJson.write(plain), ConformalConfig.class));
        ConformalConfig full = ConformalConfig.around("moving-average", Map.of("window", "3"))
                .withMethod(ConformalMethod.QUANTILES)
                .withCalibration(Calibration.POOLED)
                .withCutoffs(19, 2)
                .withRefit(false)
                .withBounds(0, 10);
        assertEquals(full, RecordJson.read(RecordJson.write(full), ConformalConfig.class));
    }

    @Test
    void aForecasterIsMadeAgainFromIdAndConfiguration() {
        var forecaster = (ConformalForecaster) Forecasters.create(
                "conformal",
                Map.of(
                        "forecaster", "conformal",
                        "settings.forecaster", "moving-average",
                        "settings.settings.window", "3",
                        "method", "asymmetric",
                        "calibration", "static",
                        "lower", "0"));
        ConformalConfig config = forecaster.config();
        assertEquals(Map.of("forecaster", "moving-average", "settings.window", "3"), config.settings());
        assertEquals(OptionalDouble.of(0), config.lower());
        assertEquals(ConformalMethod.ASYMMETRIC, config.method());
        assertEquals(forecaster.config(), new ConformalForecaster(config).config());
    }

    @Test
    void anInfiniteBoundIsNone() {
        ConformalConfig config =
                ConformalConfig.around("naive").withBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertEquals(ConformalConfig.around("naive"), config);
        assertEquals(-7, config.bounded(-7));
    }

    @Test
    void aValueIsMovedToTheNearestBound() {
        ConformalConfig config = ConformalConfig.around("naive").withBounds(0, 2);
        assertEquals(0, config.bounded(-1));
        assertEquals(1.5, config.bounded(1.5));
        assertEquals(2, config.bounded(3));
        assertEquals(6, config.bounded(7, 3), "three targets add up to at most six");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        ConformalConfig config = ConformalConfig.around("naive");
        refused("cutoffs must be 0 (chosen) or more, was -1", () -> config.withCutoffs(-1, 1));
        refused("stride must be 0 (chosen) or more, was -2", () -> config.withCutoffs(1, -2));
        refused("lower must be below upper, were 1.0 and 1.0", () -> config.withBounds(1, 1));
        refused("lower must be a finite number, was NaN", () -> config.withBounds(Double.NaN, 1));
        refused("forecaster must be the id of one, was empty", () -> ConformalConfig.around(""));
        refused(
                "conformal: settings is set key by key: settings.KEY",
                () -> Forecasters.create("conformal", Map.of("settings", "window=3")));
        refused(
                "conformal: moving-average: no option \"width\"; there are [window]",
                () -> Forecasters.create("conformal", Map.of("forecaster", "moving-average", "settings.width", "3")));
        var unknown = assertThrows(
                IllegalArgumentException.class, () -> new ConformalForecaster(ConformalConfig.around("prophet")));
        assertTrue(
                String.valueOf(unknown.getMessage()).startsWith("no forecaster \"prophet\"; there are ["),
                unknown.getMessage());
    }

    private static void refused(String message, Executable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
