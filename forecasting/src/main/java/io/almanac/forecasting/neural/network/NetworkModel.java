package io.almanac.forecasting.neural.network;

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
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.network.WindowNetwork.Answer;
import io.almanac.forecasting.neural.network.WindowNetwork.Before;
import io.almanac.forecasting.neural.window.HistoryWindows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A trained {@link WindowNetwork}. Serves any series of the frequency, channels and covariates that it was trained on.
 * Where it was trained on what a base leaves over, it forecasts that.
 */
public final class NetworkModel implements ForecastModel {

    /**
     * Windows in every batch, filled up where there are fewer. One size only: the same row can differ in its last bits
     * between batches of different sizes, and a forecast must not depend on who shares the call.
     */
    private static final int ROWS = 32;

    private static final int VERSION = 2;

    /** In the file. */
    private record Saved(NetworkState network, int paths) {}

    private final NativeEngine engine;
    private final WindowNetwork network;
    private final Head head;
    private final NDManager weights;
    private final NetworkState state;
    private final PastErrors errors;
    private final ModelProvenance provenance;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes over a network.
     *
     * @param weights holds the parameters; closed with the model
     */
    NetworkModel(
            NativeEngine engine,
            WindowNetwork network,
            Head head,
            NDManager weights,
            NetworkState state,
            PastErrors errors,
            ModelProvenance provenance) {
        this.engine = engine;
        this.network = network;
        this.head = head;
        this.weights = weights;
        this.state = state;
        this.errors = errors;
        this.provenance = provenance;
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

    /** What was forecast of one channel. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(double[] points, double[][] quantiles, double[][] paths) {}

    /** One call of {@link #forecast}: fills batches with all channels of all histories, in order. */
    private final class Call {

        private final List<TimeSeries> histories;
        private final int horizon;
        private final HistoryWindows windows = new HistoryWindows(ROWS, state.channels(), state.rules());
        private final List<Row> rows = new ArrayList<>();

        Call(List<TimeSeries> histories, int horizon) {
            this.histories = histories;
            this.horizon = horizon;
        }

        List<Outcome> run() {
            List<Optional<String>> refusals =
                    histories.stream().map(history -> refusal(history, horizon)).toList();
            for (int i = 0; i < histories.size(); i++) {
                if (refusals.get(i).isEmpty()) {
                    TimeSeries history = histories.get(i);
                    for (int channel = 0; channel < channels(history); channel += state.perWindow()) {
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
            float[] outputs;
            try (NDManager scope = engine.newManager(weights.getDevice())) {
                Answer answer = network.forecast(
                        new ParameterStore(scope, false), false, windows.batch(scope), new Before.Fed(head::point));
                outputs = head.undo(answer.outputs(), answer.frame()).toFloatArray(); // (B, C, H, O)
            }
            for (int window = 0; window < windows.filled(); window++) {
                for (int channel = 0; channel < state.perWindow(); channel++) {
                    int row = window * state.perWindow() + channel;
                    rows.add(row(
                            outputs,
                            row * provenance.horizon() * state.outputs(),
                            windows.scale(window, channel),
                            PastErrors.unit(windows.deviation(window, channel))));
                }
            }
            windows.clear();
        }

        private Row row(float[] outputs, int at, SeriesScale scale, double unit) {
            List<Double> asked = provenance.quantiles();
            double[] points = new double[horizon];
            double[][] quantiles = new double[asked.size()][horizon];
            double[][] paths = new double[errors.ranks().length][horizon];
            double[] step = new double[state.quantiles().size()];
            for (int h = 0; h < horizon; h++) {
                int place = at + h * state.outputs();
                double point = head.read(outputs, place, step);
                points[h] = undo(scale, point);
                for (int q = 0; q < asked.size(); q++) {
                    quantiles[q][h] = undo(
                            scale,
                            head.distribution()
                                    ? step[state.quantiles().indexOf(asked.get(q))]
                                    : point + unit * errors.quantiles()[q][h]);
                }
                for (int p = 0; p < paths.length; p++) {
                    double probability = (errors.ranks()[p][h] + 0.5) / paths.length;
                    paths[p][h] = undo(scale, StudentHead.quantile(outputs, place, probability));
                }
            }
            return new Row(points, quantiles, paths);
        }

        private double undo(SeriesScale scale, double value) {
            return state.residual() ? value * scale.scale() : scale.undo(value);
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

        private Outcome outcome(String id, TimeAxis axis, List<Row> channels) {
            double[][] points = channels.stream().map(Row::points).toArray(double[][]::new);
            List<Double> asked = provenance.quantiles();
            double[][][] quantiles = new double[asked.size()][][];
            Arrays.setAll(
                    quantiles,
                    q -> channels.stream().map(row -> row.quantiles()[q]).toArray(double[][]::new));
            double[][][] paths = new double[errors.ranks().length][][];
            Arrays.setAll(
                    paths, p -> channels.stream().map(row -> row.paths()[p]).toArray(double[][]::new));
            return Forecast.wrap(id, axis, head.pointKind(), points, asked, quantiles, paths);
        }
    }

    private static int channels(TimeSeries history) {
        return history.schema().channels().size();
    }

    private Optional<String> refusal(TimeSeries history, int horizon) {
        Frequency frequency = provenance.schema().frequency();
        if (!history.schema().frequency().equals(frequency)) {
            return Optional.of(
                    "its frequency is " + history.schema().frequency() + ", the model was fitted to " + frequency);
        }
        if (state.channels() > 1 && channels(history) != state.channels()) {
            return Optional.of(
                    "it has " + channels(history) + " channels, the model was fitted to " + state.channels());
        }
        int context = state.rules().context();
        for (int channel = 0; channel < channels(history); channel++) {
            int observed = HistoryWindows.observed(history, channel, context);
            if (observed < state.rules().minimumObserved()) {
                return Optional.of("channel " + history.schema().channels().get(channel) + " has " + observed
                        + " observed values among its last " + context + " steps, the model needs "
                        + state.rules().minimumObserved());
            }
        }
        return state.rules().features().lacks(history, horizon);
    }

    @Override
    public void save(ModelWriter out) {
        out.state(VERSION, new Saved(state, errors.ranks().length));
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            NDArray array = parameter.getValue().getArray();
            out.floats(
                    name(parameter.getKey()),
                    array.toFloatArray(),
                    array.getShape().getShape());
        }
        write(out, "errors", errors.quantiles());
        write(out, "ranks", errors.ranks());
    }

    private void write(ModelWriter out, String name, double[][] rows) {
        if (rows.length > 0) {
            double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
            out.doubles(name, flat, rows.length, provenance.horizon());
        }
    }

    private static double[][] read(ModelReader in, String name, int rows, int horizon) throws ModelFileException {
        double[][] read = new double[rows][];
        if (rows > 0) {
            double[] flat = in.doubles(name, rows, horizon);
            Arrays.setAll(read, i -> Arrays.copyOfRange(flat, i * horizon, (i + 1) * horizon));
        }
        return read;
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param config of the network
     * @param design makes the network, not yet initialised
     */
    public static NetworkModel load(
            ModelReader in,
            ModelProvenance provenance,
            String device,
            Class<? extends Record> config,
            Function<NetworkState, WindowNetwork> design)
            throws IOException {
        Saved saved = in.state(VERSION, Saved.class, config);
        NetworkState state = saved.network();
        for (double quantile : provenance.quantiles()) {
            if (!state.quantiles().contains(quantile)) {
                throw new ModelFileException("the network has no quantile " + quantile);
            }
        }
        if (state.rules().horizon() != provenance.horizon()) {
            throw new ModelFileException(
                    "the network has the horizon " + state.rules().horizon() + ", the model " + provenance.horizon());
        }
        NativeEngine engine = NativeEngine.start();
        WindowNetwork network = design.apply(state);
        // Zeros: loading must not draw from the random generator that a training may be using.
        network.getParameters().values().forEach(parameter -> parameter.setInitializer(Initializer.ZEROS));
        NDManager weights = engine.newManager(engine.device(device));
        try {
            NetworkFit.initialise(network, weights, state);
            for (Pair<String, Parameter> parameter : network.getParameters()) {
                NDArray array = parameter.getValue().getArray();
                Shape shape = array.getShape();
                NativeEngine.write(in.floats(name(parameter.getKey()), shape.getShape()), array);
            }
            network.freezeParameters(true);
            Head head = Head.of(state.head().loss(), state.quantiles(), weights);
            int horizon = provenance.horizon();
            var errors = new PastErrors(
                    read(
                            in,
                            "errors",
                            head.distribution() ? 0 : provenance.quantiles().size(),
                            horizon),
                    read(in, "ranks", saved.paths(), horizon));
            return new NetworkModel(engine, network, head, weights, state, errors, provenance);
        } catch (IOException | RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    /**
     * A parameter's name without DJL's counters, which have two digits: {@code 01encoder_03layer1_01attention} is
     * encoder.layer1.attention.
     */
    private static String name(String djl) {
        return djl.replaceAll("(^|_)\\d{2,}", "$1").replace('_', '.');
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
