package io.almanac.core.backtest;

import io.almanac.core.forecast.Forecaster;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.SeriesSource;
import io.almanac.core.series.SourceFacts;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tests whether forecasts of a backtest depend on what came after their cutoff.
 *
 * <p>It changes the data after a cutoff at their source, in each of the ways of {@link AuditChange}, runs all that lies
 * between the source and the forecasts again (decorators, the repair inside the fold, fit and forecast) at the same
 * cutoff, and demands the same bits. So it finds whatever looks ahead, wherever that is done, but for code that keeps data
 * of its own. A run on unchanged data comes first.
 *
 * <p>The first and the last fold that have anything to score are audited, unless told otherwise; of more than
 * {@value #SERIES} series the first {@value #SERIES} that have, and global forecasters are fitted to those alone.
 *
 * <p>For each fold and label it fits three times and once more for each change, one fit at a time: with a forecaster that
 * trains for a minute, two folds and the five changes that series without covariates allow, it takes sixteen minutes.
 * Immutable; the {@code with} methods give changed copies.
 */
public final class LeakageAudit {

    /** So many series are audited by default. */
    public static final int SERIES = 50;

    static final String LIMITS =
            "Not seen by an audit: code that keeps its own copy of the data instead of reading them"
                    + " from the source, and hindsight that went into the data before they were read.";

    private final Backtest backtest;
    private final int series;
    private final boolean allFolds;

    private LeakageAudit(Backtest backtest, int series, boolean allFolds) {
        this.backtest = backtest;
        this.series = series;
        this.allFolds = allFolds;
    }

    /** An audit of what a backtest with these settings runs; it has no use for the archive. */
    public static LeakageAudit of(Backtest backtest) {
        return new LeakageAudit(backtest, SERIES, false);
    }

    /** On so many series, the first that have anything to score; all series where there are no more. */
    public LeakageAudit withSeries(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("series must be at least 1, was " + most);
        }
        return new LeakageAudit(backtest, most, allFolds);
    }

    /** In each fold, not only in the first and the last. */
    public LeakageAudit withAllFolds() {
        return new LeakageAudit(backtest, series, true);
    }

    /** Audits forecasters that read the source as it is. */
    public AuditResult run(SeriesSource source, Map<String, Forecaster> labelled, BacktestPlan plan) {
        return run(source, UnaryOperator.identity(), labelled, plan);
    }

    /**
     * Audits forecasters and what stands between them and the source.
     *
     * @param source     the data before anything was done to them
     * @param decorators what is done to them outside the folds: {@code source -> scaled(filled(source))}; applied anew to
     *                   each changed source
     * @param labelled   by label; the fallback of the backtest, if there is one, is audited too
     * @throws CancellationException if the backtest's listener asks to stop
     */
    public AuditResult run(
            SeriesSource source,
            UnaryOperator<SeriesSource> decorators,
            Map<String, Forecaster> labelled,
            BacktestPlan plan) {
        Map<String, Forecaster> all = backtest.withFallback(labelled);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("an audit needs at least one forecaster");
        }
        SeriesSource decorated = decorators.apply(source);
        SourceFacts facts = SourceFacts.of(decorated);
        var folds = new Folds(plan, facts);
        SeriesSet sample = facts.series() <= series ? SeriesSet.copyOf(source) : sample(source, decorated, folds, plan);
        SeriesSet unchanged = SeriesSet.copyOf(decorators.apply(sample));
        var cutoffs = new FixedCutoffs(plan, folds, unchanged);
        List<LabelAudit> audits = new ArrayList<>();
        all.forEach((label, forecaster) ->
                audits.add(new LabelAudit(backtest, plan, cutoffs, decorators, label, forecaster)));
        SortedMap<Integer, List<Folds.Place>> asked = new TreeMap<>();
        for (int fold = 0; fold < plan.folds(); fold++) {
            int of = fold;
            List<Folds.Place> places = unchanged.stream()
                    .map(one -> folds.place(one, of))
                    .filter(Folds.Place::scored)
                    .toList();
            if (!places.isEmpty()) {
                asked.put(fold, places);
            }
        }
        if (!allFolds && asked.size() > 2) {
            asked.keySet().retainAll(List.of(asked.firstKey(), asked.lastKey()));
        }
        asked.forEach((fold, places) -> {
            List<LabelAudit.Futures> futures = futures(sample, cutoffs, fold);
            audits.forEach(audit -> audit.audit(fold, places, sample, futures));
        });
        return new AuditResult(
                List.copyOf(asked.keySet()),
                unchanged.size(),
                facts.series(),
                audits.stream().map(LabelAudit::result).toList(),
                LIMITS);
    }

    /** The first series that have anything to score; the first of all where decorators give others than the source. */
    private SeriesSet sample(SeriesSource source, SeriesSource decorated, Folds folds, BacktestPlan plan) {
        Set<String> ids;
        try (Stream<TimeSeries> stream = decorated.stream()) {
            ids = stream.filter(one -> IntStream.range(0, plan.folds())
                            .anyMatch(fold -> folds.place(one, fold).scored()))
                    .limit(series)
                    .map(TimeSeries::id)
                    .collect(Collectors.toSet());
        }
        List<TimeSeries> found = first(source, one -> ids.contains(one.id()));
        return SeriesSet.of(source.schema(), found.isEmpty() ? first(source, one -> true) : found);
    }

    private List<TimeSeries> first(SeriesSource source, Predicate<TimeSeries> wanted) {
        try (Stream<TimeSeries> stream = source.stream()) {
            return stream.filter(wanted).limit(series).toList();
        }
    }

    /** With each change that changes anything in the source, in the order of the changes. */
    private static List<LabelAudit.Futures> futures(SeriesSet source, FixedCutoffs cutoffs, int fold) {
        List<LabelAudit.Futures> all = new ArrayList<>();
        for (AuditChange change : AuditChange.values()) {
            SeriesSet before = change == AuditChange.AFTER_A_HOLE
                    ? each(source, one -> change.before(one, cutoffs.known(one, fold)))
                    : source;
            SeriesSet after = each(before, one -> {
                int known = cutoffs.known(one, fold);
                return known < one.length() ? change.after(one, known, cutoffs.asked(one, fold)) : one;
            });
            if (change == AuditChange.NOTHING || !DataHash.of(after).equals(DataHash.of(before))) {
                all.add(new LabelAudit.Futures(change, before, after));
            }
        }
        return all;
    }

    private static SeriesSet each(SeriesSet source, UnaryOperator<TimeSeries> change) {
        return SeriesSet.of(source.schema(), source.stream().map(change).toList());
    }
}
