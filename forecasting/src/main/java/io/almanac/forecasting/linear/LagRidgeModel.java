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
import java.util.stream.IntStream;

/** Fitted {@link LagWeights} and how far they err. Serves any series of the frequency that it was fitted to. */
final class LagRidgeModel implements ForecastModel {

    private static final int VERSION = 1;

    /** Numbers of a {@link LagScale} beside whether it takes logarithms. */
    private static final int SCALE = 4;

    private record State(
            boolean logarithms, List<Integer> lags, List<Channel.Key> channels, List<Boolean> logs, double unit) {}

    private final boolean logarithms;
    private final List<Channel.Key> channels;
    private final List<LagScale> scales;
    private final List<LagWeights> weights;
    private final LagBlocks.Spread spread;
    private final ModelProvenance provenance;
    private final int longest;
    private final Map<Channel.Key, Integer> places = new HashMap<>();

    /**
     * Keeps what was fitted.
     *
     * @param logarithms whether a series that was not fitted is taken by its logarithms, if it is above 0
     * @param channels   that were fitted
     * @param scales     theirs
     * @param weights    of the members
     */
    LagRidgeModel(
            boolean logarithms,
            List<Channel.Key> channels,
            List<LagScale> scales,
            List<LagWeights> weights,
            LagBlocks.Spread spread,
            ModelProvenance provenance) {
        this.logarithms = logarithms;
        this.channels = channels;
        this.scales = scales;
        this.weights = weights;
        this.spread = spread;
        this.provenance = provenance;
        longest = weights.stream().mapToInt(LagWeights::lags).max().orElseThrow();
        for (int c = 0; c < channels.size(); c++) {
            places.put(channels.get(c), c);
        }
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be from 1 to " + provenance.horizon()
                    + ", for which the model was fitted, was " + horizon);
        }
        return histories.parallelStream()
                .map(history -> forecast(history, horizon))
                .toList();
    }

    private Outcome forecast(TimeSeries history, int horizon) {
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        Frequency frequency = provenance.schema().frequency();
        if (!history.schema().frequency().equals(frequency)) {
            return new Refusal(
                    history.id(),
                    axis,
                    "its frequency is " + history.schema().frequency() + ", the model was fitted to " + frequency);
        }
        List<String> names = history.schema().channels();
        int levels = provenance.quantiles().size();
        double[][] points = new double[names.size()][horizon];
        double[][][] quantiles = new double[levels][names.size()][horizon];
        PointKind kind = PointKind.MEAN;
        for (int c = 0; c < names.size(); c++) {
            double[] values = new double[history.length()];
            history.copyTo(c, 0, values);
            if (ContextWindow.observed(values, 0, values.length) == 0) {
                return new Refusal(history.id(), axis, "channel " + names.get(c) + ": there is no observed value");
            }
            int place = places.getOrDefault(new Channel.Key(history.id(), names.get(c)), -1);
            LagScale scale = place < 0 ? stranger(values) : scales.get(place);
            LagWindow window = LagWindow.before(
                    values, values.length, longest, provenance.schema().season());
            if (scale.log() && !LagScale.positive(window.values())) {
                return new Refusal(
                        history.id(),
                        axis,
                        "channel " + names.get(c)
                                + " has a value of 0 or below among its newest steps; logarithms were fitted");
            }
            if (scale.log()) {
                kind = PointKind.MEDIAN;
            }
            double[] path = path(place, window, scale, horizon);
            double unit = place < 0 ? spread.typical() : spread.units()[place];
            for (int h = 0; h < horizon; h++) {
                double centre = path[window.missing() + h];
                int step = Math.min(window.missing() + h, provenance.horizon() - 1);
                points[c][h] = scale.undo(centre);
                for (int q = 0; q < levels; q++) {
                    quantiles[q][c][h] = scale.undo(centre + unit * spread.quantiles()[q][step]);
                }
            }
        }
        return Forecast.wrap(history.id(), axis, kind, points, provenance.quantiles(), quantiles);
    }

    private LagScale stranger(double[] values) {
        boolean log = logarithms && LagScale.positive(values);
        double[] own = log ? LagScale.logarithms(values) : values;
        var key = new Channel.Key("", "");
        return LagScale.of(log, Channel.scaled(key, own.clone(), own.length, 0, 1));
    }

    private double[] path(int place, LagWindow window, LagScale scale, int horizon) {
        double[] last = Arrays.stream(window.values()).map(scale::apply).toArray();
        double[] path = new double[window.missing() + horizon];
        for (LagWeights one : weights) {
            double[] own = place < 0 ? one.common() : one.channels()[place];
            LagWeights.forecast(own, last, scale.low(), scale.high(), 1.0 / weights.size(), path);
        }
        return path;
    }

    @Override
    public void save(ModelWriter out) {
        out.state(
                VERSION,
                new State(
                        logarithms,
                        weights.stream().map(LagWeights::lags).toList(),
                        channels,
                        scales.stream().map(LagScale::log).toList(),
                        spread.typical()));
        for (int m = 0; m < weights.size(); m++) {
            LagWeights one = weights.get(m);
            out.doubles("common" + m, one.common(), one.lags());
            out.doubles("weights" + m, flat(one.channels()), channels.size(), one.lags());
        }
        double[] numbers = scales.stream()
                .flatMapToDouble(s -> Arrays.stream(
                        new double[] {s.scale().centre(), s.scale().scale(), s.low(), s.high()}))
                .toArray();
        out.doubles("scales", numbers, channels.size(), SCALE);
        out.doubles("units", spread.units(), channels.size());
        out.doubles("errors", flat(spread.quantiles()), spread.quantiles().length, provenance.horizon());
    }

    /** Reads what {@link #save} wrote. */
    static LagRidgeModel load(ModelReader in, ModelProvenance provenance) throws ModelFileException {
        State state = in.state(VERSION, State.class);
        int count = state.channels().size();
        List<LagWeights> weights = new ArrayList<>();
        for (int m = 0; m < state.lags().size(); m++) {
            int lags = state.lags().get(m);
            weights.add(new LagWeights(
                    in.doubles("common" + m, lags), rows(in.doubles("weights" + m, count, lags), count, lags)));
        }
        double[][] numbers = rows(in.doubles("scales", count, SCALE), count, SCALE);
        List<LagScale> scales = IntStream.range(0, count)
                .mapToObj(c -> new LagScale(
                        state.logs().get(c),
                        new SeriesScale(numbers[c][0], numbers[c][1]),
                        numbers[c][2],
                        numbers[c][3]))
                .toList();
        int levels = provenance.quantiles().size();
        var spread = new LagBlocks.Spread(
                in.doubles("units", count),
                state.unit(),
                rows(in.doubles("errors", levels, provenance.horizon()), levels, provenance.horizon()));
        return new LagRidgeModel(state.logarithms(), state.channels(), scales, weights, spread, provenance);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][] rows(double[] flat, int count, int width) {
        double[][] rows = new double[count][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width));
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
