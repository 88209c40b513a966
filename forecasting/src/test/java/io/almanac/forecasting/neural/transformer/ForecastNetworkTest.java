package io.almanac.forecasting.neural.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import io.almanac.forecasting.neural.network.NetworkState;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.window.HistoryWindows;
import io.almanac.forecasting.neural.window.WindowBatch;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastNetworkTest {

    private static final int CONTEXT = 16;
    private static final int OBSERVED = 7;

    private static TimeSeries series() {
        double[] clicks = new Random(5).doubles(80).toArray();
        return TimeSeries.of(
                "s",
                Tiny.schema(1, Covariate.real("clicks", Covariate.Kind.PAST)),
                TimeAxis.integers(0, 80),
                new double[][] {Tiny.wave(80, 1)},
                new double[][] {clicks},
                0);
    }

    /** The same windows with other covariates in some steps of the context. */
    private static WindowBatch changed(WindowBatch window, int from, int to) {
        float[] past = window.past().toFloatArray();
        for (int i = 0; i < past.length; i++) {
            if (i % CONTEXT >= from && i % CONTEXT < to) {
                past[i] = 1_000 + i;
            }
        }
        NDArray other = window.past().getManager().create(past, window.past().getShape());
        return new WindowBatch(
                window.values(),
                window.observed(),
                window.last(),
                other,
                window.ahead(),
                window.statics(),
                window.channels(),
                window.phase(),
                window.complete());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens=step",
                "tokens=step positions=rotary",
                "patch=4 stride=2",
                "patch=3 stride=3",
                "tokens=step decoding=one_shot",
                "patch=4 stride=2 decoding=autoregressive loss=mse"
            })
    void whatStandsInMaskedTokensChangesNotABit(String part) {
        TimeSeries series = series();
        NetworkState state = TransformerChoice.of(Tiny.config(part), SeriesSet.of(series), FitOptions.of(Tiny.HORIZON))
                .state();
        NativeEngine engine = NativeEngine.start();
        try (NDManager manager = engine.newManager(Device.cpu())) {
            var network = new ForecastNetwork(state);
            try (NativeEngine.Training lock = engine.training()) {
                lock.reseed(1, 0);
                network.initialize(manager, DataType.FLOAT32, new Shape(2, 1, CONTEXT));
            }
            network.freezeParameters(true);
            var windows = new HistoryWindows(1, 1, state.rules());
            windows.add(series.asOf(OBSERVED, 0), 0);
            WindowBatch window = windows.batch(manager);

            float[] expected = outputs(network, manager, window);

            // A patch of the padding may end on the first observed steps; leave out one patch.
            int padding = CONTEXT - OBSERVED - (part.contains("patch=") ? 4 : 0);
            assertArrayEquals(expected, outputs(network, manager, changed(window, 0, padding)));
            assertFalse(Arrays.equals(expected, outputs(network, manager, changed(window, CONTEXT - 1, CONTEXT))));
        }
    }

    private static float[] outputs(ForecastNetwork network, NDManager manager, WindowBatch window) {
        var before = new Before.Fed(outputs -> outputs.squeeze(3));
        return NativeEngine.withoutGradients(
                () -> network.forecast(new ParameterStore(manager, false), false, window, before)
                        .outputs()
                        .toFloatArray());
    }
}
