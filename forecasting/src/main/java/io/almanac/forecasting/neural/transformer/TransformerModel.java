package io.almanac.forecasting.neural.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.NativeEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A trained {@link ForecastNetwork}. Serves any series of the frequency that it was trained on. */
final class TransformerModel implements ForecastModel {

    /**
     * Windows in every batch, filled up where there are fewer. One size only: the same row can differ in its last bits
     * between batches of different sizes, and a forecast must not depend on who shares the call.
     */
    private static final int ROWS = 32;

    private static final int VERSION = 1;

    private final NativeEngine engine;
    private final ForecastNetwork network;
    private final NDManager weights;
    private final TransformerState state;
    private final ModelProvenance provenance;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes over a network.
     *
     * @param weights holds the parameters; closed with the model
     */
    TransformerModel(
            NativeEngine engine,
            ForecastNetwork network,
            NDManager weights,
            TransformerState state,
            ModelProvenance provenance) {
        this.engine = engine;
        this.network = network;
        this.weights = weights;
        this.state = state;
        this.provenance = provenance;
        network.freezeParameters(true);
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (closed.get()) {
            throw new IllegalStateException("the model is closed");
        }
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be from 1 to " + provenance.horizon()
                    + ", for which the model was fitted, was " + horizon);
        }
        return NativeEngine.withoutGradients(() -> new Call(histories, horizon).run());
    }

    /** One call of {@link #forecast}: fills batches with all channels of all histories, in order. */
    private final class Call {

        private final List<TimeSeries> histories;
        private final int horizon;
        private final ForecastWindows windows = new ForecastWindows(ROWS, state.context(), state.features());
        private final List<double[][]> rows = new ArrayList<>(); // of each forecast channel: (quantile, step)

        Call(List<TimeSeries> histories, int horizon) {
            this.histories = histories;
            this.horizon = horizon;
        }

        List<Outcome> run() {
            List<Optional<String>> refusals =
                    histories.stream().map(TransformerModel.this::refusal).toList();
            for (int i = 0; i < histories.size(); i++) {
                if (refusals.get(i).isEmpty()) {
                    TimeSeries history = histories.get(i);
                    for (int channel = 0; channel < channels(history); channel++) {
                        windows.add(history, channel);
                        if (windows.full()) {
                            flush();
                        }
                    }
                }
            }
            flush();
            return outcomes(refusals);
        }

        private void flush() {
            if (windows.filled() == 0) {
                return;
            }
            float[] output;
            try (NDManager scope = engine.newManager(weights.getDevice())) {
                var pass = new Pass(new ParameterStore(scope, false), false, false);
                output = network.forecast(pass, windows.batch(scope)).toFloatArray(); // (B, H, Q)
            }
            int quantiles = state.quantiles().size();
            double[] step = new double[quantiles];
            for (int row = 0; row < windows.filled(); row++) {
                double[][] values = new double[quantiles][horizon];
                for (int h = 0; h < horizon; h++) {
                    int at = (row * provenance.horizon() + h) * quantiles;
                    for (int q = 0; q < quantiles; q++) {
                        step[q] = windows.scale(row).undo(output[at + q]);
                    }
                    Arrays.sort(step); // no crossing, and the point stays the median among them
                    for (int q = 0; q < quantiles; q++) {
                        values[q][h] = step[q];
                    }
                }
                rows.add(values);
            }
            windows.clear();
        }

        private List<Outcome> outcomes(List<Optional<String>> refusals) {
            List<Outcome> outcomes = new ArrayList<>(histories.size());
            int row = 0;
            for (int i = 0; i < histories.size(); i++) {
                TimeSeries history = histories.get(i);
                TimeAxis axis = history.axis().slice(history.length(), horizon);
                if (refusals.get(i).isPresent()) {
                    outcomes.add(new Refusal(history.id(), axis, refusals.get(i).get()));
                } else {
                    outcomes.add(outcome(history.id(), axis, rows.subList(row, row + channels(history))));
                    row += channels(history);
                }
            }
            return outcomes;
        }

        private Outcome outcome(String id, TimeAxis axis, List<double[][]> channels) {
            int median = state.quantiles().indexOf(0.5);
            double[][] points = new double[channels.size()][];
            Arrays.setAll(points, c -> channels.get(c)[median].clone());
            List<Double> asked = provenance.quantiles();
            double[][][] quantiles = new double[asked.size()][channels.size()][];
            for (int q = 0; q < asked.size(); q++) {
                int index = state.quantiles().indexOf(asked.get(q));
                Arrays.setAll(quantiles[q], c -> channels.get(c)[index]);
            }
            return Forecast.wrap(id, axis, PointKind.MEDIAN, points, asked, quantiles);
        }
    }

    private static int channels(TimeSeries history) {
        return history.schema().channels().size();
    }

    private Optional<String> refusal(TimeSeries history) {
        Frequency frequency = provenance.schema().frequency();
        if (!history.schema().frequency().equals(frequency)) {
            return Optional.of(
                    "its frequency is " + history.schema().frequency() + ", the model was fitted to " + frequency);
        }
        for (int channel = 0; channel < channels(history); channel++) {
            int observed = ForecastWindows.observed(history, channel, state.context());
            if (observed < state.minimumObserved()) {
                return Optional.of("channel " + history.schema().channels().get(channel) + " has " + observed
                        + " observed values among its last " + state.context() + " steps, the model needs "
                        + state.minimumObserved());
            }
        }
        return Optional.empty();
    }

    @Override
    public void save(ModelWriter out) {
        out.state(VERSION, state);
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            out.floats(
                    name(parameter.getKey()),
                    array.toFloatArray(),
                    array.getShape().getShape());
        }
    }

    /** Reads what {@link #save} wrote. */
    static TransformerModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        if (!(provenance.config() instanceof TransformerConfig config)) {
            throw new ModelFileException("the configuration is not that of a transformer");
        }
        TransformerState state = in.state(VERSION, TransformerState.class);
        for (double quantile : provenance.quantiles()) {
            if (!state.quantiles().contains(quantile)) {
                throw new ModelFileException("the network has no quantile " + quantile);
            }
        }
        NativeEngine engine = NativeEngine.start();
        var network = new ForecastNetwork(state.shape(config, provenance.horizon()));
        // Zeros: loading must not draw from the random generator that a training may be using.
        network.getParameters().values().forEach(parameter -> parameter.setInitializer(Initializer.ZEROS));
        NDManager weights = engine.newManager(engine.device(device));
        try {
            network.initialise(weights);
            for (Pair<String, Parameter> parameter : network.getParameters()) {
                NDArray array = parameter.getValue().getArray();
                Shape shape = array.getShape();
                NativeEngine.write(in.floats(name(parameter.getKey()), shape.getShape()), array);
            }
        } catch (IOException | RuntimeException | Error e) {
            weights.close();
            throw e;
        }
        return new TransformerModel(engine, network, weights, state, provenance);
    }

    /** A parameter's name without DJL's counters: {@code 01encoder_03layer1_01attention} is encoder.layer1.attention. */
    private static String name(String djl) {
        return djl.replaceAll("(^|_)\\d+", "$1").replace('_', '.');
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            weights.close();
        }
    }
}
