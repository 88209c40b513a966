package io.almanac.forecasting.neural.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import io.almanac.forecasting.neural.NativeEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Trains two numbers by the loss (u - 3)^2 + 4 (v + 1)^2. */
class SharpnessTest {

    private static final double RATE = 0.05;

    private final NativeEngine engine = NativeEngine.start();

    /** The weights after so many updates. */
    private float[] train(double sharpness, int updates, float[] start, List<Double> losses) {
        try (NDManager manager = engine.newManager(Device.cpu());
                NativeEngine.Training lock = engine.training()) {
            Block network = Linear.builder().setUnits(2).optBias(false).build();
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            NDArray weight = network.getParameters().valueAt(0).getArray();
            NativeEngine.write(start, weight);
            NDArray middle = manager.create(new float[] {3, -1}, new Shape(1, 2));
            NDArray slope = manager.create(new float[] {1, 4}, new Shape(1, 2));
            var task = new TrainingTask() {
                @Override
                public void startEpoch(int epoch) {}

                @Override
                public NDArray loss(NDManager scope, int batch) {
                    NDList one = new NDList(scope.ones(new Shape(1, 1)));
                    NDArray out = network.forward(new ParameterStore(scope, false), one, true)
                            .singletonOrThrow();
                    return out.sub(middle).square().mul(slope).sum();
                }

                @Override
                public OptionalDouble validationLoss() {
                    return OptionalDouble.empty();
                }
            };
            var plan = new TrainingPlan(1, updates, 1, LearningRate.constant(RATE, 0), 0, 100, 1);
            FitListener curve = progress -> losses.add(progress.trainingLoss());
            new TrainingLoop(lock, network, task, plan.withSharpness(sharpness), curve).run(manager);
            return weight.toFloatArray();
        }
    }

    /** Adam, Kingma and Ba 2015, algorithm 1, with the gradient of the point that is uphill. */
    private static double[] naive(double sharpness, int updates, float[] start) {
        double[] w = {start[0], start[1]};
        double[] m = new double[2];
        double[] v = new double[2];
        for (int t = 1; t <= updates; t++) {
            double[] g = gradient(w[0], w[1]);
            double norm = Math.hypot(g[0], g[1]);
            double way = norm > 0 ? sharpness / norm : 0;
            double[] uphill = gradient(w[0] + way * g[0], w[1] + way * g[1]);
            for (int i = 0; i < 2; i++) {
                m[i] = 0.9 * m[i] + 0.1 * uphill[i];
                v[i] = 0.999 * v[i] + 0.001 * uphill[i] * uphill[i];
                double step = m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                w[i] -= RATE * step;
            }
        }
        return w;
    }

    private static double[] gradient(double u, double v) {
        return new double[] {2 * (u - 3), 8 * (v + 1)};
    }

    @Test
    void theWeightsAreThoseOfANaiveLoop() {
        float[] start = {0, 0};
        for (double sharpness : new double[] {0, 0.5, 2}) {
            float[] found = train(sharpness, 30, start, new ArrayList<>());
            double[] expected = naive(sharpness, 30, start);
            assertEquals(expected[0], found[0], 1e-4);
            assertEquals(expected[1], found[1], 1e-4);
        }
        assertNotEquals(naive(0, 30, start)[1], naive(0.5, 30, start)[1], 1e-2);
    }

    @Test
    void theLossIsThatOfTheWeightsAndNotOfThePointUphill() {
        List<Double> losses = new ArrayList<>();
        train(0.5, 1, new float[] {0, 0}, losses);
        assertEquals(List.of(13.0), losses); // 3^2 + 4 * 1^2
    }

    @Test
    void whereItIsFlatTheWeightsStay() {
        float[] found = train(0.5, 3, new float[] {3, -1}, new ArrayList<>());
        assertEquals(3, found[0]);
        assertEquals(-1, found[1]);
    }
}
