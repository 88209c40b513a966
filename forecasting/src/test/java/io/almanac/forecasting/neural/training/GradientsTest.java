package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {

    @Test
    void theNormIsThatOfAllGradientsTogether() {
        try (NDManager manager = NativeEngine.start().newManager(Device.cpu())) {
            // 3^2 + 4^2 + 12^2 = 13^2.
            var gradients = new Gradients(List.of(
                    manager.create(new float[] {3, -4}), manager.create(new float[][] {{0}, {12}})));

            assertEquals(13, gradients.norm(), 1e-6);
        }
    }

    @Test
    void onlyLongGradientsAreScaledDown() {
        assertEquals(0.5, Gradients.clipScale(13, 6.5));
        assertEquals(1, Gradients.clipScale(6.5, 6.5));
        assertEquals(1, Gradients.clipScale(0, 1));
    }
}
