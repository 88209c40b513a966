package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Pass pass = new Pass(new ParameterStore(manager, false), false, true);

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(4);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void turnedKeysAreThoseOfTheReference() {
        Reference reference = Reference.read("rotary.json");
        NDArray keys = reference.tensor(manager, "keys"); // (2, 2, 4, 4)
        reference.assertClose("turnedKeys", Rotation.rotary(manager, 4, 4).turn(keys));
    }

    @Test
    void selfAttentionWithRotaryPositionsIsThatOfTheReference() {
        Reference reference = Reference.read("rotary.json");
        NDArray x = reference.tensor(manager, "x"); // (2, 4, 8)
        MultiHeadAttention attention = new MultiHeadAttention(8, 2, 0);
        attention.initialize(manager, DataType.FLOAT32, x.getShape());
        reference.loadInto(attention);
        Rotation rotation = Rotation.rotary(manager, 4, 4);

        Attended self = attention.attend(pass, x, AttentionMask.none(), rotation);
        reference.assertClose("self", self.output());
        reference.assertClose("selfWeights", self.weights().get(0));

        Attended causal = attention.attend(pass, x, AttentionMask.causal(manager, 4), rotation);
        reference.assertClose("causal", causal.output());
        reference.assertClose("causalWeights", causal.weights().get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 16})
    void aPlainLoopOverPairsComputesTheSame(int headWidth) {
        int tokens = 50;
        NDArray x = manager.randomNormal(new Shape(1, 1, tokens, headWidth));
        float[] from = x.toFloatArray();
        float[] expected = new float[from.length];
        for (int position = 0; position < tokens; position++) {
            for (int i = 0; i < headWidth / 2; i++) {
                double angle = position * Math.pow(10_000, -2.0 * i / headWidth);
                int even = position * headWidth + 2 * i;
                expected[even] = (float) (from[even] * Math.cos(angle) - from[even + 1] * Math.sin(angle));
                expected[even + 1] = (float) (from[even + 1] * Math.cos(angle) + from[even] * Math.sin(angle));
            }
        }
        NDArray turned = Rotation.rotary(manager, tokens, headWidth).turn(x);
        assertArrayEquals(expected, turned.toFloatArray(), 1e-5f);
    }

    /** The same query and the same key at every position: all scores on a diagonal are equal. */
    @Test
    void scoresDependOnlyOnTheDistance() {
        int tokens = 30;
        int headWidth = 8;
        Rotation rotation = Rotation.rotary(manager, tokens, headWidth);
        Shape everywhere = new Shape(1, 1, tokens, headWidth);
        NDArray queries =
                rotation.turn(manager.randomNormal(new Shape(headWidth)).broadcast(everywhere));
        NDArray keys = rotation.turn(manager.randomNormal(new Shape(headWidth)).broadcast(everywhere));
        float[] scores = queries.matMul(keys.transpose(0, 1, 3, 2)).toFloatArray(); // (T, T)
        for (int t = 1; t < tokens; t++) {
            for (int s = 1; s < tokens; s++) {
                assertEquals(scores[(t - 1) * tokens + s - 1], scores[t * tokens + s], 1e-4, t + ", " + s);
            }
        }
    }

    @Test
    void turningKeepsLengthsAndLeavesTheFirstTokenAlone() {
        NDArray x = manager.randomNormal(new Shape(2, 3, 40, 6));
        NDArray turned = Rotation.rotary(manager, 40, 6).turn(x);
        int[] head = {3};
        assertArrayEquals(
                x.square().sum(head).toFloatArray(), turned.square().sum(head).toFloatArray(), 1e-4f);
        assertArrayEquals(x.get(":, :, 0").toFloatArray(), turned.get(":, :, 0").toFloatArray());
    }

    @Test
    void noRotationIsTheSameArray() {
        NDArray x = manager.randomNormal(new Shape(2, 3, 4, 6));
        assertSame(x, Rotation.none().turn(x));
    }
}
