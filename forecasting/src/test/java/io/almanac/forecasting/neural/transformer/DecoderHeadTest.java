package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.network.Frame;
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork.Answer;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.window.HistoryWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A decoder that reads what it has said itself, and one that is told what happened. */
class DecoderHeadTest {

    private static final int HORIZON = 9;

    private final NativeEngine engine = NativeEngine.start();
    private final NDManager weights = engine.newManager(Device.cpu());
    private final TimeSeries series = series();
    private final NetworkState state = TransformerChoice.of(
                    Tiny.config("decoding=autoregressive loss=mse channels=mixed learntScale=true cycle=-1 decoderLayers=2"),
                    SeriesSet.of(series),
                    FitOptions.of(HORIZON))
            .state();
    private final ForecastNetwork network = network();

    /** Two channels and a future covariate. */
    private static TimeSeries series() {
        double[] price = new Random(5).doubles(80 + HORIZON).toArray();
        return TimeSeries.of(
                "s",
                Tiny.schema(2, Covariate.real("price", Covariate.Kind.FUTURE)),
                TimeAxis.integers(0, 80),
                new double[][] {Tiny.wave(80, 1), Tiny.wave(80, 2)},
                new double[][] {price},
                HORIZON);
    }

    private ForecastNetwork network() {
        try (NativeEngine.Training lock = engine.training()) {
            lock.reseed(1, 0);
            var made = new ForecastNetwork(state);
            made.initialize(weights, DataType.FLOAT32, new Shape(2, 2, 16));
            made.freezeParameters(true);
            return made;
        }
    }

    @AfterEach
    void close() {
        weights.close();
    }

    private Answer forecast(NDManager scope, Before before) {
        var windows = new HistoryWindows(3, 2, state.rules());
        windows.add(series, 0);
        windows.add(series.asOf(50, HORIZON), 0);
        windows.add(series.asOf(9, HORIZON), 0); // padded
        return network.forecast(new ParameterStore(scope, false), false, windows.batch(scope), before);
    }

    private static NDArray point(NDArray outputs) {
        return outputs.squeeze(3); // (B, C, steps)
    }

    /** The values that a frame stands for {@code (B, C, H)}. */
    private static NDArray undo(NDArray z, Frame frame) {
        return z.add(frame.horizonCycle())
                .sub(frame.offset())
                .div(frame.gain())
                .mul(frame.scale())
                .add(frame.centre());
    }

    @Test
    void whoIsToldWhatItSaidItselfSaysTheSame() {
        NativeEngine.withoutGradients(() -> {
            try (NDManager scope = weights.newSubManager()) {
                Answer own = forecast(scope, new Before.Fed(DecoderHeadTest::point));
                NDArray said = undo(point(own.outputs()), own.frame());

                Answer told = forecast(scope, new Before.Known(said, said.onesLike()));

                assertEquals(new Shape(3, 2, HORIZON, 1), own.outputs().getShape());
                assertArrayEquals(
                        own.outputs().toFloatArray(), told.outputs().toFloatArray(), 1e-4f);
                return true;
            }
        });
    }

    @Test
    void whatHappenedAtAStepChangesOnlyLaterSteps() {
        NativeEngine.withoutGradients(() -> {
            try (NDManager scope = weights.newSubManager()) {
                NDArray seen = scope.ones(new Shape(3, 2, HORIZON));
                float[] before = forecast(scope, new Before.Known(seen, seen)).outputs().toFloatArray();
                float[] changed = new float[3 * 2 * HORIZON];
                for (int i = 0; i < changed.length; i++) {
                    changed[i] = i % HORIZON == 4 ? 3 : 1;
                }
                NDArray other = scope.create(changed, seen.getShape());

                float[] after = forecast(scope, new Before.Known(other, seen)).outputs().toFloatArray();

                for (int i = 0; i < after.length; i++) {
                    assertEquals(i % HORIZON > 4, after[i] != before[i], "step " + i % HORIZON);
                }
                return true;
            }
        });
    }

    @Test
    void aMissingStepIsReadAsOneOfTheContextWhateverItsPlaceholder() {
        NativeEngine.withoutGradients(() -> {
            try (NDManager scope = weights.newSubManager()) {
                NDArray none = scope.zeros(new Shape(3, 2, HORIZON));

                float[] zeros = forecast(scope, new Before.Known(none, none)).outputs().toFloatArray();
                float[] sevens = forecast(scope, new Before.Known(none.add(7), none)).outputs().toFloatArray();

                assertArrayEquals(zeros, sevens);
                return true;
            }
        });
    }

    @Test
    void stepByStepKeepsTheResultsAndNothingElse() {
        NativeEngine.withoutGradients(() -> {
            List<Integer> kept = new ArrayList<>();
            List<Integer> made = new ArrayList<>();
            List<float[]> outputs = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                try (NDManager scope = weights.newSubManager()) {
                    Answer answer = forecast(scope, new Before.Fed(DecoderHeadTest::point));
                    outputs.add(answer.outputs().toFloatArray());
                    made.add(scope.getManagedArrays().size());
                }
                kept.add(weights.getManagedArrays().size());
            }
            // One step of one layer makes dozens of arrays; of nine steps of two layers two arrays a step stay.
            int whole = made.get(0);
            assertTrue(whole < 250, "arrays on the scope: " + whole);
            assertEquals(1, kept.stream().distinct().count(), kept.toString());
            assertEquals(1, made.stream().distinct().count(), made.toString());
            outputs.forEach(output -> assertArrayEquals(outputs.get(0), output));
            return true;
        });
    }
}
