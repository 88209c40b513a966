package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.junit.jupiter.api.Test;

class GlorotTest {

    @Test
    void weightsFillTheGlorotIntervalAndBiasesAreZero() {
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            Linear map = Glorot.affine(100);
            map.initialize(manager, DataType.FLOAT32, new Shape(1, 50));
            NDArray weight = map.getParameters().get("weight").getArray();
            // sqrt(6 / (50 + 100)) = 0.2; of 5,000 uniform draws the largest misses it by about 0.2 / 5,000.
            assertEquals(0.2, weight.max().getFloat(), 0.001);
            assertEquals(-0.2, weight.min().getFloat(), 0.001);
            // The standard deviation of uniform(-0.2, 0.2) is 0.2 / sqrt(3) = 0.1155.
            assertEquals(0.1155, Math.sqrt(weight.mul(weight).mean().getFloat()), 0.003);
            assertArrayEquals(
                    new float[100], map.getParameters().get("bias").getArray().toFloatArray());
        }
    }

    @Test
    void aLinearMapHasNoBias() {
        assertEquals(1, Glorot.linear(4).getParameters().size());
    }
}
