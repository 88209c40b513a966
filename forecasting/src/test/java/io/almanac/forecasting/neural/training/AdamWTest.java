package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamWTest {

    /**
     * By hand, learning rate 0.1, decay 0.01, gradients 0.5 then -0.25:
     *
     * <pre>
     * 1  m = 0.05, v = 0.00025: m/(1-0.9) = 0.5, v/(1-0.999) = 0.25, step 0.5/0.5 = 1
     *    w = 1 - 0.1 * 0.01 * 1 - 0.1 * 1 = 0.899
     * 2  m = 0.9 * 0.05 - 0.1 * 0.25 = 0.02, v = 0.999 * 0.00025 + 0.001 * 0.0625 = 0.00031225
     *    step (0.02 / 0.19) / sqrt(0.00031225 / 0.001999) = 0.1052632 / 0.3952248 = 0.2663374
     *    w = 0.899 - 0.1 * 0.01 * 0.899 - 0.1 * 0.2663374 = 0.8714673
     * </pre>
     *
     * Gradients -1 and -1 from -2: each step is -1, so -2 + 0.002 + 0.1 = -1.898 and -1.898 + 0.001898 + 0.1 =
     * -1.796102. The engine's 0.999 is a float, hence the tolerance. Without decay the first becomes 0.9 and 0.9 - 0.0266337 = 0.8733663.
     */
    @Test
    void twoStepsMatchTheHandWorkedExample() {
        try (NDManager manager = NativeEngine.start().newManager(Device.cpu())) {
            NDArray matrix = manager.create(new float[] {1, -2}, new Shape(1, 2));
            NDArray bias = manager.create(new float[] {1});
            var optimiser = new AdamW(List.of(matrix, bias), 0.01, manager);

            optimiser.update(gradients(manager, 0.5f, -1), 1, 0.1);
            assertArrayEquals(new float[] {0.899f, -1.898f}, matrix.toFloatArray(), 5e-6f);
            assertArrayEquals(new float[] {0.9f}, bias.toFloatArray(), 5e-6f);

            optimiser.update(gradients(manager, -0.25f, -1), 1, 0.1);
            assertArrayEquals(new float[] {0.8714673f, -1.796102f}, matrix.toFloatArray(), 5e-6f);
            assertArrayEquals(new float[] {0.8733663f}, bias.toFloatArray(), 5e-6f);

            assertEquals(2, optimiser.updates());
            assertArrayEquals(
                    new float[] {0.02f, -0.19f}, optimiser.firstMoments().get(0).toFloatArray(), 1e-7f);
            assertArrayEquals(
                    new float[] {0.00031225f, 0.001999f},
                    optimiser.secondMoments().get(0).toFloatArray(),
                    5e-8f);
        }
    }

    @Test
    void aScaleShortensTheGradient() {
        try (NDManager manager = NativeEngine.start().newManager(Device.cpu())) {
            NDArray matrix = manager.create(new float[] {1, -2}, new Shape(1, 2));
            NDArray bias = manager.create(new float[] {1});
            var optimiser = new AdamW(List.of(matrix, bias), 0, manager);

            optimiser.update(gradients(manager, 0.5f, -1), 0.5, 0.1);

            // A tenth of the scaled gradient.
            assertArrayEquals(
                    new float[] {0.025f, -0.05f},
                    optimiser.firstMoments().get(0).toFloatArray(),
                    1e-7f);
        }
    }

    private static List<NDArray> gradients(NDManager manager, float first, float second) {
        return List.of(
                manager.create(new float[] {first, second}, new Shape(1, 2)), manager.create(new float[] {first}));
    }
}
