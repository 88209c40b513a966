package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTest {

    private static final int WIDTH = 6;
    private static final int HEADS = 2;

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Pass pass = new Pass(store, false, true);
    private final Reference reference = Reference.read("attention.json");
    private final NDArray x = reference.tensor(manager, "x"); // (2, 4, 6)
    private final NDArray memory = reference.tensor(manager, "memory"); // (2, 5, 6)
    private final MultiHeadAttention attention = attention(0);

    private MultiHeadAttention attention(double weightDropout) {
        MultiHeadAttention block = new MultiHeadAttention(WIDTH, HEADS, weightDropout);
        block.initialize(manager, DataType.FLOAT32, x.getShape(), memory.getShape());
        return block;
    }

    @BeforeEach
    void load() {
        reference.loadInto(attention);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The reference marks present tokens by (B, S). */
    private AttentionMask padding() {
        return AttentionMask.of(reference.tensor(manager, "present").reshape(2, 1, 1, 5));
    }

    @Test
    void selfAttentionIsThatOfTheReference() {
        Attended attended = attention.attend(pass, x, AttentionMask.none(), Rotation.none());
        reference.assertClose("self", attended.output());
        reference.assertClose("selfWeights", attended.weights().get(0));
    }

    @Test
    void causalAttentionIsThatOfTheReference() {
        Attended attended = attention.attend(pass, x, AttentionMask.causal(manager, 4), Rotation.none());
        reference.assertClose("causal", attended.output());
        reference.assertClose("causalWeights", attended.weights().get(0));
    }

    @Test
    void crossAttentionIsThatOfTheReference() {
        Attended attended = attention.attend(pass, x, memory, AttentionMask.none());
        reference.assertClose("cross", attended.output());
        reference.assertClose("crossWeights", attended.weights().get(0));
    }

    @Test
    void paddedCrossAttentionIsThatOfTheReference() {
        Attended attended = attention.attend(pass, x, memory, padding());
        reference.assertClose("padded", attended.output());
        reference.assertClose("paddedWeights", attended.weights().get(0));
    }

    @Test
    void asAPlainBlockItAttendsToItselfOrToASecondInput() {
        reference.assertClose("self", pass.through(attention, x));
        NDArray cross = attention.forward(store, new NDList(x, memory), false).singletonOrThrow();
        reference.assertClose("cross", cross);
    }

    @Test
    void rowsSumToOneAndMaskedCellsAreExactlyZero() {
        float[] causal = attention
                .attend(pass, x, AttentionMask.causal(manager, 4), Rotation.none())
                .weights()
                .get(0)
                .toFloatArray();
        for (int row = 0; row < 2 * HEADS * 4; row++) {
            float sum = 0;
            for (int s = 0; s < 4; s++) {
                float weight = causal[row * 4 + s];
                sum += weight;
                assertEquals(s > row % 4, weight == 0, "row " + row + ", token " + s);
            }
            assertEquals(1, sum, 1e-6);
        }
    }

    @Test
    void aRowThatMayAttendToNothingIsZeroInOutputAndGradient() {
        NDArray present = manager.create(new float[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, new Shape(2, 1, 1, 5));
        x.setRequiresGradient(true);
        NDArray output;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Attended attended = attention.attend(pass, x, memory, AttentionMask.of(present));
            output = attended.output();
            assertArrayEquals(
                    new float[HEADS * 4 * 5], attended.weights().get(0).get("1").toFloatArray());
            collector.backward(output.sum());
        }
        assertArrayEquals(new float[4 * WIDTH], output.get("1").toFloatArray());
        assertArrayEquals(new float[4 * WIDTH], x.getGradient().get("1").toFloatArray());
        assertTrue(x.getGradient().get("0").abs().sum().getFloat() > 0);
    }

    @Test
    void weightsComeOnlyOnRequestAndChangeNothing() {
        Attended without = attention.attend(new Pass(store, false, false), x, memory, padding());
        Attended with = attention.attend(pass, x, memory, padding());
        assertEquals(List.of(), without.weights());
        assertEquals(1, with.weights().size());
        assertArrayEquals(with.output().toFloatArray(), without.output().toFloatArray());
    }

    @Test
    void dropoutOnTheWeightsActsInTrainingOnlyAndLeavesTheReportedWeightsWhole() {
        MultiHeadAttention dropping = attention(0.5);
        reference.loadInto(dropping);
        reference.assertClose(
                "self",
                dropping.attend(pass, x, AttentionMask.none(), Rotation.none()).output());
        Engine.getInstance().setRandomSeed(3);
        Attended trained = dropping.attend(new Pass(store, true, true), x, AttentionMask.none(), Rotation.none());
        reference.assertClose("selfWeights", trained.weights().get(0));
        NDArray off = trained.output().sub(reference.tensor(manager, "self")).abs();
        assertTrue(off.max().getFloat() > 0.1, "dropout changed nothing");
    }

    @Test
    void headsMustShareTheWidth() {
        var e = assertThrows(IllegalArgumentException.class, () -> new MultiHeadAttention(10, 4, 0));
        assertEquals("width must be a multiple of heads, was 10 with 4", e.getMessage());
    }
}
