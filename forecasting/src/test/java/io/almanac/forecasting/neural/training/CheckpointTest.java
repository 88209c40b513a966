package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.forecasting.neural.NativeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains a small network with dropout; kills it by a listener that cancels before an update. */
class CheckpointTest {

    private static final int UPDATES = 5;
    private static final TrainingPlan PLAN =
            new TrainingPlan(8, UPDATES, 3, LearningRate.cosine(0.03, 4, 40), 0.01, 1, 7).withAveraging(0.8);

    /** Epoch 4 is the best; with a patience of 3 the seventh is the last. */
    private static final double[] LOSSES = {5, 4, 6, 2, 3, 3, 3, 1};

    @TempDir
    private Path folder;

    private final NativeEngine engine = NativeEngine.start();
    private Checkpoint checkpoint = Checkpoint.NONE;

    @BeforeEach
    void keep() {
        checkpoint = Checkpoint.at(folder, "this");
    }

    /** Hears all reports; cancels before an update, counted from 1 and from the start or the resumption. */
    private static final class Listener implements FitListener {

        private final int cancelAt;
        private int asked;
        final List<FitProgress> curve = new ArrayList<>();
        final List<Integer> resumed = new ArrayList<>();

        Listener(int cancelAt) {
            this.cancelAt = cancelAt;
        }

        @Override
        public void progress(FitProgress progress) {
            if (progress.endOfEpoch()) {
                curve.add(progress);
            }
        }

        @Override
        public void resumed(int epoch) {
            resumed.add(epoch);
        }

        @Override
        public boolean cancelled() {
            return ++asked == cancelAt;
        }
    }

    /** What a training left behind. */
    @SuppressWarnings("ArrayRecordComponent") // compared by same
    private record Trained(TrainingResult result, List<FitProgress> curve, List<Integer> resumed, float[][] weights) {

        void same(Trained other) {
            assertEquals(other.result, result);
            assertEquals(other.curve, curve);
            for (int i = 0; i < weights.length; i++) {
                assertArrayEquals(other.weights[i], weights[i]);
            }
        }
    }

    private static final class Task implements TrainingTask {

        private final Block network;
        private final boolean validated;
        private int epoch;

        Task(Block network, boolean validated) {
            this.network = network;
            this.validated = validated;
        }

        @Override
        public void startEpoch(int number) {
            epoch = number;
        }

        @Override
        public NDArray loss(NDManager scope, int batch) {
            var random = new Random(100L * epoch + batch);
            float[] values = new float[12];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            NDArray in = scope.create(values, new Shape(4, 3));
            return network.forward(new ParameterStore(scope, false), new NDList(in), true)
                    .singletonOrThrow()
                    .sub(in.sum(new int[] {1}, true))
                    .square()
                    .mean();
        }

        @Override
        public OptionalDouble validationLoss() {
            return validated ? OptionalDouble.of(LOSSES[epoch - 1]) : OptionalDouble.empty();
        }
    }

    private Trained train(TrainingPlan plan, boolean validated, Checkpoint kept, Listener listener) {
        try (NDManager manager = engine.newManager(Device.cpu());
                NativeEngine.Training lock = engine.training()) {
            Block network = new SequentialBlock()
                    .add(Linear.builder().setUnits(6).build())
                    .add(Activation.reluBlock())
                    .add(Dropout.builder().optRate(0.3f).build())
                    .add(Linear.builder().setUnits(1).build());
            lock.reseed(plan.seed(), 0);
            network.initialize(manager, DataType.FLOAT32, new Shape(4, 3));
            TrainingResult result =
                    new TrainingLoop(lock, network, new Task(network, validated), plan, listener).run(manager, kept);
            float[][] weights = network.getParameters().values().stream()
                    .map(Parameter::getArray)
                    .map(NDArray::toFloatArray)
                    .toArray(float[][]::new);
            return new Trained(result, listener.curve, listener.resumed, weights);
        }
    }

    private Trained train(TrainingPlan plan, Checkpoint kept) {
        return train(plan, true, kept, new Listener(0));
    }

    private void kill(TrainingPlan plan, boolean validated, int beforeUpdate) {
        assertThrows(CancellationException.class, () -> train(plan, validated, checkpoint, new Listener(beforeUpdate)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest(name = "killed before update {0}, goes on after epoch {1}")
    @CsvSource({"6, 1", "13, 2", "20, 3", "24, 4", "35, 6"})
    void aKilledTrainingEndsAtTheBitsOfAnUnbrokenOne(int update, int epoch) {
        Trained unbroken = train(PLAN, Checkpoint.NONE);
        kill(PLAN, true, update);

        Trained resumed = train(PLAN, checkpoint);

        assertEquals(new TrainingResult(4, 7, 35, OptionalDouble.of(2)), unbroken.result());
        assertEquals(List.of(epoch), resumed.resumed());
        resumed.same(unbroken);
    }

    @ParameterizedTest(name = "averaging {0}")
    @ValueSource(doubles = {0, 0.8})
    void withoutValidationTheResumedTrainingRunsToTheSameEnd(double averaging) {
        TrainingPlan plan = PLAN.withAveraging(averaging);
        Trained unbroken = train(plan, false, Checkpoint.NONE, new Listener(0));
        kill(plan, false, 18);

        Trained resumed = train(plan, false, checkpoint, new Listener(0));

        assertEquals(8, resumed.result().epochs());
        assertEquals(List.of(3), resumed.resumed());
        resumed.same(unbroken);
    }

    @Test
    void aTrainingMayBeKilledAgainAndAgain() {
        Trained unbroken = train(PLAN, Checkpoint.NONE);
        for (int i = 0; i < 6; i++) {
            kill(PLAN, true, UPDATES + 3); // each run gains one epoch
        }

        Trained resumed = train(PLAN, checkpoint);

        assertEquals(List.of(6), resumed.resumed());
        resumed.same(unbroken);
    }

    @Test
    void aKillWithinTheFirstEpochLeavesNothing() throws IOException {
        kill(PLAN, true, 3);

        assertEquals(List.of(), files());
        assertEquals(List.of(), train(PLAN, checkpoint).resumed());
    }

    @Test
    void aTrainingThatHasEndedIsNotRepeated() throws IOException {
        Trained first = train(PLAN, checkpoint);
        assertEquals(1, files().size());

        Trained second = train(PLAN, true, checkpoint, new Listener(1)); // would be cancelled before any update

        assertEquals(List.of(7), second.resumed());
        second.same(first);
    }

    @Test
    void halfAFileOfAKilledWriteIsNotRead() throws IOException {
        Trained unbroken = train(PLAN, Checkpoint.NONE);
        kill(PLAN, true, 13);
        Path whole = files().get(0);
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("." + whole.getFileName() + "-1.tmp"), Arrays.copyOf(bytes, bytes.length / 2));

        Trained resumed = train(PLAN, checkpoint);

        assertEquals(List.of(2), resumed.resumed());
        resumed.same(unbroken);
    }

    @Test
    void aDamagedFileIsNotTakenAndIsReplaced() throws IOException {
        Trained unbroken = train(PLAN, Checkpoint.NONE);
        kill(PLAN, true, 13);
        Path file = files().get(0);
        byte[] intact = Files.readAllBytes(file);
        var random = new Random(3);
        for (int i = 0; i < 4; i++) {
            byte[] damaged = i % 2 == 0 ? Arrays.copyOf(intact, random.nextInt(intact.length)) : intact.clone();
            if (i % 2 == 1) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);

            List<String> warnings = new ArrayList<>();
            Trained anew = warned(warnings, () -> train(PLAN, checkpoint));

            assertEquals(List.of(), anew.resumed());
            anew.same(unbroken);
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).startsWith("training begins anew: " + file), warnings.get(0));
        }
        assertEquals(List.of(7), train(PLAN, checkpoint).resumed(), "the last one was written whole");
    }

    @Test
    void theCheckpointOfAnotherTrainingIsNotTaken() throws IOException {
        kill(PLAN, true, 13);
        assertEquals(List.of(), train(PLAN, Checkpoint.at(folder, "other")).resumed());
        for (TrainingPlan other : List.of(
                PLAN.withAveraging(0.7),
                PLAN.withSharpness(0.1),
                new TrainingPlan(8, UPDATES, 3, LearningRate.cosine(0.03, 3, 40), 0.01, 1, 7).withAveraging(0.8),
                new TrainingPlan(8, UPDATES, 3, LearningRate.cosine(0.03, 4, 40), 0.01, 1, 8).withAveraging(0.8))) {
            assertEquals(List.of(), train(other, checkpoint).resumed());
        }
        assertEquals(List.of(2), train(PLAN, checkpoint).resumed());
        assertEquals(6, files().size());
    }

    @Test
    void aFileUnderTheNameOfAnotherTrainingIsNotTaken() throws IOException {
        Checkpoint other = Checkpoint.at(folder, "other");
        Trained unbroken = train(PLAN, other);
        Path wanted = files().get(0);
        kill(PLAN, true, 13);
        Path found = files().stream()
                .filter(file -> !file.equals(wanted))
                .findFirst()
                .orElseThrow();
        Files.delete(wanted);
        Files.move(found, wanted);

        List<String> warnings = new ArrayList<>();
        Trained anew = warned(warnings, () -> train(PLAN, other));

        assertEquals(List.of(), anew.resumed());
        anew.same(unbroken);
        assertEquals(List.of("training begins anew: " + wanted + " is the checkpoint of another training"), warnings);
    }

    /** Collects what is logged meanwhile. */
    private static Trained warned(List<String> warnings, Supplier<Trained> training) {
        Logger logger = Logger.getLogger(Checkpoint.class.getName());
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            return training.get();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
    }

    @Test
    void withoutAFolderNothingIsWritten() throws IOException {
        train(PLAN, Checkpoint.NONE);
        assertFalse(files().stream().findAny().isPresent());
        assertTrue(Files.isDirectory(folder));
    }
}
