package io.almanac.core.backtest;

import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Fits one label where the plan says so, and files the forecasts of all folds that each fit serves. */
final class LabelRun {

    /**
     * One fit and where its forecasts are.
     *
     * @param first      the first fold that it serves
     * @param end        the fold after the last
     * @param firstChunk the number of the first chunk of series that it serves, of all in the run
     * @param chunks     how many it serves
     * @param filed      empty if nothing could be fitted
     * @param reason     why, then
     */
    record Fitted(
            int first, int end, int firstChunk, int chunks, Optional<ForecastArchive.Filed> filed, String reason) {

        boolean serves(int chunk) {
            return chunk >= firstChunk && chunk < firstChunk + chunks;
        }
    }

    private final RunSettings settings;
    private final String dataHash;
    private final ForecastArchive archive;
    private final String label;
    private final Forecaster forecaster;

    /** One label of a run on data of this hash, whose forecasts go to an archive. */
    LabelRun(RunSettings settings, String dataHash, ForecastArchive archive, String label, Forecaster forecaster) {
        this.settings = settings;
        this.dataHash = dataHash;
        this.archive = archive;
        this.label = label;
        this.forecaster = forecaster;
    }

    /** Fits all labels; series that are not in memory chunk by chunk, each chunk by all labels. */
    static Map<String, List<Fitted>> all(Map<String, LabelRun> runs, SeriesSource data) throws IOException {
        Map<String, List<Fitted>> fits = new LinkedHashMap<>();
        if (data instanceof SeriesSet set) {
            for (Map.Entry<String, LabelRun> run : runs.entrySet()) {
                fits.put(run.getKey(), run.getValue().on(set, "all", 0));
            }
            return fits;
        }
        runs.keySet().forEach(label -> fits.put(label, new ArrayList<>()));
        try (var chunks = new Chunks(data)) {
            for (int chunk = 0; chunks.hasNext(); chunk++) {
                SeriesSet some = SeriesSet.of(data.schema(), chunks.next());
                String part = some.size() + " series from chunk " + chunk;
                for (Map.Entry<String, List<Fitted>> label : fits.entrySet()) {
                    label.getValue()
                            .addAll(Objects.requireNonNull(runs.get(label.getKey()))
                                    .on(some, part, chunk));
                }
            }
        }
        return fits;
    }

    /**
     * Fits some series.
     *
     * @param part       which they are, for the archive
     * @param firstChunk the number of the chunk that the first of them is in
     */
    private List<Fitted> on(SeriesSet data, String part, int firstChunk) throws IOException {
        BacktestPlan plan = settings.plan();
        List<Fitted> fits = new ArrayList<>();
        for (int first = 0; first < plan.folds(); ) {
            int end = first + 1;
            while (end < plan.folds() && !plan.fitsAt(end)) {
                end++;
            }
            fits.add(fit(data, part, firstChunk, first, end));
            first = end;
        }
        return fits;
    }

    private Fitted fit(SeriesSet data, String part, int firstChunk, int first, int end) throws IOException {
        settings.checkCancelled();
        var key = new ForecastArchive.Key(
                Environment.current().almanac(),
                forecaster.id(),
                forecaster.config(),
                settings.plan(),
                settings.repair().name(),
                settings.quantiles(),
                settings.seed(),
                settings.device(),
                dataHash,
                part,
                first);
        int chunks = (data.size() + Chunks.SIZE - 1) / Chunks.SIZE;
        Optional<ForecastArchive.Filed> kept = archive.find(key);
        if (kept.isPresent()) {
            settings.listener().resumed(label, first);
            return new Fitted(first, end, firstChunk, chunks, kept, "");
        }
        var folds = new FoldFit(settings, label, forecaster);
        SeriesSet training = folds.training(data, first);
        if (training.size() == 0 || nothingToScore(data, first, end)) {
            String reason = "no series has a step up to the cutoff of fold " + (first + 1);
            return new Fitted(first, end, firstChunk, chunks, Optional.empty(), reason);
        }
        List<FitProgress> epochs = new ArrayList<>();
        long start = System.nanoTime();
        try (ForecastModel model = folds.fit(training, first, epochs, archive.checkpoints(key))) {
            long fitted = System.nanoTime();
            settings.listener().fitted(label, first, model.provenance());
            ForecastArchive.Filing filing = archive.begin(key);
            for (List<TimeSeries> chunk : Chunks.of(data)) {
                filing.nextChunk();
                folds.forecast(model, places(chunk, first, end), filing::add);
            }
            var record = new FitRecord(
                    model.provenance(), epochs, (fitted - start) / 1e9, (System.nanoTime() - fitted) / 1e9);
            return new Fitted(first, end, firstChunk, chunks, Optional.of(filing.finish(record)), "");
        } catch (UnfitException e) {
            return new Fitted(first, end, firstChunk, chunks, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private boolean nothingToScore(SeriesSet data, int first, int end) {
        return data.asList().stream()
                .allMatch(series -> places(List.of(series), first, end).isEmpty());
    }

    /** The places of a chunk that can be scored, fold by fold. */
    private List<Folds.Place> places(List<TimeSeries> chunk, int first, int end) {
        List<Folds.Place> places = new ArrayList<>();
        for (int fold = first; fold < end; fold++) {
            for (TimeSeries series : chunk) {
                Folds.Place place = settings.cutoffs().place(series, fold);
                if (place.scored()) {
                    places.add(place);
                }
            }
        }
        return places;
    }
}
