package io.almanac.forecasting.preparation;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.decomposition.Outliers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/** A model fitted on another scale, and the way there and back for each series. */
final class PreparedModel implements ForecastModel {

    private static final int VERSION = 1;
    private static final String MODEL = "model";

    private record State(List<String> ids) {}

    private final PreparedConfig config;
    private final ForecastModel model;
    private final Map<String, Preparation[]> preparations;
    private final int season;
    private final ModelProvenance provenance;

    PreparedModel(
            PreparedConfig config,
            ForecastModel model,
            Map<String, Preparation[]> preparations,
            int season,
            ModelProvenance provenance) {
        this.config = config;
        this.model = model;
        this.preparations = preparations;
        this.season = season;
        this.provenance = provenance;
    }

    /** A series on the scale of the inner forecaster. */
    static TimeSeries prepare(TimeSeries series, Preparation[] preparations) {
        double[][] values = new double[preparations.length][];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = preparations[channel].apply(series, channel);
        }
        return series.withValues(values);
    }

    /** The places of the outermost two quantiles whose probabilities add up to 1. */
    static Optional<int[]> symmetric(List<Double> quantiles) {
        for (int low = 0; low < quantiles.size() && quantiles.get(low) < 0.5; low++) {
            for (int high = quantiles.size() - 1; high > low; high--) {
                if (Math.abs(quantiles.get(low) + quantiles.get(high) - 1) < 1e-9) {
                    return Optional.of(new int[] {low, high});
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        List<Preparation[]> own = new ArrayList<>();
        List<TimeSeries> prepared = new ArrayList<>();
        for (TimeSeries whole : histories) {
            TimeSeries history = config.outliers() ? new Outliers().apply(whole) : whole;
            Preparation[] ofSeries = preparations.get(history.id());
            if (ofSeries == null) {
                ofSeries = new Preparation[history.schema().channels().size()];
                for (int channel = 0; channel < ofSeries.length; channel++) {
                    ofSeries[channel] = Preparation.of(config, history, channel, season);
                }
            }
            own.add(ofSeries);
            prepared.add(prepare(history, ofSeries));
        }
        List<Outcome> outcomes = new ArrayList<>(model.forecast(prepared, horizon));
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Forecast forecast) {
                outcomes.set(i, back(forecast, own.get(i)));
            }
        }
        return outcomes;
    }

    @FunctionalInterface
    private interface Value {
        double of(int channel, int step, int place);
    }

    private Forecast back(Forecast forecast, Preparation[] own) {
        if (Arrays.stream(own).allMatch(Preparation::none)) {
            return forecast;
        }
        Optional<int[]> pair = config.mean() ? symmetric(forecast.quantiles()) : Optional.empty();
        double[][] points = pair.isPresent()
                ? each(
                        forecast,
                        own,
                        (channel, step, place) -> own[channel].mean(
                                forecast.point(channel, step), deviation(forecast, pair.get(), channel, step), place))
                : each(
                        forecast,
                        own,
                        (channel, step, place) -> own[channel].median(forecast.point(channel, step), place));
        double[][][] quantiles = new double[forecast.quantiles().size()][][];
        Arrays.setAll(
                quantiles,
                q -> each(
                        forecast,
                        own,
                        (channel, step, place) -> own[channel].median(forecast.quantile(q, channel, step), place)));
        double[][][] paths = new double[forecast.paths()][][];
        Arrays.setAll(
                paths,
                p -> each(
                        forecast,
                        own,
                        (channel, step, place) -> own[channel].median(forecast.path(p, channel, step), place)));
        return Forecast.wrap(
                forecast.id(),
                forecast.axis(),
                pair.isPresent() ? PointKind.MEAN : kind(forecast),
                points,
                forecast.quantiles(),
                quantiles,
                paths);
    }

    /** Taking a season off leaves a mean one; a logarithm or power does not. */
    private PointKind kind(Forecast forecast) {
        return config.scale() == PreparedConfig.Scale.NONE ? forecast.pointKind() : PointKind.MEDIAN;
    }

    private static double[][] each(Forecast forecast, Preparation[] own, Value value) {
        double[][] back = new double[forecast.channels()][forecast.horizon()];
        for (int channel = 0; channel < back.length; channel++) {
            for (int step = 0; step < back[channel].length; step++) {
                int place = own[channel].place(forecast.axis().ordinal(step));
                back[channel][step] = value.of(channel, step, place);
            }
        }
        return back;
    }

    /** The standard deviation of what is normal and has these two quantiles. */
    private static double deviation(Forecast forecast, int[] pair, int channel, int step) {
        double width = forecast.quantile(pair[1], channel, step) - forecast.quantile(pair[0], channel, step);
        double units = new NormalDistribution(null, 0, 1)
                .inverseCumulativeProbability(forecast.quantiles().get(pair[1]));
        return width / (2 * units);
    }

    @Override
    public void save(ModelWriter out) throws IOException {
        out.state(VERSION, new State(List.copyOf(preparations.keySet())));
        double[][] numbers = preparations.values().stream()
                .flatMap(Arrays::stream)
                .map(Preparation::numbers)
                .toArray(double[][]::new);
        double[] counts = Arrays.stream(numbers).mapToDouble(own -> own.length).toArray();
        double[] flat = Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
        out.doubles(
                "counts",
                counts,
                preparations.size(),
                provenance.schema().channels().size());
        out.doubles("numbers", flat, flat.length);
        ModelStore.save(model, out.child(MODEL));
    }

    /** Reads what {@link #save} wrote. */
    static PreparedModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        if (!(provenance.config() instanceof PreparedConfig config)) {
            throw new ModelFileException("the configuration is not that of " + provenance.forecaster());
        }
        List<String> ids = in.state(VERSION, State.class).ids();
        int channels = provenance.schema().channels().size();
        double[] counts = in.doubles("counts", ids.size(), channels);
        double[] flat = in.doubles("numbers", (long) Arrays.stream(counts).sum());
        Map<String, Preparation[]> preparations = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < ids.size(); i++) {
            Preparation[] own = new Preparation[channels];
            for (int channel = 0; channel < channels; channel++) {
                int count = (int) counts[i * channels + channel];
                try {
                    own[channel] = Preparation.restore(Arrays.copyOfRange(flat, at, at + Math.max(0, count)));
                } catch (IllegalArgumentException e) {
                    throw new ModelFileException("the scale of " + ids.get(i) + " can't be read: " + e.getMessage(), e);
                }
                at += count;
            }
            preparations.put(ids.get(i), own);
        }
        int season = config.season() > 0 ? config.season() : provenance.schema().season();
        return new PreparedModel(config, ModelStore.load(in.child(MODEL), device), preparations, season, provenance);
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        model.close();
    }
}
