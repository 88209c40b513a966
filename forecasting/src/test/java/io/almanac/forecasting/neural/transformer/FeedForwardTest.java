package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedForwardTest {

    @ParameterizedTest
    @CsvSource({"RELU, relu", "GELU, gelu"})
    void theOutputIsThatOfTheReference(Activation activation, String name) {
        Reference reference = Reference.read("feed-forward.json");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = reference.tensor(manager, "x");
            FeedForward network = new FeedForward(6, 10, activation);
            network.initialize(manager, DataType.FLOAT32, x.getShape());
            reference.loadInto(network);
            Pass pass = new Pass(new ParameterStore(manager, false), false, false);
            reference.assertClose(name, pass.through(network, x));
        }
    }
}
