package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderLayerTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Pass pass = new Pass(store, false, true);
    private final Reference reference = Reference.read("decoder-layer.json");
    private final NDArray x = reference.tensor(manager, "x"); // (2, 4, 6)
    private final NDArray memory = reference.tensor(manager, "memory"); // (2, 5, 6)
    private final AttentionMask causal = AttentionMask.causal(manager, 4);
    private final AttentionMask present =
            AttentionMask.of(reference.tensor(manager, "present").reshape(2, 1, 1, 5));

    @AfterEach
    void close() {
        manager.close();
    }

    private DecoderLayer layer(NormOrder order, double dropout) {
        DecoderLayer layer = new DecoderLayer(
                new EncoderShape(1, 6, 2, 1, 10, dropout, 0, Positions.NONE, order, Activation.RELU, false));
        layer.initialize(manager, DataType.FLOAT32, x.getShape(), memory.getShape());
        reference.loadInto(layer);
        return layer;
    }

    @ParameterizedTest
    @CsvSource({"POST, post", "PRE, pre"})
    void outputAndWeightsAreThoseOfTheReference(NormOrder order, String name) {
        Attended attended = layer(order, 0).decode(pass, x, memory, causal, present, Rotation.none());
        reference.assertClose(name, attended.output());
        assertEquals(2, attended.weights().size());
        reference.assertClose(name + "Self", attended.weights().get(0));
        reference.assertClose(name + "Cross", attended.weights().get(1));
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void asAPlainBlockItMasksNothing(NormOrder order) {
        DecoderLayer layer = layer(order, 0);
        NDArray plain = layer.forward(store, new NDList(x, memory), false).singletonOrThrow();
        AttentionMask none = AttentionMask.none();
        NDArray decoded =
                layer.decode(pass, x, memory, none, none, Rotation.none()).output();
        assertArrayEquals(decoded.toFloatArray(), plain.toFloatArray());
        assertEquals(x.getShape(), layer.getOutputShapes(new Shape[] {x.getShape(), memory.getShape()})[0]);
    }

    /** Sub-layers that are dropped almost wholly leave the residual: x, normalised three times when post-norm. */
    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void dropoutActsOnTheSubLayersAndNotOnTheResidual(NormOrder order) {
        Engine.getInstance().setRandomSeed(5);
        DecoderLayer layer = layer(order, 1 - 1e-7);
        NDArray trained = layer.decode(new Pass(store, true, false), x, memory, causal, present, Rotation.none())
                .output();
        NDArray residual = x;
        if (order == NormOrder.POST) {
            for (int norm = 1; norm <= 5; norm += 2) {
                Block block = layer.getChildren().valueAt(norm);
                residual = pass.through(block, residual);
            }
        }
        assertTrue(trained.sub(residual).abs().max().getFloat() < 1e-5);
    }

    @Test
    void weightsComeOnlyOnRequestAndChangeNothing() {
        DecoderLayer layer = layer(NormOrder.PRE, 0);
        Attended with = layer.decode(pass, x, memory, causal, present, Rotation.none());
        Attended without = layer.decode(new Pass(store, false, false), x, memory, causal, present, Rotation.none());
        assertEquals(0, without.weights().size());
        assertArrayEquals(with.output().toFloatArray(), without.output().toFloatArray());
    }
}
