package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerEncoderTest {

    private static final int BATCH = 2;
    private static final int TOKENS = 5;
    private static final int FEATURES = 3;
    private static final int WIDTH = 8;
    private static final int[] PERMUTATION = {3, 0, 4, 2, 1};

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);
    private final Pass plain = new Pass(store, false, false);
    private final Pass withWeights = new Pass(store, false, true);

    @BeforeEach
    void seed() {
        Engine.getInstance().setRandomSeed(11);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static EncoderShape shape(Positions positions, NormOrder order, double dropout, boolean causal) {
        return new EncoderShape(FEATURES, WIDTH, 2, 2, 12, dropout, dropout, positions, order, Activation.GELU, causal);
    }

    private TransformerEncoder encoder(EncoderShape shape) {
        return initialised(manager, shape);
    }

    private static TransformerEncoder initialised(NDManager owner, EncoderShape shape) {
        TransformerEncoder encoder = new TransformerEncoder(shape);
        encoder.initialize(owner, DataType.FLOAT32, new Shape(1, TOKENS, FEATURES));
        return encoder;
    }

    private NDArray tokens() {
        return manager.randomNormal(new Shape(BATCH, TOKENS, FEATURES));
    }

    private NDArray permuted(NDArray x) {
        int width = Math.toIntExact(x.getShape().get(2));
        float[] from = x.toFloatArray();
        float[] to = new float[from.length];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < TOKENS; t++) {
                System.arraycopy(from, (b * TOKENS + PERMUTATION[t]) * width, to, (b * TOKENS + t) * width, width);
            }
        }
        return manager.create(to, x.getShape());
    }

    private static float largestDifference(NDArray a, NDArray b) {
        return a.sub(b).abs().max().getFloat();
    }

    @Test
    void thePostNormStackIsThatOfTheReference() {
        assertReference(
                "encoder-post.json",
                new EncoderShape(3, 6, 2, 2, 10, 0, 0, Positions.SINUSOIDAL, NormOrder.POST, Activation.RELU, false));
    }

    @Test
    void theCausalPreNormStackIsThatOfTheReference() {
        assertReference(
                "encoder-pre.json",
                new EncoderShape(3, 6, 2, 2, 10, 0, 0, Positions.BOTH, NormOrder.PRE, Activation.GELU, true));
    }

    @Test
    void thePaddedStackWithRotaryPositionsIsThatOfTheReference() {
        Reference reference = Reference.read("encoder-rotary.json");
        AttentionMask present =
                AttentionMask.of(reference.tensor(manager, "present").reshape(2, 1, 1, 4));
        NDArray tokens = reference.tensor(manager, "tokens");
        TransformerEncoder encoder = new TransformerEncoder(
                new EncoderShape(3, 8, 2, 2, 10, 0, 0, Positions.ROTARY, NormOrder.PRE, Activation.GELU, false));
        encoder.initialize(manager, DataType.FLOAT32, tokens.getShape());
        reference.loadInto(encoder);
        Attended encoded = encoder.encode(withWeights, tokens, present);
        reference.assertClose("output", encoded.output());
        reference.assertClose("weights1", encoded.weights().get(0));
        reference.assertClose("weights2", encoded.weights().get(1));
    }

    private void assertReference(String file, EncoderShape shape) {
        Reference reference = Reference.read(file);
        NDArray tokens = reference.tensor(manager, "tokens");
        TransformerEncoder encoder = new TransformerEncoder(shape);
        encoder.initialize(manager, DataType.FLOAT32, tokens.getShape());
        reference.loadInto(encoder);
        Attended encoded = encoder.encode(withWeights, tokens);
        reference.assertClose("output", encoded.output());
        assertEquals(2, encoded.weights().size());
        reference.assertClose("weights1", encoded.weights().get(0));
        reference.assertClose("weights2", encoded.weights().get(1));
        reference.assertClose("output", plain.through(encoder, tokens));
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void withoutPositionsPermutedTokensGivePermutedOutputs(NormOrder order) {
        TransformerEncoder encoder = encoder(shape(Positions.NONE, order, 0, false));
        NDArray tokens = tokens();
        NDArray straight = encoder.encode(plain, tokens).output();
        NDArray shuffled = encoder.encode(plain, permuted(tokens)).output();
        assertTrue(largestDifference(permuted(straight), shuffled) < 1e-5);
        assertTrue(largestDifference(straight.mean(new int[] {1}), shuffled.mean(new int[] {1})) < 1e-5);
    }

    @ParameterizedTest
    @EnumSource(value = Positions.class, mode = Mode.EXCLUDE, names = "NONE")
    void withPositionsTheOrderOfTheTokensIsSeen(Positions positions) {
        TransformerEncoder encoder = encoder(shape(positions, NormOrder.POST, 0, false));
        NDArray tokens = tokens();
        NDArray straight = encoder.encode(plain, tokens).output();
        NDArray shuffled = encoder.encode(plain, permuted(tokens)).output();
        assertTrue(largestDifference(permuted(straight), shuffled) > 1e-3);
    }

    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void aCausalStackNeverLooksAhead(NormOrder order) {
        TransformerEncoder encoder = encoder(shape(Positions.BOTH, order, 0, true));
        float[] values = tokens().toFloatArray();
        NDArray before = encode(encoder, values);
        for (int changed = 0; changed < TOKENS; changed++) {
            float[] other = values.clone();
            for (int b = 0; b < BATCH; b++) {
                other[(b * TOKENS + changed) * FEATURES] += 10;
            }
            NDArray after = encode(encoder, other);
            for (int t = 0; t < TOKENS; t++) {
                String at = ":, " + t;
                assertEquals(
                        t < changed,
                        Arrays.equals(
                                before.get(at).toFloatArray(), after.get(at).toFloatArray()),
                        "token " + changed + " changed, output " + t);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void maskedTokensChangeNoOther(boolean causal) {
        TransformerEncoder encoder = encoder(shape(Positions.BOTH, NormOrder.PRE, 0, causal));
        NDArray present = manager.create(new float[] {0, 0, 1, 1, 1}, new Shape(1, 1, 1, TOKENS));
        float[] values = tokens().toFloatArray();
        float[] other = values.clone();
        for (int b = 0; b < BATCH; b++) {
            Arrays.fill(other, b * TOKENS * FEATURES, (b * TOKENS + 2) * FEATURES, 100);
        }
        Shape shape = new Shape(BATCH, TOKENS, FEATURES);
        AttentionMask mask = AttentionMask.of(present);
        NDArray before =
                encoder.encode(plain, manager.create(values, shape), mask).output();
        NDArray after =
                encoder.encode(plain, manager.create(other, shape), mask).output();
        assertArrayEquals(before.get(":, 2:").toFloatArray(), after.get(":, 2:").toFloatArray());
        assertTrue(largestDifference(before.get(":, :2"), after.get(":, :2")) > 1e-3);
        NDArray unmasked = encoder.encode(plain, manager.create(values, shape)).output();
        assertTrue(largestDifference(before.get(":, 2:"), unmasked.get(":, 2:")) > 1e-3);
    }

    @Test
    void theMaskOfACausalStackIsJoinedWithTheGivenOne() {
        TransformerEncoder encoder = encoder(shape(Positions.ROTARY, NormOrder.POST, 0, true));
        NDArray present = manager.create(new float[] {0, 1, 1, 0, 1}, new Shape(1, 1, 1, TOKENS));
        Attended encoded = encoder.encode(withWeights, tokens(), AttentionMask.of(present));
        for (NDArray weights : encoded.weights()) {
            float[] w = weights.toFloatArray();
            for (int i = 0; i < w.length; i++) {
                int t = i / TOKENS % TOKENS;
                int s = i % TOKENS;
                assertEquals(s <= t && s != 0 && s != 3, w[i] > 0, "from " + t + " to " + s);
            }
        }
    }

    /** Positions count only by their distance, so tokens that are padded on the left are encoded as if alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withRotaryPositionsPaddingOnTheLeftChangesNothing(boolean causal) {
        TransformerEncoder encoder = encoder(shape(Positions.ROTARY, NormOrder.PRE, 0, causal));
        NDArray tokens = tokens();
        NDArray padding = manager.zeros(new Shape(BATCH, 7, FEATURES));
        NDArray present = manager.zeros(new Shape(1, 1, 1, 7)).concat(manager.ones(new Shape(1, 1, 1, TOKENS)), 3);
        NDArray alone = encoder.encode(plain, tokens).output();
        NDArray padded = encoder.encode(plain, padding.concat(tokens, 1), AttentionMask.of(present))
                .output();
        assertTrue(largestDifference(alone, padded.get(":, 7:")) < 1e-5);
    }

    private NDArray encode(TransformerEncoder encoder, float[] values) {
        return encoder.encode(plain, manager.create(values, new Shape(BATCH, TOKENS, FEATURES)))
                .output();
    }

    @Test
    void weightsComeOnlyOnRequestAndChangeNothing() {
        TransformerEncoder encoder = encoder(shape(Positions.BOTH, NormOrder.PRE, 0, false));
        NDArray tokens = tokens();
        Attended without = encoder.encode(plain, tokens);
        Attended with = encoder.encode(withWeights, tokens);
        assertEquals(List.of(), without.weights());
        assertEquals(2, with.weights().size());
        assertEquals(new Shape(BATCH, 2, TOKENS, TOKENS), with.weights().get(0).getShape());
        assertArrayEquals(with.output().toFloatArray(), without.output().toFloatArray());
    }

    @ParameterizedTest
    @CsvSource({"POST, BOTH", "PRE, BOTH", "PRE, ROTARY"})
    void gradientsReachEveryTrainableParameter(NormOrder order, Positions positions) {
        TransformerEncoder encoder = encoder(shape(positions, order, 0, true));
        NDArray tokens = tokens();
        NDArray direction = manager.randomNormal(new Shape(BATCH, TOKENS, WIDTH));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray output =
                    encoder.encode(new Pass(store, true, false), tokens).output();
            collector.backward(output.mul(direction).sum());
        }
        encoder.getParameters().forEach(entry -> {
            Parameter parameter = entry.getValue();
            if (parameter.requiresGradient()) {
                float size = parameter.getArray().getGradient().abs().sum().getFloat();
                assertTrue(size > 0 && Float.isFinite(size), entry.getKey() + " has gradient " + size);
            }
        });
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndTheSameDropout() {
        EncoderShape shape = shape(Positions.LEARNABLE, NormOrder.POST, 0.3, false);
        NDArray tokens = tokens();
        float[][] outputs = new float[3][];
        for (int i = 0; i < 3; i++) {
            Engine.getInstance().setRandomSeed(i < 2 ? 7 : 8);
            outputs[i] = encoder(shape)
                    .encode(new Pass(store, true, false), tokens)
                    .output()
                    .toFloatArray();
        }
        assertArrayEquals(outputs[0], outputs[1]);
        assertFalse(Arrays.equals(outputs[0], outputs[2]));
    }

    @Test
    void dropoutIsOffOutsideTraining() {
        Engine.getInstance().setRandomSeed(7);
        TransformerEncoder dropping = encoder(shape(Positions.SINUSOIDAL, NormOrder.POST, 0.5, false));
        Engine.getInstance().setRandomSeed(7);
        TransformerEncoder whole = encoder(shape(Positions.SINUSOIDAL, NormOrder.POST, 0, false));
        NDArray tokens = tokens();
        float[] expected = whole.encode(plain, tokens).output().toFloatArray();
        assertArrayEquals(expected, dropping.encode(plain, tokens).output().toFloatArray());
        NDArray trained = dropping.encode(new Pass(store, true, false), tokens).output();
        assertFalse(Arrays.equals(expected, trained.toFloatArray()));
    }

    /** With nearly everything dropped only zeros enter the layers and leave them: norms start without an offset. */
    @ParameterizedTest
    @EnumSource(NormOrder.class)
    void dropoutActsOnTheEmbeddedTokens(NormOrder order) {
        TransformerEncoder encoder = encoder(shape(Positions.BOTH, order, 1 - 1e-7, false));
        NDArray output = encoder.encode(new Pass(store, true, false), tokens()).output();
        assertArrayEquals(new float[BATCH * TOKENS * WIDTH], output.toFloatArray());
    }

    @ParameterizedTest
    @CsvSource({"POST, BOTH", "PRE, BOTH", "PRE, ROTARY"})
    void nothingStaysOnTheManagerOfTheParameters(NormOrder order, Positions positions) {
        try (NDManager owner = NDManager.newBaseManager()) {
            TransformerEncoder encoder = initialised(owner, shape(positions, order, 0.1, true));
            Pass training = new Pass(new ParameterStore(owner, false), true, true);
            int second = 0;
            for (int step = 1; step <= 50; step++) {
                try (NDManager batch = NDManager.newBaseManager();
                        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    // Alternates full and shorter inputs: the latter take a part of the position tables.
                    NDArray tokens = batch.randomNormal(new Shape(BATCH, TOKENS - step % 2, FEATURES));
                    NDArray output = encoder.encode(training, tokens).output();
                    collector.backward(output.mul(output).sum());
                }
                if (step == 2) {
                    second = owner.getManagedArrays().size();
                    owner.cap(); // from here on a stray array would throw as well
                }
            }
            assertEquals(encoder.getParameters().size(), second);
            assertEquals(second, owner.getManagedArrays().size());
        }
    }
}
