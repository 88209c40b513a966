package io.almanac.core.backtest;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Levels;
import io.almanac.core.provenance.PeakMemory;
import io.almanac.core.repair.Repair;
import io.almanac.core.series.LargerThanMemoryException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.SourceFacts;
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
 * that is not in memory chunk by chunk; where one is global it is loaded, if it fits. A source that is not in memory is
 * read three times: for its hash and where its series end, to fit and to score.
 */
public final class Backtest {

    private final List<Double> quantiles;
    private final long seed;
    private final String device;
    private final BacktestListener listener;
    private final Optional<ForecastArchive> archive;
    private final Repair repair;
    private final Optional<Forecaster> fallback;
    private final long heap;

    private Backtest(
            List<Double> quantiles,
            long seed,
            String device,
            BacktestListener listener,
            Optional<ForecastArchive> archive,
            Repair repair,
            Optional<Forecaster> fallback,
            long heap) {
        this.quantiles = List.copyOf(quantiles);
        this.seed = seed;
        this.device = device;
        this.listener = listener;
        this.archive = archive;
        this.repair = repair;
        this.fallback = fallback;
        this.heap = heap;
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
                Optional.empty(),
                Runtime.getRuntime().maxMemory());
    }

    public Backtest withLevels(List<Integer> levels) {
        return new Backtest(Levels.quantiles(levels), seed, device, listener, archive, repair, fallback, heap);
    }

    public Backtest withSeed(long newSeed) {
        return new Backtest(quantiles, newSeed, device, listener, archive, repair, fallback, heap);
    }

    /** On {@code cpu} or {@code gpu:N}. */
    public Backtest withDevice(String newDevice) {
        return new Backtest(quantiles, seed, newDevice, listener, archive, repair, fallback, heap);
    }

    public Backtest withListener(BacktestListener newListener) {
        return new Backtest(quantiles, seed, device, newListener, archive, repair, fallback, heap);
    }

    /**
     * Keeps what is finished and the state of a long training, and takes from there what an earlier run of the same
     * kind has left.
     */
    public Backtest withArchive(ForecastArchive newArchive) {
        return new Backtest(quantiles, seed, device, listener, Optional.of(newArchive), repair, fallback, heap);
    }

    /** Asks for these quantiles besides those of the levels. */
    public Backtest withQuantiles(List<Double> more) {
        var all = new TreeSet<>(quantiles);
        all.addAll(more);
        return new Backtest(List.copyOf(all), seed, device, listener, archive, repair, fallback, heap);
    }

    /** Repairs what forecasters see, inside each fold; what is scored stays as it is. */
    public Backtest withRepair(Repair newRepair) {
        return new Backtest(quantiles, seed, device, listener, archive, newRepair, fallback, heap);
    }

    /**
     * Lets the forecasts of another forecaster be scored where a label has none, and counts them. Without a fallback such
     * a step is scored for no label.
     */
    public Backtest withFallback(Forecaster forecaster) {
        return new Backtest(quantiles, seed, device, listener, archive, repair, Optional.of(forecaster), heap);
    }

    /** With a heap of another size than Java's, in bytes: global forecasters must fit into it. */
    Backtest withHeap(long bytes) {
        return new Backtest(quantiles, seed, device, listener, archive, repair, fallback, bytes);
    }

    /** The probabilities of the quantiles that are asked for: those of the levels, and the median. */
    public List<Double> quantiles() {
        return quantiles;
    }

    /**
     * Runs forecasters over all folds.
     *
     * @param labelled forecasters by the name that they shall bear; run in the map's order
     * @throws CancellationException     if the listener asks to stop
     * @throws LargerThanMemoryException if one is global and the series do not fit into memory; nothing was fitted then
     */
    public BacktestSummary run(
            SeriesSource data, Map<String, Forecaster> labelled, BacktestPlan plan, BacktestSink sink) {
        return run(data, SourceFacts.of(data), labelled, plan, sink);
    }

    /** The same where the source has been read already: it is read once less. */
    public BacktestSummary run(
            SeriesSource data,
            SourceFacts facts,
            Map<String, Forecaster> labelled,
            BacktestPlan plan,
            BacktestSink sink) {
        if (labelled.isEmpty()) {
            throw new IllegalArgumentException("a backtest needs at least one forecaster");
        }
        try {
            if (archive.isPresent()) {
                return run(data, facts, labelled, plan, sink, archive.get());
            }
            ForecastArchive passing = ForecastArchive.passing(Files.createTempDirectory("almanac-"));
            try {
                return run(data, facts, labelled, plan, sink, passing);
            } finally {
                passing.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BacktestSummary run(
            SeriesSource source,
            SourceFacts facts,
            Map<String, Forecaster> labelled,
            BacktestPlan plan,
            BacktestSink sink,
            ForecastArchive files)
            throws IOException {
        var folds = new Folds(plan, facts);
        RunSettings settings = settings(plan, folds, listener);
        SeriesSource data = loaded(source, facts, global(withFallback(labelled)));
        List<String> warnings = warnings(folds, global(labelled));
        warnings.forEach(listener::warning);
        Map<String, LabelRun> runs = new LinkedHashMap<>();
        withFallback(labelled)
                .forEach((label, forecaster) ->
                        runs.put(label, new LabelRun(settings, facts.dataHash(), files, label, forecaster)));
        Map<String, List<LabelRun.Fitted>> fitted = LabelRun.all(runs, data);
        List<BacktestSummary.Fit> fits = new ArrayList<>();
        for (String label : labelled.keySet()) {
            FoldFits.of(fitted.getOrDefault(label, List.of())).forEach((fold, record) -> {
                fits.add(new BacktestSummary.Fit(label, fold, record));
                sink.fitted(label, fold, record);
            });
        }
        Optional<List<LabelRun.Fitted>> standIns = fallback.map(forecaster -> fitted.remove(label(forecaster)));
        var reader = new TrialReader(settings, files, fitted, standIns, sink);
        reader.read(data);
        return new BacktestSummary(
                plan,
                facts.series(),
                facts.dataHash(),
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

    /** In memory, if a label needs that. */
    private SeriesSource loaded(SeriesSource source, SourceFacts facts, List<String> global) {
        if (global.isEmpty() || source instanceof SeriesSet) {
            return source;
        }
        facts.memory()
                .check(
                        String.join(", ", global) + (global.size() == 1 ? " is" : " are")
                                + " fitted to all series at once",
                        heap);
        return SeriesSet.copyOf(source);
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

    /** The labels that are fitted to all series at once. */
    private static List<String> global(Map<String, Forecaster> labelled) {
        return labelled.entrySet().stream()
                .filter(one -> one.getValue().capabilities().scope() == Capabilities.Scope.GLOBAL)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> warnings(Folds folds, List<String> global) {
        return folds.oneTimeForAll() || global.isEmpty()
                ? List.of()
                : List.of(
                        "Not leak-free across series: cutoffs count from each series' own end and the ends differ, so "
                                + String.join(", ", global)
                                + " learnt from steps of some series that lie after the cutoffs of"
                                + " others. Cutoffs on the calendar avoid that.");
    }
}
