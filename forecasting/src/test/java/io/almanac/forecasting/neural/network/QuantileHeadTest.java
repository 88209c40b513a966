package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantileHeadTest {

    @Test
    void eachSideCostsItsPartAndMissingTargetsCostNothing() {
        try (NDManager manager = NativeEngine.start().newManager(Device.cpu())) {
            var pinball = new QuantileHead(List.of(0.1, 0.5), manager);
            NDArray forecasts = manager.create(new float[] {1, 2, 5, 5}, new Shape(1, 1, 2, 2)); // (B, C, H, O)
            NDArray actuals = manager.create(new float[] {3, 0}).reshape(1, 1, 2);
            NDArray counted = manager.create(new float[] {1, 0}).reshape(1, 1, 2);

            // Quantile 0.1, two too low: 0.1 * 2. Quantile 0.5, one too low: 0.5 * 1. The second step is missing.
            assertEquals(0.7, pinball.sum(forecasts, actuals, counted).getFloat(), 1e-6);
            assertEquals(2, pinball.points(counted).getFloat());
            // With it: 5 too high twice, 0.9 * 5 + 0.5 * 5 more.
            assertEquals(
                    7.7, pinball.sum(forecasts, actuals, counted.onesLike()).getFloat(), 1e-6);
        }
    }
}
