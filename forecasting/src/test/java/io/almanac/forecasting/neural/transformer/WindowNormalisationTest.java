package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.training.WindowBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowNormalisationTest {

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());

    /** 1, missing, 3, missing; the last observed value is 3. */
    private final WindowBatch window = new WindowBatch(
            manager.create(new float[][] {{1, 0, 3, 0}}),
            manager.create(new float[][] {{1, 0, 1, 0}}),
            manager.create(new float[][] {{3}}),
            manager.zeros(new Shape(1, 4, 0)));

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] applied(WindowNormalisation normalisation) {
        return normalisation.of(window).apply(window.values()).toFloatArray();
    }

    @Test
    void meanAndDeviationAreThoseOfTheObservedSteps() {
        // Mean 2, variance 1 + 0.0001: -1 and 1 divided by 1.00005.
        float[] z = applied(WindowNormalisation.MEAN_STD);

        assertArrayEquals(new float[] {-0.99995f, 0.99995f}, new float[] {z[0], z[2]}, 1e-6f);
    }

    @Test
    void theLastValueIsTheLastObserved() {
        float[] z = applied(WindowNormalisation.LAST_VALUE);

        assertArrayEquals(new float[] {-2, 0}, new float[] {z[0], z[2]});
    }

    @Test
    void noneLeavesValuesAsTheyAre() {
        assertArrayEquals(new float[] {1, 0, 3, 0}, applied(WindowNormalisation.NONE));
    }

    @Test
    void aWindowWithoutVariationIsDividedByAHundredth() {
        var flat = new WindowBatch(
                manager.create(new float[][] {{0.5f, 0.5f}}),
                manager.ones(new Shape(1, 2)),
                manager.create(new float[][] {{0.5f}}),
                manager.zeros(new Shape(1, 2, 0)));

        NDArray scale = WindowNormalisation.MEAN_STD.of(flat).scale();

        assertArrayEquals(new float[] {0.01f}, scale.toFloatArray(), 1e-7f);
    }

    @ParameterizedTest
    @EnumSource(WindowNormalisation.class)
    void whatWasTakenOffIsPutBack(WindowNormalisation normalisation) {
        WindowNormalisation.Normal normal = normalisation.of(window);
        NDArray z = normal.apply(window.values()).expandDims(2); // (B, H, Q) with one quantile

        assertArrayEquals(window.values().toFloatArray(), normal.undo(z).toFloatArray(), 1e-6f);
    }
}
