package io.almanac.forecasting.conformal;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Distances from scores of the training part, which stay as they are.
 *
 * @param byId of each series, or under {@link #ALL} of all together; empty where scores roll
 */
record FixedDistances(SortedMap<String, Distances> byId) {

    /** The key of what is pooled over all series. */
    static final String ALL = "";

    private static final String TENSOR = "distances";

    static FixedDistances none() {
        return new FixedDistances(new TreeMap<>());
    }

    /** Of each series from its own scores. */
    static FixedDistances ofEach(Bases bases, Inner inner, SeriesSet training) {
        SortedMap<String, Distances> byId = new TreeMap<>();
        List<TimeSeries> series = training.asList();
        int channels = training.schema().channels().size();
        int horizon = inner.rule().horizon();
        PastErrors.forEach(
                inner,
                bases,
                series,
                horizon,
                inner::stride,
                (i, errors) -> byId.put(series.get(i).id(), bases.distances(errors.values(), channels, horizon)));
        return new FixedDistances(byId);
    }

    /**
     * From the scores of all series together, each divided by its scale at the cutoff.
     *
     * @param notes where it is said what was pooled
     */
    static FixedDistances ofAll(Bases bases, Inner inner, SeriesSet training, List<String> notes) {
        List<TimeSeries> series = training.asList();
        int channels = training.schema().channels().size();
        int horizon = inner.rule().horizon();
        int season = inner.rule().season();
        List<double[][][]> pool = new ArrayList<>();
        Set<String> pooled = new TreeSet<>();
        PastErrors.forEach(inner, bases, series, horizon, inner::stride, (i, errors) -> {
            pool.addAll(scaled(errors, series.get(i), season));
            if (!errors.isEmpty()) {
                pooled.add(series.get(i).id());
            }
        });
        Distances all = bases.distances(pool, channels, horizon);
        notes.add("scores of " + pooled.size() + " of " + series.size() + " series are pooled, each divided by the mean"
                + " absolute difference of its channel at season " + season + " up to the cutoff: at least "
                + all.fewest() + " at each step");
        return new FixedDistances(new TreeMap<>(Map.of(ALL, all)));
    }

    /** The errors in units of the series' scale at their cutoffs; NaN, so not a score, where there is none. */
    private static List<double[][][]> scaled(SortedMap<Integer, double[][][]> errors, TimeSeries series, int season) {
        for (int channel = 0; channel < series.schema().channels().size(); channel++) {
            var scale = new SeasonalScale(series, channel, season);
            for (Map.Entry<Integer, double[][][]> one : errors.entrySet()) {
                double unit = scale.after(series.length() - one.getKey());
                for (double[][] ofBase : one.getValue()) {
                    for (int step = 0; step < ofBase[channel].length; step++) {
                        ofBase[channel][step] /= unit;
                    }
                }
            }
        }
        return List.copyOf(errors.values());
    }

    /** How many scores each entry had at least. */
    SortedMap<String, Integer> fewest() {
        SortedMap<String, Integer> fewest = new TreeMap<>();
        byId.forEach((id, distances) -> fewest.put(id, distances.fewest()));
        return fewest;
    }

    /** Writes the distances, shaped (series, quantile, channel, step); the fewest scores go into the state. */
    void save(ModelWriter out, int quantiles, int channels, int horizon) {
        if (!byId.isEmpty()) {
            double[] flat =
                    byId.values().stream().flatMapToDouble(Distances::flat).toArray();
            out.doubles(TENSOR, flat, byId.size(), quantiles, channels, horizon);
        }
    }

    static FixedDistances load(
            ModelReader in, SortedMap<String, Integer> fewest, int quantiles, int channels, int horizon)
            throws ModelFileException {
        SortedMap<String, Distances> byId = new TreeMap<>();
        if (!fewest.isEmpty()) {
            double[] flat = in.doubles(TENSOR, fewest.size(), quantiles, channels, horizon);
            int at = 0;
            for (Map.Entry<String, Integer> one : fewest.entrySet()) {
                double[][][] values = new double[quantiles][channels][];
                for (double[][] ofQuantile : values) {
                    for (int channel = 0; channel < channels; channel++) {
                        ofQuantile[channel] = Arrays.copyOfRange(flat, at, at + horizon);
                        at += horizon;
                    }
                }
                byId.put(one.getKey(), new Distances(values, one.getValue()));
            }
        }
        return new FixedDistances(byId);
    }
}
