package io.almanac.forecasting.ensemble;

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
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The mean of several models' forecasts. Points are the mean of the members' points; a quantile is the mean of the
 * members' quantiles of that probability, where all give it. So members that agree about the spread and not about the
 * place keep their spread, which the mean of their distributions would widen. Paths are not passed on: those of two
 * members don't belong together.
 *
 * <p>The points are of the members' kind, and means where the kinds differ. A history that some members refuse gets the
 * mean of the others; where all refuse, the reason of the first is given.
 *
 * <p>Source of the mean of quantiles, called Vincentization: Ratcliff 1979, "Group Reaction Time Distributions and an
 * Analysis of Distribution Statistics"; against the mean of distributions: Lichtendahl et al. 2013, "Is It Better to
 * Average Probabilities or Quantiles?".
 */
public final class AverageModel implements ForecastModel {

    private static final int VERSION = 1;

    /** @param members the labels of those that could be fitted */
    private record State(SortedSet<String> members) {}

    private final SortedMap<String, ForecastModel> members;
    private final ModelProvenance provenance;

    /** Keeps the map; closing closes what is in it. */
    AverageModel(SortedMap<String, ForecastModel> members, ModelProvenance provenance) {
        this.members = Collections.unmodifiableSortedMap(members);
        this.provenance = provenance;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        List<List<Outcome>> outcomes = members.values().stream()
                .map(member -> member.forecast(histories, horizon))
                .toList();
        return IntStream.range(0, histories.size())
                .mapToObj(i -> mean(outcomes.stream().map(own -> own.get(i)).toList()))
                .toList();
    }

    /** The mean of what is no refusal among the outcomes of one history. */
    static Outcome mean(List<Outcome> outcomes) {
        List<Forecast> forecasts = outcomes.stream()
                .filter(Forecast.class::isInstance)
                .map(Forecast.class::cast)
                .toList();
        if (forecasts.isEmpty()) {
            return outcomes.get(0);
        }
        Forecast first = forecasts.get(0);
        boolean alike = forecasts.stream().allMatch(one -> one.pointKind() == first.pointKind());
        List<Double> quantiles = first.quantiles().stream()
                .filter(p -> forecasts.stream().allMatch(one -> one.quantiles().contains(p)))
                .toList();
        return Forecast.wrap(
                first.id(),
                first.axis(),
                alike ? first.pointKind() : PointKind.MEAN,
                mean(forecasts, Forecast::point),
                quantiles,
                quantiles.stream()
                        .map(p -> mean(
                                forecasts,
                                (one, channel, step) ->
                                        one.quantile(one.quantiles().indexOf(p), channel, step)))
                        .toArray(double[][][]::new));
    }

    @FunctionalInterface
    private interface Value {
        double of(Forecast forecast, int channel, int step);
    }

    /** Shaped (channel, step). */
    private static double[][] mean(List<Forecast> forecasts, Value value) {
        Forecast first = forecasts.get(0);
        double[][] means = new double[first.channels()][first.horizon()];
        for (int channel = 0; channel < means.length; channel++) {
            for (int step = 0; step < means[channel].length; step++) {
                double sum = 0;
                for (Forecast forecast : forecasts) {
                    sum += value.of(forecast, channel, step);
                }
                means[channel][step] = sum / forecasts.size();
            }
        }
        return means;
    }

    /** The models by label, without those that could not be fitted. They are closed with this one. */
    public SortedMap<String, ForecastModel> members() {
        return members;
    }

    @Override
    public void save(ModelWriter out) throws IOException {
        out.state(VERSION, new State(new TreeSet<>(members.keySet())));
        for (String label : members.keySet()) {
            ModelStore.save(members.get(label), out.child(label));
        }
    }

    /** Reads what {@link #save} wrote. */
    static AverageModel load(ModelReader in, ModelProvenance provenance, String device) throws IOException {
        if (!(provenance.config() instanceof AverageConfig config)) {
            throw new ModelFileException("the configuration is not that of " + AverageForecaster.ID);
        }
        SortedSet<String> labels = in.state(VERSION, State.class).members();
        if (labels.isEmpty() || !config.members().keySet().containsAll(labels)) {
            throw new ModelFileException(
                    "the members must be some of " + config.members().keySet() + ", were " + labels);
        }
        SortedMap<String, ForecastModel> members = new TreeMap<>();
        try {
            for (String label : labels) {
                members.put(label, ModelStore.load(in.child(label), device));
            }
            return new AverageModel(members, provenance);
        } catch (IOException | RuntimeException | Error e) {
            members.values().forEach(ForecastModel::close);
            throw e;
        }
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    @Override
    public void close() {
        members.values().forEach(ForecastModel::close);
    }
}
