package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import io.almanac.core.forecast.FitListener;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.network.Glorot;
import io.almanac.forecasting.neural.training.LearningRate;
import io.almanac.forecasting.neural.training.TrainingLoop;
import io.almanac.forecasting.neural.training.TrainingPlan;
import io.almanac.forecasting.neural.training.TrainingTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An encoder-decoder of the blocks learns to copy sequences of symbols: the encoder reads a sequence, the decoder writes
 * it again, one symbol after the other. Positions, masks and the way from the memory to the decoder must all be right
 * for that: without positions a quarter of the symbols is right.
 *
 * <p>Letters: B sequences, T steps of the decoder, S = 8 the longest sequence, F = 9 features of a token: one for each of
 * eight symbols and one for the start; N heads.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyTaskTest {

    private static final int SYMBOLS = 8;
    private static final int START = SYMBOLS;
    private static final int FEATURES = SYMBOLS + 1;
    private static final int SHORTEST = 6;
    private static final int LONGEST = 8;
    private static final int BATCH = 32;
    private static final TrainingPlan PLAN = new TrainingPlan(5, 50, 1, LearningRate.cosine(5e-3, 20, 250), 0, 1, 3);

    private final NativeEngine engine = NativeEngine.start();
    private final NDManager manager = engine.newManager(Device.cpu());
    private final TransformerEncoder encoder = new TransformerEncoder(shape(false));
    private final TransformerDecoder decoder = new TransformerDecoder(shape(true));
    private final Block readout = Glorot.affine(FEATURES);
    private final Set<List<Integer>> seen = new HashSet<>();

    private static EncoderShape shape(boolean causal) {
        return new EncoderShape(
                FEATURES, 32, 2, 1, 64, 0, 0, Positions.SINUSOIDAL, NormOrder.PRE, Activation.RELU, causal);
    }

    @BeforeAll
    void train() {
        try (NativeEngine.Training lock = engine.training()) {
            Engine.getInstance().setRandomSeed(1);
            Shape tokens = new Shape(BATCH, LONGEST, FEATURES);
            Shape[] encoded = encoder.getOutputShapes(new Shape[] {tokens});
            encoder.initialize(manager, DataType.FLOAT32, tokens);
            decoder.initialize(manager, DataType.FLOAT32, tokens, encoded[0]);
            readout.initialize(manager, DataType.FLOAT32, encoded);
            Block network = new SequentialBlock().add(encoder).add(decoder).add(readout);
            new TrainingLoop(lock, network, new Copying(), PLAN, FitListener.NONE).run(manager);
        }
    }

    @AfterAll
    void close() {
        manager.close();
    }

    /** The cross-entropy of each symbol where the decoder is given what truly came before: teacher forcing. */
    private final class Copying implements TrainingTask {

        private final List<List<List<Integer>>> batches = new ArrayList<>();

        @Override
        public void startEpoch(int epoch) {
            var random = new Random(epoch);
            batches.clear();
            for (int i = 0; i < PLAN.updatesPerEpoch(); i++) {
                batches.add(draw(random, BATCH));
                seen.addAll(batches.get(i));
            }
        }

        @Override
        public NDArray loss(NDManager scope, int batch) {
            List<List<Integer>> sequences = batches.get(batch);
            Pass pass = new Pass(new ParameterStore(scope, false), true, false);
            NDArray source = oneHot(scope, sequences, LONGEST); // (B, S, F)
            NDArray memory = encode(pass, source);
            NDArray decoded = decode(pass, source, memory, sequences, LONGEST).output();
            NDArray logits = pass.through(readout, decoded); // (B, S, F)
            NDArray meanOfTrueSymbols = source.mul(-1 / source.sum().getFloat());
            return logits.logSoftmax(2).mul(meanOfTrueSymbols).sum();
        }

        @Override
        public OptionalDouble validationLoss() {
            return OptionalDouble.empty();
        }
    }

    private static List<List<Integer>> draw(Random random, int count) {
        List<List<Integer>> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
            sequences.add(random.ints(length, 0, SYMBOLS).boxed().toList());
        }
        return sequences;
    }

    private List<List<Integer>> unseen() {
        List<List<Integer>> sequences = draw(new Random(-1), 250);
        sequences.removeIf(seen::contains);
        assertTrue(sequences.size() >= 200, "only " + sequences.size() + " sequences are new");
        return sequences;
    }

    /** A 1 for each symbol {@code (B, length, F)}; zeros after the end of a sequence. */
    private static NDArray oneHot(NDManager scope, List<List<Integer>> sequences, int length) {
        float[] ones = new float[sequences.size() * length * FEATURES];
        for (int b = 0; b < sequences.size(); b++) {
            List<Integer> sequence = sequences.get(b);
            for (int t = 0; t < Math.min(length, sequence.size()); t++) {
                ones[(b * length + t) * FEATURES + sequence.get(t)] = 1;
            }
        }
        return scope.create(ones, new Shape(sequences.size(), length, FEATURES));
    }

    /** What is beyond the end of a sequence is not attended to. */
    private static AttentionMask padding(NDArray source) {
        return AttentionMask.of(source.sum(new int[] {2}).reshape(-1, 1, 1, LONGEST));
    }

    private NDArray encode(Pass pass, NDArray source) {
        return encoder.encode(pass, source, padding(source)).output();
    }

    /** The first steps, each given the symbol before it, in the light of the sources. */
    private Attended decode(Pass pass, NDArray source, NDArray memory, List<List<Integer>> written, int steps) {
        List<List<Integer>> before = written.stream()
                .map(sequence ->
                        Stream.concat(Stream.of(START), sequence.stream()).toList())
                .toList();
        NDArray tokens = oneHot(source.getManager(), before, steps); // (B, T, F)
        return decoder.decode(pass, tokens, memory, AttentionMask.none(), padding(source));
    }

    @Test
    void unseenSequencesAreCopiedSymbolBySymbol() {
        List<List<Integer>> sources = unseen();
        List<List<Integer>> copies = NativeEngine.withoutGradients(() -> copy(sources));
        double right = share(
                sources, (b, t) -> copies.get(b).get(t).equals(sources.get(b).get(t)));
        assertTrue(right >= 0.99, "the share of symbols that are right is " + right);
    }

    /** Autoregressive and greedy: the likeliest symbol of each step is what the next step is given. */
    private List<List<Integer>> copy(List<List<Integer>> sources) {
        List<List<Integer>> copies = new ArrayList<>();
        sources.forEach(source -> copies.add(new ArrayList<>()));
        try (NDManager scope = manager.newSubManager()) {
            Pass pass = new Pass(new ParameterStore(scope, false), false, false);
            NDArray source = oneHot(scope, sources, LONGEST);
            NDArray memory = encode(pass, source);
            for (int steps = 1; steps <= LONGEST; steps++) {
                NDArray decoded = decode(pass, source, memory, copies, steps).output(); // (B, T, E)
                NDArray last = pass.through(readout, decoded.get(":, -1:")); // (B, 1, F)
                long[] likeliest = last.argMax(2).toLongArray();
                for (int b = 0; b < likeliest.length; b++) {
                    copies.get(b).add(Math.toIntExact(likeliest[b]));
                }
            }
        }
        return copies;
    }

    /** The picture of attention that one can trust: where the right answer is known, it is where the weights are. */
    @Test
    void theCrossAttentionLooksAtTheSymbolThatIsCopied() {
        List<List<Integer>> sources = unseen();
        long[] mostAttended = NativeEngine.withoutGradients(() -> {
            try (NDManager scope = manager.newSubManager()) {
                Pass pass = new Pass(new ParameterStore(scope, false), false, true);
                NDArray source = oneHot(scope, sources, LONGEST);
                NDArray cross = decode(pass, source, encode(pass, source), sources, LONGEST)
                        .weights()
                        .get(1); // (B, N, T, S)
                return cross.mean(new int[] {1}).argMax(2).toLongArray(); // (B, T)
            }
        });
        double diagonal = share(sources, (b, t) -> mostAttended[b * LONGEST + t] == t);
        assertTrue(diagonal >= 0.9, "the share of steps that look at their own symbol is " + diagonal);
    }

    /** The share of all symbols of all sequences for which something holds. */
    private static double share(List<List<Integer>> sequences, BiPredicate<Integer, Integer> holds) {
        int all = 0;
        int held = 0;
        for (int b = 0; b < sequences.size(); b++) {
            for (int t = 0; t < sequences.get(b).size(); t++) {
                all++;
                held += holds.test(b, t) ? 1 : 0;
            }
        }
        return (double) held / all;
    }
}
