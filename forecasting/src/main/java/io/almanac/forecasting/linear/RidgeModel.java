package io.almanac.forecasting.linear;

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
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fitted {@link Ensemble} and how far it errs. Serves any series of the frequency that it was fitted to. Reads the context
 * of a history and no more, so that many cutoffs of a long series cost no more than as many short series; only of a series
 * that was not fitted the whole history is read, for the deviation that intervals need.
 */
final class RidgeModel implements ForecastModel {

    private static final int VERSION = 2;

    /** Histories that are forecast together. */
    private static final int CHUNK = 64;

    private record State(
            int context, int shortest, int maps, boolean profiles, PointKind kind, List<Channel.Key> channels) {}

    private final Ensemble ensemble;
    private final int shortest;
    private final List<Channel.Key> channels;
    private final double[] scales;
    private final double[][] errors; // (quantile, step), in units of ContextWindow.unit
    private final PointKind kind;
    private final ModelProvenance provenance;
    private final Map<Channel.Key, Integer> places = new HashMap<>();

    /**
     * Keeps what was fitted.
     *
     * @param shortest context, of which half must be observed
     * @param channels that were fitted, in the ensemble's order
     * @param scales   their standard deviations
     */
    RidgeModel(
            Ensemble ensemble,
            int shortest,
            List<Channel.Key> channels,
            double[] scales,
            double[][] errors,
            PointKind kind,
            ModelProvenance provenance) {
        this.ensemble = ensemble;
        this.shortest = shortest;
        this.channels = channels;
        this.scales = scales;
        this.errors = errors;
        this.kind = kind;
        this.provenance = provenance;
        for (int c = 0; c < channels.size(); c++) {
            places.put(channels.get(c), c);
        }
    }

    /** One channel of a history that can be forecast. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Task(TimeSeries history, int channel, int place, ContextWindow window, double[] points) {}

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be from 1 to " + provenance.horizon()
                    + ", for which the model was fitted, was " + horizon);
        }
        return IntStream.range(0, (histories.size() + CHUNK - 1) / CHUNK)
                .parallel()
                .mapToObj(i -> histories.subList(i * CHUNK, Math.min(histories.size(), (i + 1) * CHUNK)))
                .flatMap(chunk -> forecastChunk(chunk, horizon))
                .toList();
    }

    private Stream<Outcome> forecastChunk(List<TimeSeries> histories, int horizon) {
        Map<Integer, List<Task>> byMap = new TreeMap<>();
        List<List<Task>> byHistory = new ArrayList<>();
        List<Optional<Refusal>> refusals = new ArrayList<>();
        for (TimeSeries history : histories) {
            List<Task> tasks = new ArrayList<>();
            Optional<Refusal> refusal = refusal(history, horizon, tasks);
            refusals.add(refusal);
            byHistory.add(tasks);
            if (refusal.isEmpty()) {
                tasks.forEach(task -> byMap.computeIfAbsent(ensemble.map(task.place()), m -> new ArrayList<>())
                        .add(task));
            }
        }
        byMap.forEach((map, tasks) -> {
            double[][] inputs =
                    tasks.stream().map(task -> task.window().inputs()).toArray(double[][]::new);
            double[][] points = ensemble.maps().get(map).forecast(inputs, horizon);
            for (int i = 0; i < points.length; i++) {
                System.arraycopy(points[i], 0, tasks.get(i).points(), 0, horizon);
            }
        });
        return IntStream.range(0, histories.size())
                .mapToObj(i -> refusals.get(i)
                        .<Outcome>map(refusal -> refusal)
                        .orElseGet(() -> forecast(histories.get(i), byHistory.get(i), horizon)));
    }

    /** Why a history can't be forecast; else adds what is to do for it. */
    private Optional<Refusal> refusal(TimeSeries history, int horizon, List<Task> tasks) {
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        Frequency frequency = provenance.schema().frequency();
        if (!history.schema().frequency().equals(frequency)) {
            String reason =
                    "its frequency is " + history.schema().frequency() + ", the model was fitted to " + frequency;
            return Optional.of(new Refusal(history.id(), axis, reason));
        }
        List<String> names = history.schema().channels();
        double[] values = new double[Math.min(ensemble.context(), history.length())];
        for (int c = 0; c < names.size(); c++) {
            history.copyTo(c, history.length() - values.length, values);
            int observed = ContextWindow.observed(values, values.length - shortest, values.length);
            if (observed < ContextWindow.least(shortest)) {
                String reason = "channel " + names.get(c) + " has " + observed + " observed values among its last "
                        + shortest + " steps, the model needs " + ContextWindow.least(shortest);
                return Optional.of(new Refusal(history.id(), axis, reason));
            }
            int place = places.getOrDefault(new Channel.Key(history.id(), names.get(c)), -1);
            var window = ContextWindow.before(values, values.length, ensemble.context());
            tasks.add(new Task(history, c, place, window, new double[horizon]));
        }
        return Optional.empty();
    }

    private Forecast forecast(TimeSeries history, List<Task> tasks, int horizon) {
        double[][] points = new double[tasks.size()][];
        double[][][] quantiles = new double[errors.length][tasks.size()][horizon];
        int phase = Channel.phase(history, history.length(), provenance.schema().season());
        for (Task task : tasks) {
            int c = task.channel();
            double scale = task.place() < 0 ? scale(history, c) : scales[task.place()];
            points[c] = task.points();
            for (int h = 0; h < horizon; h++) {
                points[c][h] += task.window().mean();
            }
            ensemble.addProfile(points[c], task.place(), phase, scale);
            double unit = task.window().unit(scale);
            for (int q = 0; q < errors.length; q++) {
                for (int h = 0; h < horizon; h++) {
                    quantiles[q][c][h] = points[c][h] + unit * errors[q][h];
                }
            }
        }
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        return Forecast.wrap(history.id(), axis, kind, points, provenance.quantiles(), quantiles);
    }

    private static double scale(TimeSeries history, int channel) {
        double[] values = new double[history.length()];
        history.copyTo(channel, 0, values);
        return SeriesScale.of(values, values.length).scale();
    }

    @Override
    public void save(ModelWriter out) {
        int horizon = provenance.horizon();
        int season = provenance.schema().season();
        int maps = ensemble.maps().size();
        boolean profiles = ensemble.offsets().length > 0;
        out.state(VERSION, new State(ensemble.context(), shortest, maps, profiles, kind, channels));
        double[] weights =
                ensemble.maps().stream().flatMapToDouble(LinearMap::weights).toArray();
        out.doubles("weights", weights, maps, ensemble.context() + 1, horizon);
        if (profiles) {
            double[] offsets = Stream.of(ensemble.offsets())
                    .flatMap(Stream::of)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            out.doubles("offsets", offsets, channels.size(), season, horizon);
        }
        out.doubles("scales", scales, scales.length);
        double[] flat = Arrays.stream(errors).flatMapToDouble(Arrays::stream).toArray();
        out.doubles("errors", flat, errors.length, horizon);
    }

    /** Reads what {@link #save} wrote. */
    static RidgeModel load(ModelReader in, ModelProvenance provenance) throws ModelFileException {
        State state = in.state(VERSION, State.class);
        int horizon = provenance.horizon();
        int season = provenance.schema().season();
        double[] weights = in.doubles("weights", state.maps(), state.context() + 1, horizon);
        List<LinearMap> maps = new ArrayList<>();
        for (int m = 0; m < state.maps(); m++) {
            maps.add(LinearMap.of(weights, m, state.context(), horizon));
        }
        double[][][] offsets = new double[state.profiles() ? state.channels().size() : 0][][];
        if (state.profiles()) {
            double[] all = in.doubles("offsets", offsets.length, season, horizon);
            Arrays.setAll(offsets, c -> rows(all, c * season, season, horizon));
        }
        double[] flat = in.doubles("errors", provenance.quantiles().size(), horizon);
        return new RidgeModel(
                new Ensemble(maps, offsets),
                state.shortest(),
                state.channels(),
                in.doubles("scales", state.channels().size()),
                rows(flat, 0, provenance.quantiles().size(), horizon),
                state.kind(),
                provenance);
    }

    private static double[][] rows(double[] flat, int first, int count, int width) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, (first + i) * width, (first + i + 1) * width));
        return rows;
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    /** Does nothing: everything is on the heap. */
    @Override
    public void close() {}
}
