package io.almanac.forecasting.naive;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/** A {@link NaiveRule} with its parameters for each channel of each series that it was fitted to. */
final class NaiveModel implements ForecastModel {

    private static final int VERSION = 1;

    private record State(List<String> ids) {}

    private final ModelProvenance provenance;
    private final NaiveRule rule;
    private final Map<String, double[][]> parameters; // by id: (channel, parameter)
    private final double[] normals; // standard normal quantiles

    NaiveModel(ModelProvenance provenance, NaiveRule rule, Map<String, double[][]> parameters) {
        this.provenance = provenance;
        this.rule = rule;
        this.parameters = parameters;
        var normal = new NormalDistribution(null, 0, 1);
        normals = provenance.quantiles().stream()
                .mapToDouble(normal::inverseCumulativeProbability)
                .toArray();
    }

    static NaiveModel load(ModelReader in, ModelProvenance provenance, NaiveRule rule) throws ModelFileException {
        List<String> ids = in.state(VERSION, State.class).ids();
        int channels = provenance.schema().channels().size();
        double[] flat = in.doubles("parameters", ids.size(), channels, rule.parameters());
        Map<String, double[][]> parameters = new LinkedHashMap<>();
        int at = 0;
        for (String id : ids) {
            double[][] ofSeries = new double[channels][];
            for (int channel = 0; channel < channels; channel++) {
                ofSeries[channel] = Arrays.copyOfRange(flat, at, at + rule.parameters());
                at += rule.parameters();
            }
            parameters.put(id, ofSeries);
        }
        return new NaiveModel(provenance, rule, parameters);
    }

    @Override
    public void save(ModelWriter out) {
        out.state(VERSION, new State(List.copyOf(parameters.keySet())));
        double[] flat = parameters.values().stream()
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        out.doubles(
                "parameters",
                flat,
                parameters.size(),
                provenance.schema().channels().size(),
                rule.parameters());
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be in [1, " + provenance.horizon() + "], was " + horizon);
        }
        return histories.stream().map(history -> forecast(history, horizon)).toList();
    }

    private Outcome forecast(TimeSeries history, int horizon) {
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        double[][] ofSeries = parameters.get(history.id());
        if (ofSeries == null) {
            return new Refusal(history.id(), axis, provenance.forecaster() + " was not fitted to this series");
        }
        if (!history.schema().channels().equals(provenance.schema().channels())) {
            return new Refusal(
                    history.id(),
                    axis,
                    "it has the channels " + history.schema().channels() + ", the model was fitted to "
                            + provenance.schema().channels());
        }
        double[][] points = new double[ofSeries.length][horizon];
        double[][][] quantiles = new double[normals.length][ofSeries.length][horizon];
        for (int channel = 0; channel < ofSeries.length; channel++) {
            double[] values = observed(history, channel);
            int missing = history.length() - values.length; // at the end: the forecast must reach over them
            double[] fitted = rule.seenFrom(ofSeries[channel], history.axis().ordinal(0));
            Optional<String> lacks = lacks(values, fitted);
            if (lacks.isPresent()) {
                String name = history.schema().channels().get(channel);
                return new Refusal(history.id(), axis, "channel " + name + ": " + lacks.get());
            }
            for (int step = 0; step < horizon; step++) {
                int ahead = missing + step + 1;
                points[channel][step] = rule.point(fitted, values, ahead);
                double deviation = fitted[0] * rule.spread(fitted, values, ahead);
                for (int q = 0; q < normals.length; q++) {
                    quantiles[q][channel][step] = points[channel][step] + normals[q] * deviation;
                }
            }
        }
        return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, provenance.quantiles(), quantiles);
    }

    private Optional<String> lacks(double[] values, double[] fitted) {
        if (values.length == 0) {
            return Optional.of("there is no observed value");
        }
        if (Arrays.stream(fitted).anyMatch(Double::isNaN)) {
            return Optional.of("too few observed values when the model was fitted");
        }
        return rule.lacks(values);
    }

    /** The values up to the last that is not missing. */
    private static double[] observed(TimeSeries history, int channel) {
        int length = history.length();
        while (length > 0 && Double.isNaN(history.value(channel, length - 1))) {
            length--;
        }
        double[] values = new double[length];
        history.copyTo(channel, 0, values);
        return values;
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    /** Does nothing: everything is on the heap. */
    @Override
    public void close() {}
}
