package io.almanac.core.backtest;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one label is fitted at a fold and forecasts: what a backtest and its audit share. */
final class FoldFit {

    /** Numbers that one call of a model may return at most, to bound memory: 32 MB. */
    private static final int NUMBERS_PER_CALL = 4_000_000;

    /** Where outcomes go, in the order of the places. */
    interface Taker<E extends Exception> {
        void add(List<Outcome> outcomes) throws E;
    }

    private final RunSettings settings;
    private final String label;
    private final Forecaster forecaster;

    FoldFit(RunSettings settings, String label, Forecaster forecaster) {
        this.settings = settings;
        this.label = label;
        this.forecaster = forecaster;
    }

    /** What is known of each series at the cutoff of a fold, repaired, or the newest steps of that. */
    SeriesSet training(SeriesSet data, int fold) {
        List<TimeSeries> training = new ArrayList<>();
        for (TimeSeries series : data.asList()) {
            int length = settings.cutoffs().place(series, fold).cutoff();
            if (length > 0) {
                TimeSeries known = settings.repair().apply(series.asOf(length, 0));
                training.add(known.last(settings.plan().trainLength().orElse(length)));
            }
        }
        return SeriesSet.of(data.schema(), training);
    }

    /**
     * Fits a model for a fold and those that follow until the next fit.
     *
     * @param epochs      takes the ends of epochs
     * @param checkpoints where a long training may keep its state
     */
    ForecastModel fit(SeriesSet training, int fold, List<FitProgress> epochs, Optional<Path> checkpoints) {
        settings.listener().fitting(label, fold);
        var curve = new FitListener() {
            @Override
            public void progress(FitProgress progress) {
                if (progress.endOfEpoch()) {
                    epochs.add(progress);
                }
                settings.listener().progress(label, fold, progress);
            }

            @Override
            public void resumed(int epoch) {
                settings.listener().resumed(label, fold, epoch);
            }

            @Override
            public boolean cancelled() {
                return settings.listener().cancelled();
            }
        };
        return forecaster.fit(training, settings.fitOptions(curve, checkpoints));
    }

    /** Forecasts from each place, without the steps of the gap. */
    <E extends Exception> void forecast(ForecastModel model, List<Folds.Place> places, Taker<E> taker) throws E {
        int horizon = settings.plan().gap() + settings.plan().horizon();
        int channels = model.provenance().schema().channels().size();
        int perCall = Math.max(
                1,
                NUMBERS_PER_CALL
                        / Math.multiplyExact(
                                channels * horizon, settings.quantiles().size() + 1));
        for (int from = 0; from < places.size(); from += perCall) {
            settings.checkCancelled();
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
            taker.add(asked);
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
}
