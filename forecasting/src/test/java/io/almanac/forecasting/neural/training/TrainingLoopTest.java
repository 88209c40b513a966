package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.forecasting.neural.NativeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trains one number w towards 3 by the loss (w - 3)^2. */
class TrainingLoopTest {

    private final NativeEngine engine = NativeEngine.start();
    private final NDManager manager = engine.newManager(Device.cpu());
    private final Block network = Linear.builder().setUnits(1).optBias(false).build();

    TrainingLoopTest() {
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
        NativeEngine.write(new float[] {0}, weight());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray weight() {
        return network.getParameters().valueAt(0).getArray();
    }

    private class Task implements TrainingTask {

        final List<Float> weightsAtValidation = new ArrayList<>();
        final List<Integer> epochs = new ArrayList<>();

        @Override
        public void startEpoch(int epoch) {
            epochs.add(epoch);
        }

        @Override
        public NDArray loss(NDManager scope, int batch) {
            NDArray one = scope.ones(new Shape(1, 1));
            return network.forward(new ParameterStore(scope, false), new NDList(one), true)
                    .singletonOrThrow()
                    .sub(3)
                    .square()
                    .sum();
        }

        @Override
        public OptionalDouble validationLoss() {
            weightsAtValidation.add(weight().getFloat());
            return OptionalDouble.empty();
        }
    }

    private static TrainingPlan plan(int epochs, int patience) {
        return new TrainingPlan(epochs, 5, patience, LearningRate.constant(0.1, 0), 0, 10, 1);
    }

    private TrainingResult train(Task task, TrainingPlan plan, FitListener listener) {
        try (NativeEngine.Training lock = engine.training()) {
            return new TrainingLoop(lock, network, task, plan, listener).run(manager);
        }
    }

    @Test
    void withoutValidationAllEpochsAreTrained() {
        var task = new Task();

        TrainingResult result = train(task, plan(40, 1), FitListener.NONE);

        assertEquals(new TrainingResult(40, 40, 200, OptionalDouble.empty()), result);
        assertEquals(40, task.epochs.size());
        assertEquals(3, weight().getFloat(), 0.05);
    }

    @Test
    void earlyStoppingPutsTheBestWeightsBack() {
        double[] losses = {5, 1, 2, 1.5, 0};
        var task = new Task() {
            @Override
            public OptionalDouble validationLoss() {
                super.validationLoss();
                return OptionalDouble.of(losses[weightsAtValidation.size() - 1]);
            }
        };

        // Epochs 3 and 4 are no better than epoch 2, and the patience is 2: epoch 5 does not come.
        TrainingResult result = train(task, plan(10, 2), FitListener.NONE);

        assertEquals(new TrainingResult(2, 4, 20, OptionalDouble.of(1)), result);
        assertEquals(task.weightsAtValidation.get(1), weight().getFloat());
        assertTrue(task.weightsAtValidation.get(3) > task.weightsAtValidation.get(1));
    }

    @Test
    void eachEpochEndsWithAReport() {
        List<FitProgress> reports = new ArrayList<>();
        var task = new Task() {
            @Override
            public OptionalDouble validationLoss() {
                super.validationLoss();
                return OptionalDouble.of(1.0 / weightsAtValidation.size());
            }
        };

        train(task, plan(2, 1), progress -> {
            if (progress.endOfEpoch()) {
                reports.add(progress);
            }
        });

        assertEquals(2, reports.size());
        FitProgress last = reports.get(1);
        assertEquals(List.of(2, 2), List.of(last.epoch(), last.epochs()));
        assertEquals(List.of(10L, 10L), List.of(last.update(), last.updates()));
        assertEquals(0.5, last.validationLoss());
        assertEquals(0.1, last.learningRate());
        assertTrue(last.trainingLoss() < reports.get(0).trainingLoss());
    }

    @Test
    void theListenerCanCancelAndTheNextTrainingRuns() {
        var listener = new FitListener() {
            private int asked;

            @Override
            public void progress(FitProgress progress) {}

            @Override
            public boolean cancelled() {
                return ++asked == 8;
            }
        };

        var e = assertThrows(CancellationException.class, () -> train(new Task(), plan(10, 1), listener));

        assertEquals("training was cancelled after update 7", e.getMessage());
        assertEquals(10, train(new Task(), plan(2, 1), FitListener.NONE).updates());
    }

    @Test
    void aLossThatIsNoNumberNamesUpdateRateAndCause() {
        var task = new Task() {
            @Override
            public NDArray loss(NDManager scope, int batch) {
                return super.loss(scope, batch).mul(epochs.size() == 2 && batch == 1 ? Float.NaN : 1);
            }
        };

        var e = assertThrows(DivergedException.class, () -> train(task, plan(10, 1), FitListener.NONE));

        assertEquals(
                "the loss is NaN at update 7 (learning rate 0.100): most likely the learning rate is too high or the"
                        + " warm-up too short",
                e.getMessage());
        assertArrayEquals(new float[] {0}, weight().getGradient().toFloatArray());
    }

    @Test
    void aGradientThatIsNotFiniteStopsBeforeTheWeightsChange() {
        var task = new Task() {
            @Override
            public NDArray loss(NDManager scope, int batch) {
                NDArray loss = super.loss(scope, batch);
                return loss.sub(loss.duplicate()).sqrt(); // 0, but its slope is infinite
            }
        };

        var e = assertThrows(DivergedException.class, () -> train(task, plan(10, 1), FitListener.NONE));

        assertTrue(
                String.valueOf(e.getMessage()).startsWith("the norm of the gradients is Infinity at update 1"),
                e.getMessage());
        assertEquals(0, weight().getFloat());
        assertArrayEquals(new float[] {0}, weight().getGradient().toFloatArray());
    }

    @Test
    void theClippedGradientIsNoLongerThanTheLimit() {
        TrainingPlan clipped = new TrainingPlan(1, 2, 1, LearningRate.constant(0.1, 0), 0, 1e-12, 1);

        train(new Task(), clipped, FitListener.NONE);

        // Gradients of 1e-12 drown in Adam's epsilon of 1e-8: the steps are 0.1 * 1e-12 / 1e-8 = 1e-5 each.
        assertEquals(2e-5, weight().getFloat(), 1e-7);
    }

    @Test
    void averagedWeightsAreValidatedAndReturnedWhileTheRawOnesGoOn() {
        // What the weight is after each update, from a training without averaging.
        List<Double> raw = new ArrayList<>();
        var watching = new Task() {
            @Override
            public NDArray loss(NDManager scope, int batch) {
                raw.add((double) weight().getFloat());
                return super.loss(scope, batch);
            }
        };
        train(watching, plan(4, 1), FitListener.NONE);
        raw.add((double) weight().getFloat());
        NativeEngine.write(new float[] {0}, weight());
        var task = new Task();

        train(task, plan(4, 1).withAveraging(0.9), FitListener.NONE);

        double average = 0; // the first weight
        for (int update = 1; update <= 20; update++) {
            double decay = Math.min(0.9, (1.0 + update) / (10 + update));
            average = decay * average + (1 - decay) * raw.get(update);
            if (update % 5 == 0) {
                assertEquals(average, task.weightsAtValidation.get(update / 5 - 1), 1e-6);
            }
        }
        assertEquals(average, weight().getFloat(), 1e-6);
        assertTrue(average < raw.get(20) - 0.05, "an average lags behind");
    }

    @Test
    void theBestOfTheAveragedWeightsAreReturned() {
        double[] losses = {5, 1, 2};
        var task = new Task() {
            @Override
            public OptionalDouble validationLoss() {
                super.validationLoss();
                return OptionalDouble.of(losses[weightsAtValidation.size() - 1]);
            }
        };

        train(task, plan(3, 3).withAveraging(0.9), FitListener.NONE);

        assertEquals(task.weightsAtValidation.get(1), weight().getFloat());
    }
}
