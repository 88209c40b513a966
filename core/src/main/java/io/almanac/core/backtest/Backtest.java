package io.almanac.core.backtest;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Levels;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Rolling-origin backtests: fits forecasters on what was known at past cutoffs and compares their forecasts with what
 * happened then. Immutable; the {@code with} methods give changed copies.
 *
 * <p>All folds that one fitted model serves are forecast together. Local forecasters take a source that is not in
 * memory chunk by chunk; global ones load it.
 */
public final class Backtest {

    /** Series in a chunk of a source that is not in memory. */
    private static final int CHUNK = 1000;

    /** Numbers that one call of a model may return at most, to bound memory: 32 MB. */
    private static final int NUMBERS_PER_CALL = 4_000_000;

    private final List<Double> quantiles;
    private final long seed;
    private final String device;
    private final BacktestListener listener;
    private final Optional<ForecastArchive> archive;

    private Backtest(
            List<Double> quantiles,
            long seed,
            String device,
            BacktestListener listener,
            Optional<ForecastArchive> archive) {
        this.quantiles = List.copyOf(quantiles);
        this.seed = seed;
        this.device = device;
        this.listener = listener;
        this.archive = archive;
    }

    /** Intervals of levels 80 and 95, seed 1, on the CPU. */
    public static Backtest defaults() {
        return new Backtest(Levels.quantiles(Levels.DEFAULT), 1, "cpu", BacktestListener.NONE, Optional.empty());
    }

    public Backtest withLevels(List<Integer> levels) {
        return new Backtest(Levels.quantiles(levels), seed, device, listener, archive);
    }

    public Backtest withSeed(long newSeed) {
        return new Backtest(quantiles, newSeed, device, listener, archive);
    }

    /** On {@code cpu} or {@code gpu:N}. */
    public Backtest withDevice(String newDevice) {
        return new Backtest(quantiles, seed, newDevice, listener, archive);
    }

    public Backtest withListener(BacktestListener newListener) {
        return new Backtest(quantiles, seed, device, newListener, archive);
    }

    /** Keeps what is finished, and takes from there what an earlier run of the same kind has finished. */
    public Backtest withArchive(ForecastArchive newArchive) {
        return new Backtest(quantiles, seed, device, listener, Optional.of(newArchive));
    }

    /** The probabilities of the quantiles that are asked for: those of the levels, and the median. */
    public List<Double> quantiles() {
        return quantiles;
    }

    /**
     * Runs forecasters over all folds.
     *
     * @param labelled forecasters by the name that they shall bear; run in the map's order
     * @throws CancellationException if the listener asks to stop
     */
    public BacktestSummary run(
            SeriesSource data, Map<String, Forecaster> labelled, BacktestPlan plan, BacktestSink sink) {
        if (labelled.isEmpty()) {
            throw new IllegalArgumentException("a backtest needs at least one forecaster");
        }
        Folds folds = Folds.of(plan, data);
        var run = new Run(plan, folds, sink, DataHash.of(data));
        labelled.forEach((label, forecaster) -> {
            boolean chunks =
                    forecaster.capabilities().scope() == Capabilities.Scope.LOCAL && !(data instanceof SeriesSet);
            if (chunks) {
                run.inChunks(label, forecaster, data);
            } else {
                run.on(label, forecaster, SeriesSet.copyOf(data), "all");
            }
        });
        return new BacktestSummary(plan, folds.series(), run.dataHash, seed, run.fits, run.scored, run.refused);
    }

    /** One call of {@link #run}: what all labels share, and the counts. */
    private final class Run {

        private final BacktestPlan plan;
        private final Folds folds;
        private final BacktestSink sink;
        private final String dataHash;
        private final List<BacktestSummary.Fit> fits = new ArrayList<>();
        private final List<BacktestSummary.Refused> refused = new ArrayList<>();
        private long scored;

        Run(BacktestPlan plan, Folds folds, BacktestSink sink, String dataHash) {
            this.plan = plan;
            this.folds = folds;
            this.sink = sink;
            this.dataHash = dataHash;
        }

        void inChunks(String label, Forecaster forecaster, SeriesSource data) {
            try (Stream<TimeSeries> stream = data.stream()) {
                Iterator<TimeSeries> all = stream.iterator();
                for (int from = 0; all.hasNext(); from += CHUNK) {
                    List<TimeSeries> chunk = new ArrayList<>();
                    while (chunk.size() < CHUNK && all.hasNext()) {
                        chunk.add(all.next());
                    }
                    String part = chunk.size() + " series from number " + from;
                    on(label, forecaster, SeriesSet.of(data.schema(), chunk), part);
                }
            }
        }

        void on(String label, Forecaster forecaster, SeriesSet data, String part) {
            for (int first = 0; first < plan.folds(); ) {
                int end = first + 1;
                while (end < plan.folds() && !plan.fitsAt(end)) {
                    end++;
                }
                served(label, forecaster, data, part, first, end);
                first = end;
            }
        }

        /** Fits at the fold {@code first} and forecasts the folds up to {@code end}, exclusive. */
        private void served(String label, Forecaster forecaster, SeriesSet data, String part, int first, int end) {
            if (listener.cancelled()) {
                throw new CancellationException("the backtest was cancelled");
            }
            List<Folds.Place> places = new ArrayList<>();
            for (int fold = first; fold < end; fold++) {
                for (TimeSeries series : data.asList()) {
                    places.add(folds.place(series, fold));
                }
            }
            try {
                var key = new ForecastArchive.Key(
                        Environment.current().almanac(),
                        forecaster.id(),
                        forecaster.config(),
                        plan,
                        quantiles,
                        seed,
                        device,
                        dataHash,
                        part,
                        first);
                Optional<ForecastArchive.Entry> kept =
                        archive.isPresent() ? archive.get().read(key, places) : Optional.empty();
                ForecastArchive.Entry entry;
                if (kept.isPresent()) {
                    listener.resumed(label, first);
                    entry = kept.get();
                } else {
                    entry = compute(label, forecaster, data, first, places);
                    if (archive.isPresent()) {
                        archive.get().write(key, entry);
                    }
                }
                report(label, first, places, entry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ForecastArchive.Entry compute(
                String label, Forecaster forecaster, SeriesSet data, int first, List<Folds.Place> places) {
            SeriesSet training = training(data, first);
            if (training.size() == 0 || places.stream().noneMatch(Folds.Place::scored)) {
                return ForecastArchive.Entry.refusing(
                        places, "no series has a step up to the cutoff of fold " + (first + 1));
            }
            var curve = new Curve(label, first);
            var options =
                    new FitOptions(plan.gap() + plan.horizon(), plan.validation(), quantiles, seed, device, curve);
            listener.fitting(label, first);
            long start = System.nanoTime();
            try (ForecastModel model = forecaster.fit(training, options)) {
                double seconds = (System.nanoTime() - start) / 1e9;
                var record = new FitRecord(model.provenance(), curve.epochs, seconds);
                return new ForecastArchive.Entry(Optional.of(record), forecast(label, model, places));
            } catch (UnfitException e) {
                return ForecastArchive.Entry.refusing(places, String.valueOf(e.getMessage()));
            }
        }

        /** What is known of each series at the cutoff of a fold, or the newest steps of that. */
        private SeriesSet training(SeriesSet data, int fold) {
            List<TimeSeries> training = new ArrayList<>();
            for (TimeSeries series : data.asList()) {
                int length = folds.place(series, fold).cutoff();
                if (length > 0) {
                    TimeSeries known = series.asOf(length, 0);
                    training.add(known.last(plan.trainLength().orElse(length)));
                }
            }
            return SeriesSet.of(data.schema(), training);
        }

        private List<Outcome> forecast(String label, ForecastModel model, List<Folds.Place> places) {
            int horizon = plan.gap() + plan.horizon();
            List<TimeSeries> histories = places.stream()
                    .filter(Folds.Place::scored)
                    .map(Folds.Place::history)
                    .toList();
            int channels = places.get(0).series().schema().channels().size();
            int perCall = Math.max(1, NUMBERS_PER_CALL / Math.multiplyExact(channels * horizon, quantiles.size() + 1));
            List<Outcome> made = new ArrayList<>();
            for (int from = 0; from < histories.size(); from += perCall) {
                if (listener.cancelled()) {
                    throw new CancellationException("the backtest was cancelled");
                }
                List<TimeSeries> some = histories.subList(from, Math.min(histories.size(), from + perCall));
                List<Outcome> outcomes = model.forecast(some, horizon);
                if (outcomes.size() != some.size()) {
                    throw new IllegalStateException(
                            label + " gave " + outcomes.size() + " outcomes for " + some.size() + " histories");
                }
                made.addAll(outcomes);
            }
            Iterator<Outcome> next = made.iterator();
            return places.stream()
                    .map(place -> place.scored() ? withoutGap(label, place, next.next()) : place.refusal(""))
                    .toList();
        }

        private Outcome withoutGap(String label, Folds.Place place, Outcome outcome) {
            if (!(outcome instanceof Forecast forecast)) {
                return place.refusal(((Refusal) outcome).reason());
            }
            String id = place.series().id();
            Forecast rest = forecast.skip(plan.gap());
            if (!rest.id().equals(id) || !rest.axis().equals(place.axis())) {
                throw new IllegalStateException(label + " gave a " + rest + "; asked for " + id + ", " + place.axis());
            }
            return rest;
        }

        private void report(String label, int first, List<Folds.Place> places, ForecastArchive.Entry entry) {
            entry.record().ifPresent(record -> {
                fits.add(new BacktestSummary.Fit(label, first, record));
                sink.fitted(label, first, record);
            });
            for (int i = 0; i < places.size(); i++) {
                Folds.Place place = places.get(i);
                if (entry.outcomes().get(i) instanceof Forecast forecast) {
                    sink.scored(new Scored(label, place.fold(), place.series(), place.history(), forecast, plan.gap()));
                    scored++;
                } else if (entry.outcomes().get(i) instanceof Refusal refusal) {
                    sink.refused(label, place.fold(), refusal);
                    refused.add(new BacktestSummary.Refused(label, place.fold(), refusal));
                }
            }
        }
    }

    /** Passes progress on and keeps the ends of epochs. */
    private final class Curve implements FitListener {

        private final String label;
        private final int fold;
        private final List<FitProgress> epochs = new ArrayList<>();

        Curve(String label, int fold) {
            this.label = label;
            this.fold = fold;
        }

        @Override
        public void progress(FitProgress progress) {
            if (progress.endOfEpoch()) {
                epochs.add(progress);
            }
            listener.progress(label, fold, progress);
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }
    }
}
