package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;
import java.util.List;

/**
 * What a backtest did, beside what its sink got.
 *
 * @param series   how many series there were
 * @param dataHash SHA-256 of the data
 * @param fits     what was fitted, in the order of the run
 * @param scored   forecasts made, over labels, folds and series
 * @param refused  those that could not be made, in the order in which they came
 */
public record BacktestSummary(
        BacktestPlan plan, int series, String dataHash, long seed, List<Fit> fits, long scored, List<Refused> refused) {

    /** One fit, and the first fold that its model served. */
    public record Fit(String label, int fold, FitRecord record) {}

    /** One forecast that could not be made. */
    public record Refused(String label, int fold, Refusal refusal) {}

    public BacktestSummary {
        fits = List.copyOf(fits);
        refused = List.copyOf(refused);
    }
}
