package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeightCopyTest {

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());
    private final NDManager own = manager.newSubManager();
    private final NDArray matrix = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
    private final NDArray bias = manager.create(new float[] {5});
    private final WeightCopy copy = NativeEngine.withoutGradients(() -> new WeightCopy(List.of(matrix, bias), own));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void itKeepsItsValuesWhileTheWeightsChangeAndPutsThemBack() {
        NativeEngine.write(new float[] {9, 9, 9, 9}, matrix);
        assertArrayEquals(new float[] {1, 2, 3, 4}, copy.values().get(0).toFloatArray());

        copy.putBack();

        assertArrayEquals(new float[] {1, 2, 3, 4}, matrix.toFloatArray());
        NativeEngine.write(new float[] {9, 9, 9, 9}, matrix);
        assertArrayEquals(new float[] {1, 2, 3, 4}, copy.values().get(0).toFloatArray());
        copy.take();
        assertArrayEquals(new float[] {9, 9, 9, 9}, copy.values().get(0).toFloatArray());
    }

    @Test
    void anExchangeAndAnotherOneLeaveAllAsItWas() {
        NativeEngine.write(new float[] {Float.NaN, 0.1f, -0f, 1e30f}, matrix);

        NativeEngine.withoutGradients(() -> {
            copy.exchange();
            assertArrayEquals(new float[] {1, 2, 3, 4}, matrix.toFloatArray());
            assertArrayEquals(
                    new float[] {Float.NaN, 0.1f, -0f, 1e30f},
                    copy.values().get(0).toFloatArray());
            copy.exchange();
            return copy;
        });

        assertArrayEquals(new float[] {Float.NaN, 0.1f, -0f, 1e30f}, matrix.toFloatArray());
        assertArrayEquals(new float[] {1, 2, 3, 4}, copy.values().get(0).toFloatArray());
    }

    @Test
    void approachingIsTheMovingAverageOfANaiveLoop() {
        var random = new Random(1);
        double[] expected = {1, 2, 3, 4};
        for (int update = 1; update <= 50; update++) {
            float[] now = new float[4];
            for (int i = 0; i < 4; i++) {
                now[i] = (float) random.nextGaussian();
                expected[i] = 0.9 * expected[i] + 0.1 * now[i];
            }
            NativeEngine.write(now, matrix);
            NativeEngine.withoutGradients(() -> {
                copy.approach(0.1);
                return copy;
            });
            assertArrayEquals(now, matrix.toFloatArray(), "the weights stay as they are");
        }
        float[] found = copy.values().get(0).toFloatArray();
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], found[i], 1e-6);
        }
        assertArrayEquals(new float[] {5}, copy.values().get(1).toFloatArray());
    }

    @Test
    void nothingPilesUpInNativeMemory() {
        matrix.setRequiresGradient(true);
        NativeEngine.withoutGradients(() -> {
            int before = arrays();
            for (int i = 0; i < 10; i++) {
                copy.approach(0.5);
                copy.exchange();
                copy.take();
                copy.putBack();
            }
            assertEquals(before, arrays());
            return copy;
        });
    }

    private int arrays() {
        return manager.getManagedArrays().size() + own.getManagedArrays().size();
    }
}
