package io.almanac.core.backtest;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Fits one label where the plan says so, and files the forecasts of all folds that each fit serves. */
final class LabelRun {

    /** Numbers that one call of a model may return at most, to bound memory: 32 MB. */
    private static final int NUMBERS_PER_CALL = 4_000_000;

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
    private final String label;
    private final Forecaster forecaster;

    LabelRun(RunSettings settings, String label, Forecaster forecaster) {
        this.settings = settings;
        this.label = label;
        this.forecaster = forecaster;
    }

    /**
     * Fits some series.
     *
     * @param part       which they are, for the archive
     * @param firstChunk the number of the chunk that the first of them is in
     */
    List<Fitted> on(SeriesSet data, String part, int firstChunk) throws IOException {
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
        checkCancelled();
        var key = new ForecastArchive.Key(
                Environment.current().almanac(),
                forecaster.id(),
                forecaster.config(),
                settings.plan(),
                settings.repair().name(),
                settings.quantiles(),
                settings.seed(),
                settings.device(),
                settings.dataHash(),
                part,
                first);
        int chunks = (data.size() + Chunks.SIZE - 1) / Chunks.SIZE;
        Optional<ForecastArchive.Filed> kept = settings.archive().find(key);
        if (kept.isPresent()) {
            settings.listener().resumed(label, first);
            return new Fitted(first, end, firstChunk, chunks, kept, "");
        }
        List<List<Folds.Place>> places = places(data, first, end);
        SeriesSet training = training(data, first);
        if (training.size() == 0 || places.stream().allMatch(List::isEmpty)) {
            String reason = "no series has a step up to the cutoff of fold " + (first + 1);
            return new Fitted(first, end, firstChunk, chunks, Optional.empty(), reason);
        }
        var curve = new Curve(first);
        settings.listener().fitting(label, first);
        long start = System.nanoTime();
        try (ForecastModel model = forecaster.fit(training, settings.fitOptions(curve))) {
            long fitted = System.nanoTime();
            ForecastArchive.Filing filing = settings.archive().begin(key);
            for (List<Folds.Place> chunk : places) {
                filing.nextChunk();
                forecast(model, chunk, filing);
            }
            var record = new FitRecord(
                    model.provenance(), curve.epochs, (fitted - start) / 1e9, (System.nanoTime() - fitted) / 1e9);
            return new Fitted(first, end, firstChunk, chunks, Optional.of(filing.finish(record)), "");
        } catch (UnfitException e) {
            return new Fitted(first, end, firstChunk, chunks, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Those that can be scored: for each chunk of series fold by fold. */
    private List<List<Folds.Place>> places(SeriesSet data, int first, int end) {
        List<List<Folds.Place>> chunks = new ArrayList<>();
        for (List<TimeSeries> chunk : Chunks.of(data)) {
            List<Folds.Place> places = new ArrayList<>();
            for (int fold = first; fold < end; fold++) {
                for (TimeSeries series : chunk) {
                    Folds.Place place = settings.folds().place(series, fold);
                    if (place.scored()) {
                        places.add(place);
                    }
                }
            }
            chunks.add(places);
        }
        return chunks;
    }

    /** What is known of each series at the cutoff of a fold, repaired, or the newest steps of that. */
    private SeriesSet training(SeriesSet data, int fold) {
        List<TimeSeries> training = new ArrayList<>();
        for (TimeSeries series : data.asList()) {
            int length = settings.folds().place(series, fold).cutoff();
            if (length > 0) {
                TimeSeries known = settings.repair().apply(series.asOf(length, 0));
                training.add(known.last(settings.plan().trainLength().orElse(length)));
            }
        }
        return SeriesSet.of(data.schema(), training);
    }

    private void forecast(ForecastModel model, List<Folds.Place> places, ForecastArchive.Filing filing)
            throws IOException {
        int horizon = settings.plan().gap() + settings.plan().horizon();
        int channels = model.provenance().schema().channels().size();
        int perCall = Math.max(
                1,
                NUMBERS_PER_CALL
                        / Math.multiplyExact(
                                channels * horizon, settings.quantiles().size() + 1));
        for (int from = 0; from < places.size(); from += perCall) {
            checkCancelled();
            List<Folds.Place> some = places.subList(from, Math.min(places.size(), from + perCall));
            List<TimeSeries> histories = some.stream()
                    .map(place -> settings.repair().apply(place.history()))
                    .toList();
            List<Outcome> outcomes = model.forecast(histories, horizon);
            if (outcomes.size() != some.size()) {
                throw new IllegalStateException(
                        label + " gave " + outcomes.size() + " outcomes for " + some.size() + " histories");
            }
            List<Outcome> asked = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                asked.add(withoutGap(some.get(i), outcomes.get(i)));
            }
            filing.add(asked);
        }
    }

    private Outcome withoutGap(Folds.Place place, Outcome outcome) {
        if (!(outcome instanceof Forecast forecast)) {
            return place.refusal(((Refusal) outcome).reason());
        }
        String id = place.series().id();
        Forecast rest = forecast.skip(settings.plan().gap());
        if (!rest.id().equals(id) || !rest.axis().equals(place.axis())) {
            throw new IllegalStateException(label + " gave a " + rest + "; asked for " + id + ", " + place.axis());
        }
        return rest;
    }

    private void checkCancelled() {
        if (settings.listener().cancelled()) {
            throw new CancellationException("the backtest was cancelled");
        }
    }

    /** Passes progress on and keeps the ends of epochs. */
    private final class Curve implements FitListener {

        private final int fold;
        private final List<FitProgress> epochs = new ArrayList<>();

        Curve(int fold) {
            this.fold = fold;
        }

        @Override
        public void progress(FitProgress progress) {
            if (progress.endOfEpoch()) {
                epochs.add(progress);
            }
            settings.listener().progress(label, fold, progress);
        }

        @Override
        public boolean cancelled() {
            return settings.listener().cancelled();
        }
    }
}
