package io.almanac.forecasting.neural.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.window.WindowBatch;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowNormaliserTest {

    private final NDManager manager = NativeEngine.start().newManager(Device.cpu());

    /** 1, missing, 3, missing; the last observed value is 3. */
    private final WindowBatch window = window(new float[] {1, 0, 3, 0}, new float[] {1, 0, 1, 0}, 3, 0);

    @AfterEach
    void close() {
        manager.close();
    }

    private WindowBatch window(float[] values, float[] observed, float last, long phase) {
        NDArray none = manager.zeros(new Shape(0));
        return new WindowBatch(
                manager.create(values).reshape(1, 1, -1),
                manager.create(observed).reshape(1, 1, -1),
                manager.create(last).reshape(1, 1, 1),
                none,
                none,
                none,
                manager.create(new long[] {0}).reshape(1, 1),
                manager.create(new long[] {phase}).reshape(1, 1),
                false);
    }

    private Frame frame(NormalConfig config, WindowBatch batch, float... parameters) {
        var normaliser = new WindowNormaliser(config, 1, 2, 3);
        normaliser.initialize(manager, DataType.FLOAT32, batch.values().getShape());
        int next = 0;
        for (Parameter parameter : normaliser.getParameters().values()) {
            int size = Math.toIntExact(parameter.getArray().size());
            NativeEngine.write(Arrays.copyOfRange(parameters, next, next + size), parameter.getArray());
            next += size;
        }
        return normaliser.frame(new ParameterStore(manager, false), false, batch);
    }

    private static NormalConfig plain(WindowNormalisation normalisation) {
        return new NormalConfig(normalisation, false, 0);
    }

    private float[] applied(WindowNormalisation normalisation) {
        return frame(plain(normalisation), window).apply(window.values()).toFloatArray();
    }

    @Test
    void meanAndDeviationAreThoseOfTheObservedSteps() {
        // Mean 2, variance 1 + 0.0001: -1 and 1 divided by 1.00005.
        float[] z = applied(WindowNormalisation.MEAN_STD);

        assertArrayEquals(new float[] {-0.99995f, 0.99995f}, new float[] {z[0], z[2]}, 1e-6f);
    }

    @Test
    void theLastValueIsTheLastObserved() {
        float[] z = applied(WindowNormalisation.LAST_VALUE);

        assertArrayEquals(new float[] {-2, 0}, new float[] {z[0], z[2]});
    }

    @Test
    void noneLeavesValuesAsTheyAre() {
        assertArrayEquals(new float[] {1, 0, 3, 0}, applied(WindowNormalisation.NONE));
    }

    @Test
    void aWindowWithoutVariationIsDividedByAHundredth() {
        WindowBatch flat = window(new float[] {0.5f, 0.5f}, new float[] {1, 1}, 0.5f, 0);

        NDArray scale = frame(plain(WindowNormalisation.MEAN_STD), flat).scale();

        assertArrayEquals(new float[] {0.01f}, scale.toFloatArray(), 1e-7f);
    }

    @Test
    void aLearntScaleMultipliesAndMovesWhatTheStatisticsLeave() {
        // 1 and 3 less the last value 3, times 2, plus 5.
        Frame frame = frame(new NormalConfig(WindowNormalisation.LAST_VALUE, true, 0), window, 2, 5);

        float[] z = frame.apply(window.values()).toFloatArray();

        assertArrayEquals(new float[] {1, 5}, new float[] {z[0], z[2]});
    }

    @Test
    void aCycleIsTakenOffByThePhaseOfEachStep() {
        // A cycle of 10, 20, 30; the window of four begins at phase 2, the horizon of three at phase 2 + 4 = 6 = 0.
        WindowBatch late = window(new float[] {1, 1, 1, 1}, new float[] {1, 1, 1, 1}, 1, 2);

        Frame frame = frame(new NormalConfig(WindowNormalisation.NONE, false, 3), late, 10, 20, 30);

        assertArrayEquals(
                new float[] {-29, -9, -19, -29}, frame.apply(late.values()).toFloatArray());
        NDArray ahead = frame.applyAhead(manager.zeros(new Shape(1, 1, 3)));
        assertArrayEquals(new float[] {-10, -20, -30}, ahead.toFloatArray());
    }

    @ParameterizedTest
    @EnumSource(WindowNormalisation.class)
    void whatWasTakenOffIsPutBack(WindowNormalisation normalisation) {
        WindowBatch whole = window(new float[] {4, 1, 3}, new float[] {1, 1, 1}, 3, 1);
        Frame frame = frame(new NormalConfig(normalisation, true, -1), whole, 1.5f, -0.5f, 0.25f, 0.75f);
        NDArray ahead = manager.create(new float[] {7, -2, 9}).reshape(1, 1, 3);

        NDArray z = frame.applyAhead(ahead).expandDims(3); // (B, C, H, O) with one output

        assertArrayEquals(ahead.toFloatArray(), frame.undo(z).toFloatArray(), 1e-5f);
        // Widths know no offset: (7 - -2) is stretched and put back as a difference of two places would be.
        NDArray width = frame.undoWidth(manager.ones(new Shape(1, 1, 3, 1)));
        NDArray shifted = frame.undo(z.add(1)).sub(frame.undo(z));
        assertArrayEquals(shifted.toFloatArray(), width.toFloatArray(), 1e-5f);
    }
}
