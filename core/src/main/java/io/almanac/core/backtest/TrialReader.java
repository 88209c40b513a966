package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands the filed forecasts of all labels side by side to a sink, and counts them. Holds one piece of each label in
 * memory.
 */
final class TrialReader {

    private final RunSettings settings;
    private final ForecastArchive archive;
    private final Map<String, List<LabelRun.Fitted>> labels;
    private final Map<String, List<Double>> quantiles = new LinkedHashMap<>();
    private final Optional<List<LabelRun.Fitted>> fallback;
    private final BacktestSink sink;

    final Map<String, Long> refusals = new LinkedHashMap<>();
    final Map<String, Long> standIns = new LinkedHashMap<>();
    final List<BacktestSummary.Refused> refused = new ArrayList<>();
    long scored;

    /**
     * A reader of one run.
     *
     * @param archive  where the forecasts are
     * @param labels   what was fitted, by label in the order of the run
     * @param fallback what was fitted to stand in; empty if nothing does
     */
    TrialReader(
            RunSettings settings,
            ForecastArchive archive,
            Map<String, List<LabelRun.Fitted>> labels,
            Optional<List<LabelRun.Fitted>> fallback,
            BacktestSink sink) {
        this.settings = settings;
        this.archive = archive;
        this.labels = labels;
        this.fallback = fallback;
        this.sink = sink;
        labels.forEach((label, fits) -> quantiles.put(label, quantiles(label, fits)));
    }

    /** A label has the same quantiles in all its fits. */
    private static List<Double> quantiles(String label, List<LabelRun.Fitted> fits) {
        List<List<Double>> found = fits.stream()
                .flatMap(fit -> fit.filed().stream())
                .map(ForecastArchive.Filed::quantiles)
                .filter(probabilities -> !probabilities.isEmpty())
                .distinct()
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException(label + " gave forecasts with the quantiles " + found);
        }
        return found.isEmpty() ? List.of() : found.get(0);
    }

    void read(SeriesSource data) throws IOException {
        try (var chunks = new Chunks(data)) {
            for (int chunk = 0; chunks.hasNext(); chunk++) {
                read(chunks.next(), chunk);
                sink.complete();
            }
        }
    }

    private void read(List<TimeSeries> chunk, int number) throws IOException {
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        labels.forEach((label, fits) -> cursors.put(label, new Cursor(fits, number)));
        Optional<Cursor> standIn = fallback.map(fits -> new Cursor(fits, number));
        for (int fold = 0; fold < settings.plan().folds(); fold++) {
            for (TimeSeries series : chunk) {
                Folds.Place place = settings.cutoffs().place(series, fold);
                Map<String, Outcome> outcomes = new LinkedHashMap<>();
                for (Map.Entry<String, Cursor> cursor : cursors.entrySet()) {
                    outcomes.put(cursor.getKey(), cursor.getValue().next(place));
                }
                Optional<Outcome> other =
                        standIn.isPresent() ? Optional.of(standIn.get().next(place)) : Optional.empty();
                hand(place, outcomes, other);
            }
        }
    }

    private void hand(Folds.Place place, Map<String, Outcome> outcomes, Optional<Outcome> other) {
        Map<String, Forecast> standing = new HashMap<>();
        outcomes.forEach((label, outcome) -> {
            if (outcome instanceof Refusal refusal) {
                refuse(label, place.fold(), refusal);
                if (other.isPresent() && other.get() instanceof Forecast forecast) {
                    standing.put(label, forecast);
                    standIns.merge(label, 1L, Long::sum);
                }
            } else {
                scored++;
            }
        });
        if (!standing.isEmpty() || outcomes.values().stream().anyMatch(Forecast.class::isInstance)) {
            sink.scored(Trial.of(
                    place.fold(),
                    place.series(),
                    place.history(),
                    settings.plan().gap(),
                    quantiles,
                    outcomes,
                    standing));
        }
    }

    private void refuse(String label, int fold, Refusal refusal) {
        sink.refused(label, fold, refusal);
        refusals.merge(label, 1L, Long::sum);
        if (refused.size() < BacktestSummary.REFUSED_KEPT) {
            refused.add(new BacktestSummary.Refused(label, fold, refusal));
        }
    }

    /** Goes through the outcomes of one label in one chunk. */
    private final class Cursor {

        private final Iterator<LabelRun.Fitted> fits; // ascending in their folds
        private final int chunk;
        private LabelRun.Fitted fit;
        private Optional<ForecastArchive.Outcomes> outcomes;

        Cursor(List<LabelRun.Fitted> all, int chunk) {
            this.chunk = chunk;
            fits = all.stream().filter(one -> one.serves(chunk)).iterator();
            fit = fits.next();
            outcomes = open();
        }

        private Optional<ForecastArchive.Outcomes> open() {
            return fit.filed().map(filed -> archive.outcomes(filed, chunk - fit.firstChunk()));
        }

        Outcome next(Folds.Place place) throws IOException {
            if (!place.scored()) {
                return place.refusal("");
            }
            while (place.fold() >= fit.end()) {
                fit = fits.next();
                outcomes = open();
            }
            return outcomes.isPresent() ? outcomes.get().next(place) : place.refusal(fit.reason());
        }
    }
}
