package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderLayerTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Reference reference = Reference.read("layer.json");
    private final NDArray x = reference.tensor(manager, "x");

    @AfterEach
    void close() {
        manager.close();
    }

    private EncoderLayer layer(NormOrder order, double dropout) {
        EncoderLayer layer = new EncoderLayer(
                new EncoderShape(1, 6, 2, 1, 10, dropout, 0, Positions.NONE, order, Activation.RELU, false));
        layer.initialize(manager, DataType.FLOAT32, x.getShape());
        reference.loadInto(layer);
        return layer;
    }

    @ParameterizedTest
    @CsvSource({"POST, post", "PRE, pre"})
    void outputAndWeightsAreThoseOfTheReference(NormOrder order, String name) {
        Attended attended =
                layer(order, 0).encode(new Pass(store, false, true), x, AttentionMask.none(), Rotation.none());
        reference.assertClose(name, attended.output());
        reference.assertClose(name + "Weights", attended.weights().get(0));
    }

    @ParameterizedTest
    @CsvSource({"POST, post", "PRE, pre"})
    void asAPlainBlockItGivesTheOutput(NormOrder order, String name) {
        reference.assertClose(name, new Pass(store, false, false).through(layer(order, 0), x));
    }

    /** A sub-layer that is dropped almost wholly leaves the residual: x, normalised twice when post-norm. */
    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void dropoutActsOnTheSubLayersAndNotOnTheResidual(NormOrder order) {
        Engine.getInstance().setRandomSeed(5);
        EncoderLayer layer = layer(order, 1 - 1e-7);
        NDArray trained = layer.encode(new Pass(store, true, false), x, AttentionMask.none(), Rotation.none())
                .output();
        Pass pass = new Pass(store, false, false);
        NDArray residual = order == NormOrder.PRE
                ? x
                : pass.through(
                        layer.getChildren().valueAt(3),
                        pass.through(layer.getChildren().valueAt(1), x));
        assertTrue(trained.sub(residual).abs().max().getFloat() < 1e-5);
    }
}
