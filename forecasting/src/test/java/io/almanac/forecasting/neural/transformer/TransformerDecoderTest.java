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
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerDecoderTest {

    private static final int BATCH = 2;
    private static final int TOKENS = 5;
    private static final int MEMORY = 6;
    private static final int FEATURES = 3;
    private static final int WIDTH = 8;

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Pass plain = new Pass(store, false, false);
    private final Pass withWeights = new Pass(store, false, true);
    private final AttentionMask none = AttentionMask.none();

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(12);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static EncoderShape shape(Positions positions, NormOrder order, boolean causal) {
        return new EncoderShape(FEATURES, WIDTH, 2, 2, 12, 0, 0, positions, order, Activation.GELU, causal);
    }

    private TransformerDecoder decoder(EncoderShape shape) {
        return initialised(manager, shape);
    }

    private static TransformerDecoder initialised(NDManager owner, EncoderShape shape) {
        TransformerDecoder decoder = new TransformerDecoder(shape);
        decoder.initialize(
                owner, DataType.FLOAT32, new Shape(1, TOKENS, FEATURES), new Shape(1, MEMORY, shape.width()));
        return decoder;
    }

    private NDArray tokens() {
        return manager.randomNormal(new Shape(BATCH, TOKENS, FEATURES));
    }

    private NDArray memory() {
        return manager.randomNormal(new Shape(BATCH, MEMORY, WIDTH));
    }

    /** The second of the batch has two tokens of memory less. */
    private AttentionMask padding() {
        float[] present = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0};
        return AttentionMask.of(manager.create(present, new Shape(BATCH, 1, 1, MEMORY)));
    }

    /** A copy in which one number of one token is another. */
    private NDArray changed(NDArray x, int batch, int token) {
        float[] values = x.toFloatArray();
        Shape shape = x.getShape();
        values[Math.toIntExact((batch * shape.get(1) + token) * shape.get(2))] += 10;
        return manager.create(values, shape);
    }

    private static float[] token(NDArray x, int token) {
        return x.get(":, " + token).toFloatArray();
    }

    @Test
    void theCausalPostNormStackIsThatOfTheReference() {
        Reference reference = Reference.read("decoder-post.json");
        AttentionMask present =
                AttentionMask.of(reference.tensor(manager, "present").reshape(2, 1, 1, 5));
        // That the shape is causal and that the caller's mask is are the same.
        assertReference(
                reference,
                new EncoderShape(3, 6, 2, 2, 10, 0, 0, Positions.SINUSOIDAL, NormOrder.POST, Activation.RELU, true),
                none,
                present);
        assertReference(
                reference,
                new EncoderShape(3, 6, 2, 2, 10, 0, 0, Positions.SINUSOIDAL, NormOrder.POST, Activation.RELU, false),
                AttentionMask.causal(manager, 4),
                present);
    }

    @Test
    void theOneShotPreNormStackIsThatOfTheReference() {
        assertReference(
                Reference.read("decoder-pre.json"),
                new EncoderShape(3, 6, 2, 2, 10, 0, 0, Positions.LEARNABLE, NormOrder.PRE, Activation.GELU, false),
                none,
                none);
    }

    private void assertReference(
            Reference reference, EncoderShape shape, AttentionMask selfMask, AttentionMask memoryMask) {
        NDArray tokens = reference.tensor(manager, "tokens");
        NDArray memory = reference.tensor(manager, "memory");
        TransformerDecoder decoder = new TransformerDecoder(shape);
        decoder.initialize(manager, DataType.FLOAT32, tokens.getShape(), memory.getShape());
        reference.loadInto(decoder);
        Attended decoded = decoder.decode(withWeights, tokens, memory, selfMask, memoryMask);
        reference.assertClose("output", decoded.output());
        List<String> order = List.of("self1", "cross1", "self2", "cross2");
        assertEquals(order.size(), decoded.weights().size());
        for (int i = 0; i < order.size(); i++) {
            reference.assertClose(order.get(i), decoded.weights().get(i));
        }
    }

    @Test
    void asAPlainBlockItHasTheMaskOfTheShapeOnly() {
        TransformerDecoder decoder = decoder(shape(Positions.SINUSOIDAL, NormOrder.POST, true));
        NDArray tokens = tokens();
        NDArray memory = memory();
        NDArray decoded = decoder.decode(plain, tokens, memory, none, none).output();
        NDArray block =
                decoder.forward(store, new NDList(tokens, memory), false).singletonOrThrow();
        assertArrayEquals(decoded.toFloatArray(), block.toFloatArray());
        Shape[] shapes = {tokens.getShape(), memory.getShape()};
        assertArrayEquals(new Shape[] {decoded.getShape()}, decoder.getOutputShapes(shapes));
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void aCausalDecoderNeverLooksAhead(NormOrder order) {
        TransformerDecoder decoder = decoder(shape(Positions.BOTH, order, false));
        AttentionMask causal = AttentionMask.causal(manager, TOKENS);
        NDArray tokens = tokens();
        NDArray memory = memory();
        NDArray before = decoder.decode(plain, tokens, memory, causal, none).output();
        for (int changed = 0; changed < TOKENS; changed++) {
            NDArray other = changed(tokens, 0, changed);
            NDArray after = decoder.decode(plain, other, memory, causal, none).output();
            for (int t = 0; t < TOKENS; t++) {
                assertEquals(
                        t < changed,
                        Arrays.equals(token(before, t), token(after, t)),
                        "token " + changed + " changed, output " + t);
            }
        }
    }

    @Test
    void withoutASelfMaskEveryTokenSeesEveryOther() {
        TransformerDecoder decoder = decoder(shape(Positions.NONE, NormOrder.PRE, false));
        NDArray tokens = tokens();
        NDArray memory = memory();
        NDArray before = decoder.decode(plain, tokens, memory, none, none).output();
        NDArray after = decoder.decode(plain, changed(tokens, 0, TOKENS - 1), memory, none, none)
                .output();
        for (int t = 0; t < TOKENS; t++) {
            assertTrue(!Arrays.equals(token(before, t), token(after, t)), "output " + t);
        }
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void maskedMemoryIsNotRead(NormOrder order) {
        TransformerDecoder decoder = decoder(shape(Positions.SINUSOIDAL, order, true));
        AttentionMask padding = padding();
        NDArray tokens = tokens();
        NDArray memory = memory();
        float[] before =
                decoder.decode(plain, tokens, memory, none, padding).output().toFloatArray();
        for (int s = 0; s < MEMORY; s++) {
            NDArray other = changed(memory, 1, s);
            float[] after =
                    decoder.decode(plain, tokens, other, none, padding).output().toFloatArray();
            assertEquals(s >= MEMORY - 2, Arrays.equals(before, after), "token " + s + " of the memory");
        }
    }

    @Test
    void rowsOfAllWeightsSumToOne() {
        TransformerDecoder decoder = decoder(shape(Positions.ROTARY, NormOrder.POST, true));
        Attended decoded = decoder.decode(withWeights, tokens(), memory(), none, padding());
        assertEquals(4, decoded.weights().size());
        for (int i = 0; i < 4; i++) {
            NDArray weights = decoded.weights().get(i);
            assertEquals(new Shape(BATCH, 2, TOKENS, i % 2 == 0 ? TOKENS : MEMORY), weights.getShape());
            float[] sums = weights.sum(new int[] {3}).toFloatArray();
            float[] ones = new float[sums.length];
            Arrays.fill(ones, 1);
            assertArrayEquals(ones, sums, 1e-6f);
        }
    }

    /** Neither has it positions of its own nor is it turned: its order means nothing, only its tokens do. */
    @ParameterizedTest
    @EnumSource(Positions.class)
    void theMemoryIsASet(Positions positions) {
        TransformerDecoder decoder = decoder(shape(positions, NormOrder.PRE, true));
        NDArray tokens = tokens();
        NDArray memory = memory();
        NDArray straight = decoder.decode(plain, tokens, memory, none, none).output();
        NDArray reversed =
                decoder.decode(plain, tokens, memory.flip(1), none, none).output();
        assertArrayEquals(straight.toFloatArray(), reversed.toFloatArray(), 1e-5f);
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void gradientsReachEveryTrainableParameterAndTheMemory(NormOrder order) {
        TransformerDecoder decoder = decoder(shape(Positions.BOTH, order, true));
        NDArray tokens = tokens();
        NDArray memory = memory();
        memory.setRequiresGradient(true);
        NDArray direction = manager.randomNormal(new Shape(BATCH, TOKENS, WIDTH));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Pass training = new Pass(store, true, false);
            NDArray output =
                    decoder.decode(training, tokens, memory, none, padding()).output();
            collector.backward(output.mul(direction).sum());
        }
        assertGradient("memory", memory);
        decoder.getParameters().forEach(entry -> {
            Parameter parameter = entry.getValue();
            if (parameter.requiresGradient()) {
                assertGradient(entry.getKey(), parameter.getArray());
            }
        });
    }

    private static void assertGradient(String name, NDArray array) {
        float size = array.getGradient().abs().sum().getFloat();
        assertTrue(size > 0 && Float.isFinite(size), name + " has gradient " + size);
    }

    @Test
    void theParametersAreThoseOfThePaper() {
        long size = decoder(shape(Positions.SINUSOIDAL, NormOrder.PRE, true)).getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        // F = 3, E = 8, D = 12. Embedding 3 * 8 + 8; in each of two layers eight maps of 8 * 8 for the attentions,
        // 8 * 12 + 12 + 12 * 8 + 8 for the feed-forward network and three norms of 2 * 8; the last norm.
        assertEquals(32 + 2 * (512 + 212 + 48) + 16, size);
    }

    @ParameterizedTest
    @EnumSource(
            value = Positions.class,
            names = {"BOTH", "ROTARY"})
    void nothingStaysOnTheManagersOfTheParametersAndOfTheMemory(Positions positions) {
        try (NDManager owner = NDManager.newBaseManager();
                NDManager keeper = NDManager.newBaseManager()) {
            TransformerDecoder decoder = initialised(owner, shape(positions, NormOrder.PRE, true));
            Pass training = new Pass(new ParameterStore(owner, false), true, true);
            NDArray memory = keeper.randomNormal(new Shape(BATCH, MEMORY, WIDTH));
            int second = 0;
            for (int step = 1; step <= 20; step++) {
                try (NDManager batch = NDManager.newBaseManager();
                        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray tokens = batch.randomNormal(new Shape(BATCH, TOKENS - step % 2, FEATURES));
                    NDArray output =
                            decoder.decode(training, tokens, memory, none, none).output();
                    collector.backward(output.mul(output).sum());
                }
                if (step == 2) {
                    second = owner.getManagedArrays().size();
                }
            }
            assertEquals(decoder.getParameters().size(), second);
            assertEquals(second, owner.getManagedArrays().size());
            assertEquals(1, keeper.getManagedArrays().size());
        }
    }
}
