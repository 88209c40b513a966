package io.almanac.forecasting.neural.recurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.transformer.Reference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LstmEncoderTest {

    private static NDArray last(LstmEncoder encoder, NDArray steps, boolean training) {
        return encoder.forward(new ParameterStore(steps.getManager(), false), new NDList(steps), training)
                .singletonOrThrow();
    }

    /** Two layers of width 4 over 3 numbers, with the weights of {@code lstm_reference.py}. */
    private static LstmEncoder encoder(NDManager manager, Reference reference, Shape steps) {
        var encoder = new LstmEncoder(new RecurrentConfig(4, 2, 0));
        encoder.initialize(manager, DataType.FLOAT32, steps);
        reference.loadInto(encoder);
        return encoder;
    }

    @ParameterizedTest(name = "training: {0}")
    @ValueSource(booleans = {false, true})
    void theLastStateIsThatOfTheCellsEquations(boolean training) {
        Reference reference = Reference.read(LstmEncoderTest.class, "lstm.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray steps = reference.tensor(manager, "steps");
            LstmEncoder encoder = encoder(manager, reference, steps.getShape());

            reference.assertClose("last", last(encoder, steps, training));
        }
    }

    @Test
    void everyWeightHasTheGradientOfTheCellsEquations() {
        Reference reference = Reference.read(LstmEncoderTest.class, "lstm.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray steps = reference.tensor(manager, "steps");
            NDArray direction = reference.tensor(manager, "direction");
            LstmEncoder encoder = encoder(manager, reference, steps.getShape());
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(last(encoder, steps, true).mul(direction).sum());
            }
            assertEquals(8, encoder.getParameters().size());
            encoder.getParameters()
                    .forEach(entry -> reference.assertClose(
                            "gradient_" + entry.getKey().substring(2),
                            entry.getValue().getArray().getGradient()));
        }
    }

    @Test
    void theFirstStepMattersAndAWindowDoesNotDependOnTheOthers() {
        Reference reference = Reference.read(LstmEncoderTest.class, "lstm.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray steps = reference.tensor(manager, "steps"); // (2, 5, 3)
            LstmEncoder encoder = encoder(manager, reference, steps.getShape());
            float[] other = steps.toFloatArray();
            other[0] += 1; // the first number of the first step of the first window
            float[] before = last(encoder, steps, false).toFloatArray();

            float[] after = last(encoder, manager.create(other, steps.getShape()), false)
                    .toFloatArray();

            assertTrue(Math.abs(before[0] - after[0]) > 1e-4, before[0] + " and " + after[0]);
            assertArrayEquals(Arrays.copyOfRange(before, 4, 8), Arrays.copyOfRange(after, 4, 8));
        }
    }

    @Test
    void weightsFillTheGlorotIntervalOfEachGateAndCellsStartByRemembering() {
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            var encoder = new LstmEncoder(new RecurrentConfig(75, 2, 0));
            encoder.initialize(manager, DataType.FLOAT32, new Shape(1, 4, 75));
            float[] forget = new float[300];
            Arrays.fill(forget, 75, 150, 1); // gates of 75 numbers: i, f, g, o
            encoder.getParameters().forEach(entry -> {
                NDArray array = entry.getValue().getArray();
                if (entry.getKey().endsWith("i2h_BIAS")) {
                    assertArrayEquals(forget, array.toFloatArray(), entry.getKey());
                } else if (entry.getKey().endsWith("h2h_BIAS")) {
                    assertArrayEquals(new float[300], array.toFloatArray(), entry.getKey());
                } else {
                    // sqrt(6 / (75 + 75)) = 0.2; of 22,500 uniform draws the largest misses it by about 0.4 / 22,500.
                    assertEquals(0.2, array.max().getFloat(), 0.001, entry.getKey());
                    assertEquals(-0.2, array.min().getFloat(), 0.001, entry.getKey());
                }
            });
        }
    }

    @Test
    void dropoutIsOnTheLastStateAndOnlyInTraining() {
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            var encoder = new LstmEncoder(new RecurrentConfig(64, 1, 0.5));
            NDArray steps = manager.randomNormal(new Shape(1, 6, 3));
            encoder.initialize(manager, DataType.FLOAT32, steps.getShape());
            float[] plain = last(encoder, steps, false).toFloatArray();
            float[] dropped = last(encoder, steps, true).toFloatArray();

            assertFalse(Arrays.equals(plain, dropped));
            for (int i = 0; i < plain.length; i++) {
                assertTrue(
                        dropped[i] == 0 || Math.abs(dropped[i] - 2 * plain[i]) < 1e-5, dropped[i] + " of " + plain[i]);
            }
        }
    }
}
