package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;
import java.util.List;

/**
 * What a backtest did, beside what its sink got.
 *
 * @param series   how many series there were
 * @param dataHash SHA-256 of the data
 * @param scored   forecasts made, over labels, folds and series
 * @param refused  those that could not be made, in the order in which they came
 */
public record BacktestSummary(
        BacktestPlan plan, int series, String dataHash, long seed, long scored, List<Refused> refused) {

    /** One forecast that could not be made. */
    public record Refused(String label, int fold, Refusal refusal) {}

    public BacktestSummary {
        refused = List.copyOf(refused);
    }
}
