package io.almanac.core.backtest;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.files.RecordJson;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder that keeps the forecasts of each finished fit, so that a backtest which was killed goes on where it was.
 * An entry is found again only for the same forecaster, configuration, plan, seed, data and version of Almanac; a
 * damaged one is computed anew.
 */
public final class ForecastArchive {

    private static final int VERSION = 1;

    private final Path folder;

    private ForecastArchive(Path folder) {
        this.folder = folder;
    }

    /** An archive in a folder, which need not exist yet. */
    public static ForecastArchive at(Path folder) {
        return new ForecastArchive(folder);
    }

    /** Everything on which the forecasts of one fit depend. */
    record Key(
            String almanac,
            String forecaster,
            Record config,
            BacktestPlan plan,
            List<Double> quantiles,
            long seed,
            String device,
            String dataHash,
            String part,
            int fold) {}

    /**
     * The results of one fit.
     *
     * @param record   empty where the fit was refused
     * @param outcomes one for each place
     */
    record Entry(Optional<FitRecord> record, List<Outcome> outcomes) {

        static Entry refusing(List<Folds.Place> places, String reason) {
            return new Entry(
                    Optional.empty(),
                    places.stream().<Outcome>map(place -> place.refusal(reason)).toList());
        }
    }

    /** What an entry has beside numbers. Refusals by the position of their place. */
    private record State(
            List<PointKind> kinds,
            List<Double> quantiles,
            Map<Integer, String> refusals,
            List<FitProgress> curve,
            double seconds) {}

    Optional<Entry> read(Key key, List<Folds.Place> places) throws IOException {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(entry(ModelReader.open(file), key, places));
        } catch (ModelFileException e) {
            return Optional.empty();
        }
    }

    void write(Key key, Entry entry) throws IOException {
        if (entry.record().isEmpty()) {
            return; // a refusal costs nothing to find again
        }
        var writer = new ModelWriter();
        FitRecord record = entry.record().get();
        writer.header(key.forecaster(), record.provenance());
        List<Forecast> forecasts = new ArrayList<>();
        Map<Integer, String> refusals = new TreeMap<>();
        for (int i = 0; i < entry.outcomes().size(); i++) {
            Outcome outcome = entry.outcomes().get(i);
            if (outcome instanceof Forecast forecast) {
                forecasts.add(forecast);
            } else if (outcome instanceof Refusal refusal) {
                refusals.put(i, refusal.reason());
            }
        }
        List<Double> probabilities =
                forecasts.stream().findFirst().map(Forecast::quantiles).orElse(List.of());
        for (Forecast forecast : forecasts) {
            if (forecast.paths() > 0 || !forecast.quantiles().equals(probabilities)) {
                return; // an entry holds points and the same quantiles of all, and would lose the rest
            }
        }
        List<PointKind> kinds = forecasts.stream().map(Forecast::pointKind).toList();
        writer.state(VERSION, new State(kinds, probabilities, refusals, record.curve(), record.seconds()));
        int channels = record.provenance().schema().channels().size();
        int horizon = key.plan().horizon();
        int quantiles = probabilities.size();
        double[] points = new double[Math.multiplyExact(forecasts.size(), channels * horizon)];
        double[] values = new double[Math.multiplyExact(points.length, quantiles)];
        int p = 0;
        int v = 0;
        for (Forecast forecast : forecasts) {
            for (int channel = 0; channel < channels; channel++) {
                for (int step = 0; step < horizon; step++) {
                    points[p++] = forecast.point(channel, step);
                    for (int q = 0; q < quantiles; q++) {
                        values[v++] = forecast.quantile(q, channel, step);
                    }
                }
            }
        }
        writer.doubles("points", points, forecasts.size(), channels, horizon);
        writer.doubles("quantiles", values, forecasts.size(), channels, horizon, quantiles);
        writer.writeTo(file(key));
    }

    private static Entry entry(ModelReader reader, Key key, List<Folds.Place> places) throws ModelFileException {
        State state = reader.state(VERSION, State.class);
        ModelProvenance provenance =
                reader.provenance(ModelProvenance.class, key.config().getClass());
        int count = state.kinds().size();
        if (count + state.refusals().size() != places.size()) {
            throw new ModelFileException("an entry of " + places.size() + " places holds " + count + " forecasts");
        }
        int channels = provenance.schema().channels().size();
        int horizon = key.plan().horizon();
        int quantiles = state.quantiles().size();
        double[] points = reader.doubles("points", count, channels, horizon);
        double[] values = reader.doubles("quantiles", count, channels, horizon, quantiles);
        List<Outcome> outcomes = new ArrayList<>();
        int made = 0;
        for (int i = 0; i < places.size(); i++) {
            Folds.Place place = places.get(i);
            String reason = state.refusals().get(i);
            if (reason != null) {
                outcomes.add(place.refusal(reason));
                continue;
            }
            double[][] point = new double[channels][horizon];
            double[][][] quantile = new double[quantiles][channels][horizon];
            for (int channel = 0; channel < channels; channel++) {
                for (int step = 0; step < horizon; step++) {
                    int at = (made * channels + channel) * horizon + step;
                    point[channel][step] = points[at];
                    for (int q = 0; q < quantiles; q++) {
                        quantile[q][channel][step] = values[at * quantiles + q];
                    }
                }
            }
            PointKind kind = state.kinds().get(made++);
            outcomes.add(Forecast.wrap(place.series().id(), place.axis(), kind, point, state.quantiles(), quantile));
        }
        return new Entry(Optional.of(new FitRecord(provenance, state.curve(), state.seconds())), outcomes);
    }

    private Path file(Key key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(RecordJson.write(key).getBytes(StandardCharsets.UTF_8));
            return folder.resolve(key.forecaster() + "-" + HexFormat.of().formatHex(hash, 0, 8) + ".forecasts");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
