package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;
import io.almanac.core.provenance.PeakMemory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backtest did, beside what its sink got.
 *
 * @param series   how many series there were
 * @param dataHash SHA-256 of the data
 * @param fits     what was fitted, in the order of the run
 * @param scored   forecasts made, over labels, folds and series
 * @param refusals forecasts that could not be made, by label; a label without any is not listed
 * @param standIns forecasts of the fallback that were scored in their place, by label
 * @param refused  the first refusals, at most {@link #REFUSED_KEPT}
 * @param sharedCalendar whether the cutoff of a fold is one time in all series
 * @param warnings what a sceptic must know about the plan, a sentence each
 * @param memory   the most that the process had used by the end
 * @param audit    whether forecasts depend on what came after their cutoffs, where that was tested
 */
public record BacktestSummary(
        BacktestPlan plan,
        int series,
        String dataHash,
        long seed,
        List<Fit> fits,
        long scored,
        Map<String, Long> refusals,
        Map<String, Long> standIns,
        List<Refused> refused,
        boolean sharedCalendar,
        List<String> warnings,
        PeakMemory memory,
        Optional<AuditResult> audit) {

    /** So many refusals are kept one by one; the rest are counted. */
    public static final int REFUSED_KEPT = 1000;

    /** One fit, and the first fold that its model served. */
    public record Fit(String label, int fold, FitRecord record) {}

    /** One forecast that could not be made. */
    public record Refused(String label, int fold, Refusal refusal) {}

    public BacktestSummary {
        fits = List.copyOf(fits);
        refusals = Map.copyOf(refusals);
        standIns = Map.copyOf(standIns);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
    }

    /** The same with what an audit of the backtest found. */
    public BacktestSummary withAudit(AuditResult result) {
        return new BacktestSummary(
                plan,
                series,
                dataHash,
                seed,
                fits,
                scored,
                refusals,
                standIns,
                refused,
                sharedCalendar,
                warnings,
                memory,
                Optional.of(result));
    }

    /** How many forecasts could not be made, over labels, folds and series. */
    public long refusedInAll() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }
}
