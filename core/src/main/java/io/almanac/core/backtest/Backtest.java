package io.almanac.core.backtest;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Levels;
import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.SeriesSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/**
 * Rolling-origin backtests: fits forecasters on what was known at past cutoffs and compares their forecasts with what
 * happened then. Immutable; the {@code with} methods give changed copies.
 *
 * <p>It goes in two passes. First each label is fitted where the plan says so, and its forecasts are filed on disk; then
 * the forecasts of all labels are read side by side and handed to the sink. So memory does not grow with folds, all
 * labels can be scored on the same steps, and a run that was killed goes on where it was. Local forecasters take a source
 * that is not in memory chunk by chunk; global ones load it.
 */
public final class Backtest {

    private final List<Double> quantiles;
    private final long seed;
    private final String device;
    private final BacktestListener listener;
    private final Optional<ForecastArchive> archive;
    private final Repair repair;
    private final Optional<Forecaster> fallback;

    private Backtest(
            List<Double> quantiles,
            long seed,
            String device,
            BacktestListener listener,
            Optional<ForecastArchive> archive,
            Repair repair,
            Optional<Forecaster> fallback) {
        this.quantiles = List.copyOf(quantiles);
        this.seed = seed;
        this.device = device;
        this.listener = listener;
        this.archive = archive;
        this.repair = repair;
        this.fallback = fallback;
    }

    /** Intervals of levels 80 and 95, seed 1, on the CPU. */
    public static Backtest defaults() {
        return new Backtest(
                Levels.quantiles(Levels.DEFAULT),
                1,
                "cpu",
                BacktestListener.NONE,
                Optional.empty(),
                Repair.NONE,
                Optional.empty());
    }

    public Backtest withLevels(List<Integer> levels) {
        return new Backtest(Levels.quantiles(levels), seed, device, listener, archive, repair, fallback);
    }

    public Backtest withSeed(long newSeed) {
        return new Backtest(quantiles, newSeed, device, listener, archive, repair, fallback);
    }

    /** On {@code cpu} or {@code gpu:N}. */
    public Backtest withDevice(String newDevice) {
        return new Backtest(quantiles, seed, newDevice, listener, archive, repair, fallback);
    }

    public Backtest withListener(BacktestListener newListener) {
        return new Backtest(quantiles, seed, device, newListener, archive, repair, fallback);
    }

    /**
     * Keeps what is finished and the state of a long training, and takes from there what an earlier run of the same
     * kind has left.
     */
    public Backtest withArchive(ForecastArchive newArchive) {
        return new Backtest(quantiles, seed, device, listener, Optional.of(newArchive), repair, fallback);
    }

    /** Asks for these quantiles besides those of the levels. */
    public Backtest withQuantiles(List<Double> more) {
        var all = new TreeSet<>(quantiles);
        all.addAll(more);
        return new Backtest(List.copyOf(all), seed, device, listener, archive, repair, fallback);
    }

    /** Repairs what forecasters see, inside each fold; what is scored stays as it is. */
    public Backtest withRepair(Repair newRepair) {
        return new Backtest(quantiles, seed, device, listener, archive, newRepair, fallback);
    }

    /**
     * Lets the forecasts of another forecaster be scored where a label has none, and counts them. Without a fallback such
     * a step is scored for no label.
     */
    public Backtest withFallback(Forecaster forecaster) {
        return new Backtest(quantiles, seed, device, listener, archive, repair, Optional.of(forecaster));
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
        try {
            if (archive.isPresent()) {
                return run(data, labelled, plan, sink, archive.get());
            }
            ForecastArchive passing = ForecastArchive.passing(Files.createTempDirectory("almanac-"));
            try {
                return run(data, labelled, plan, sink, passing);
            } finally {
                passing.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BacktestSummary run(
            SeriesSource data,
            Map<String, Forecaster> labelled,
            BacktestPlan plan,
            BacktestSink sink,
            ForecastArchive files)
            throws IOException {
        Folds folds = Folds.of(plan, data);
        RunSettings settings = settings(plan, folds, listener);
        String dataHash = DataHash.of(data);
        List<String> warnings = warnings(folds, labelled);
        warnings.forEach(listener::warning);
        List<BacktestSummary.Fit> fits = new ArrayList<>();
        Map<String, List<LabelRun.Fitted>> fitted = new LinkedHashMap<>();
        for (Map.Entry<String, Forecaster> one : labelled.entrySet()) {
            List<LabelRun.Fitted> ofLabel =
                    new LabelRun(settings, dataHash, files, one.getKey(), one.getValue()).on(data);
            fitted.put(one.getKey(), ofLabel);
            for (LabelRun.Fitted fit : ofLabel) {
                fit.filed().ifPresent(filed -> {
                    fits.add(new BacktestSummary.Fit(one.getKey(), fit.first(), filed.record()));
                    sink.fitted(one.getKey(), fit.first(), filed.record());
                });
            }
        }
        Optional<List<LabelRun.Fitted>> standIns = fallback.isEmpty()
                ? Optional.empty()
                : Optional.of(new LabelRun(settings, dataHash, files, label(fallback.get()), fallback.get()).on(data));
        var reader = new TrialReader(settings, files, fitted, standIns, sink);
        reader.read(data);
        return new BacktestSummary(
                plan,
                folds.series(),
                dataHash,
                seed,
                fits,
                reader.scored,
                reader.refusals,
                reader.standIns,
                reader.refused,
                folds.oneTimeForAll(),
                warnings,
                PeakMemory.now(),
                Optional.empty());
    }

    /** What the labels of a run share. */
    RunSettings settings(BacktestPlan plan, Cutoffs cutoffs, BacktestListener hears) {
        return new RunSettings(plan, cutoffs, repair, quantiles, seed, device, hears);
    }

    BacktestListener listener() {
        return listener;
    }

    /** All that is fitted, by label: the fallback comes last. */
    Map<String, Forecaster> withFallback(Map<String, Forecaster> labelled) {
        Map<String, Forecaster> all = new LinkedHashMap<>(labelled);
        fallback.ifPresent(forecaster -> all.put(label(forecaster), forecaster));
        return all;
    }

    private static String label(Forecaster fallback) {
        return "fallback " + fallback.id();
    }

    private static List<String> warnings(Folds folds, Map<String, Forecaster> labelled) {
        List<String> global = labelled.entrySet().stream()
                .filter(one -> one.getValue().capabilities().scope() == Capabilities.Scope.GLOBAL)
                .map(Map.Entry::getKey)
                .toList();
        return folds.oneTimeForAll() || global.isEmpty()
                ? List.of()
                : List.of(
                        "Not leak-free across series: cutoffs count from each series' own end and the ends differ, so "
                                + String.join(", ", global)
                                + " learnt from steps of some series that lie after the cutoffs of"
                                + " others. Cutoffs on the calendar avoid that.");
    }
}
