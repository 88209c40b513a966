package io.almanac.forecasting.ensemble;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.ModelStore;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Several models, and the mean of one or more {@link Blend}s of their forecasts. */
public final class AverageModel implements ForecastModel {

    private static final int VERSION = 1;

    private record State(List<Blend> blends) {}

    private final SortedMap<String, ForecastModel> members;
    private final List<Blend> blends;
    private final ModelProvenance provenance;

    /** Keeps the map; closing closes what is in it. */
    AverageModel(SortedMap<String, ForecastModel> members, List<Blend> blends, ModelProvenance provenance) {
        this.members = Collections.unmodifiableSortedMap(members);
        this.blends = List.copyOf(blends);
        this.provenance = provenance;
    }

    /**
     * A model that has just been fitted; its members' own notes are added. If that fails, the members are closed.
     *
     * @param asked the forecaster that a user asked for
     * @param unfit why a member could not be fitted, by label
     */
    static AverageModel of(
            Forecaster asked,
            SortedMap<String, ForecastModel> members,
            List<Blend> blends,
            SeriesSet training,
            FitOptions options,
            List<String> notes,
            Map<String, String> unfit) {
        try {
            List<String> all = new ArrayList<>(notes);
            unfit.forEach((label, reason) -> all.add("without " + label + ": " + reason));
            Map<String, String> engine = new TreeMap<>();
            members.forEach((label, model) -> {
                ModelProvenance fit = model.provenance();
                if (!fit.notes().isEmpty()) {
                    all.add(label + " (" + fit.forecaster() + ", seed " + fit.seed() + "): "
                            + String.join("; ", fit.notes()));
                }
                engine.putAll(fit.environment().engine());
            });
            Environment environment = Environment.current().withEngine(engine);
            return new AverageModel(members, blends, ModelProvenance.of(asked, training, options, all, environment));
        } catch (RuntimeException | Error e) {
            members.values().forEach(ForecastModel::close);
            throw e;
        }
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        Map<String, List<Outcome>> outcomes = new TreeMap<>();
        members.forEach((label, member) -> outcomes.put(label, member.forecast(histories, horizon)));
        List<List<List<Outcome>>> ofBlends = blends.stream()
                .map(blend -> blend.members().stream()
                        .map(label -> outcomes.getOrDefault(label, List.of()))
                        .toList())
                .toList();
        Blend mean = Blend.mean("", blends.stream().map(Blend::label).toList());
        return IntStream.range(0, histories.size())
                .mapToObj(i -> mean.of(IntStream.range(0, blends.size())
                        .mapToObj(b -> blends.get(b)
                                .of(ofBlends.get(b).stream()
                                        .map(own -> own.get(i))
                                        .toList()))
                        .toList()))
                .toList();
    }

    /** The models by label, without those that could not be fitted. They are closed with this one. */
    public SortedMap<String, ForecastModel> members() {
        return members;
    }

    @Override
    public void save(ModelWriter out) throws IOException {
        out.state(VERSION, new State(blends));
        for (Map.Entry<String, ForecastModel> member : members.entrySet()) {
            ModelStore.save(member.getValue(), out.child(member.getKey()));
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param known the labels that the configuration has
     */
    static AverageModel load(ModelReader in, ModelProvenance provenance, Set<String> known, String device)
            throws IOException {
        List<Blend> blends = in.state(VERSION, State.class).blends();
        List<String> labels = in.children();
        if (labels.isEmpty() || !known.containsAll(labels)) {
            throw new ModelFileException("the members must be some of " + known + ", were " + labels);
        }
        if (blends.isEmpty() || !blends.stream().allMatch(blend -> labels.containsAll(blend.members()))) {
            throw new ModelFileException("the blends must be of the members " + labels + ", were " + blends);
        }
        SortedMap<String, ForecastModel> members = new TreeMap<>();
        try {
            for (String label : labels) {
                members.put(label, ModelStore.load(in.child(label), device));
            }
            return new AverageModel(members, blends, provenance);
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
