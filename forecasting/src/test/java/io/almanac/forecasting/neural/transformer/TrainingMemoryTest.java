package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.network.Head;
import io.almanac.forecasting.neural.network.Loss;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowTargets;
import io.almanac.forecasting.neural.network.WindowTask;
import io.almanac.forecasting.neural.training.LearningRate;
import io.almanac.forecasting.neural.training.TrainingLoop;
import io.almanac.forecasting.neural.training.TrainingPlan;
import io.almanac.forecasting.neural.training.TrainingTask;
import io.almanac.forecasting.neural.window.WindowTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class TrainingMemoryTest {

    private static final int UPDATES = 500;
    private static final FitOptions OPTIONS = new FitOptions(6, 24, List.of(0.1, 0.5, 0.9), 1, "cpu", FitListener.NONE);

    /** Counts native arrays before each update. */
    private record Counting(TrainingTask task, NDManager weights, List<Integer> arrays, List<Long> resident)
            implements TrainingTask {

        @Override
        public void startEpoch(int epoch) {
            task.startEpoch(epoch);
        }

        @Override
        public NDArray loss(NDManager scope, int batch) {
            // The scope's parent holds the moments and, level with it, the batch that is being made.
            arrays.add(count(weights) + count(scope.getParentManager()));
            resident.add(residentKilobytes());
            return task.loss(scope, batch);
        }

        @Override
        public OptionalDouble validationLoss() {
            return task.validationLoss();
        }

        private static int count(NDManager manager) {
            return manager.getManagedArrays().size();
        }
    }

    /** What the process holds in memory beside the Java heap; 0 where the system does not say. */
    private static long residentKilobytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            long heap = Runtime.getRuntime().totalMemory() >> 10;
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) - heap)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Drives the collector between the forward and the backward pass and overwrites what it freed. */
    private record Collecting(TrainingTask task) implements TrainingTask {

        @Override
        public void startEpoch(int epoch) {
            task.startEpoch(epoch);
        }

        @Override
        public NDArray loss(NDManager scope, int batch) {
            NDArray loss = task.loss(scope, batch);
            System.gc();
            for (int i = 0; i < 10_000; i++) {
                ByteBuffer.allocateDirect(Float.BYTES).putFloat(0, Float.NaN);
            }
            return loss;
        }

        @Override
        public OptionalDouble validationLoss() {
            return task.validationLoss();
        }
    }

    /** Trains a small network on noise and gives its weights. */
    private static List<float[]> train(int updates, BiFunction<TrainingTask, NDManager, TrainingTask> wrap) {
        var random = new Random(1);
        Frequency hours = Frequency.parse("h");
        TimeSeries series = TimeSeries.of(
                "s",
                Schema.univariate(hours),
                TimeAxis.of(hours, LocalDateTime.of(2024, 1, 1, 0, 0), 200),
                new double[][] {random.doubles(200).toArray()});
        TransformerConfig config = (TransformerConfig) Forecasters.create(
                        "transformer",
                        Map.of(
                                "context",
                                "24",
                                "width",
                                "16",
                                "layers",
                                "2",
                                "heads",
                                "2",
                                "batch",
                                "16",
                                "updatesPerEpoch",
                                "10"))
                .config();
        NetworkState state =
                TransformerChoice.of(config, SeriesSet.of(series), OPTIONS).state();
        NativeEngine engine = NativeEngine.start();
        try (NDManager weights = engine.newManager(Device.cpu());
                NDManager scope = engine.newManager(Device.cpu());
                NativeEngine.Training lock = engine.training()) {
            lock.reseed(1, 0);
            var network = new ForecastNetwork(state);
            network.initialize(weights, DataType.FLOAT32, new Shape(2, 1, 24));
            var windows = new WindowTable(SeriesSet.of(series), state.rules(), scope);
            Head head = Head.of(Loss.PINBALL, state.quantiles(), scope);
            var task = new WindowTask(
                    network, new WindowTargets(windows, Optional.empty()), head, config.training(), 1, scope);
            var plan = new TrainingPlan(updates / 10, 10, updates, LearningRate.constant(1e-3, 0), 0, 1, 1);
            new TrainingLoop(lock, network, wrap.apply(task, weights), plan, FitListener.NONE).run(scope);
            return network.getParameters().values().stream()
                    .map(parameter -> parameter.getArray().toFloatArray())
                    .toList();
        }
    }

    @Test
    void nativeMemoryIsTheSameAfterTwoUpdatesAndAfterFiveHundred() {
        long grown = Long.MAX_VALUE;
        // Heap that was committed for other tests becomes resident when it is first touched, once. A leak grows anew.
        for (int attempt = 0; attempt < 3 && grown >= 64_000; attempt++) {
            var counts = new ArrayList<Integer>();
            var resident = new ArrayList<Long>();

            train(UPDATES, (task, weights) -> new Counting(task, weights, counts, resident));

            assertEquals(UPDATES, counts.size());
            assertEquals(counts.get(2), counts.get(UPDATES - 1));
            grown = resident.get(UPDATES - 1) - resident.get(100);
        }
        assertTrue(grown < 64_000, "resident memory grew by " + grown + " kB");
    }

    /** The engine reads arrays that were made from Java numbers in place, also when the backward pass needs them. */
    @Test
    void nothingThatTheBackwardPassNeedsIsCollected() {
        List<float[]> expected = train(10, (task, weights) -> task);

        List<float[]> collected = train(10, (task, weights) -> new Collecting(task));

        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), collected.get(i));
        }
    }
}
