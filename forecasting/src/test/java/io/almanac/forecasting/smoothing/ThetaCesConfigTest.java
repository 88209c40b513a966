package io.almanac.forecasting.smoothing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.almanac.core.forecast.Forecasters;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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
}
