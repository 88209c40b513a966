package io.almanac.cli;

import io.almanac.core.backtest.BacktestPlan;
import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.DataReport;
import java.util.List;

/**
 * What {@code provenance.json} holds: enough to run a backtest again and to see whether it is the same.
 *
 * @param command  the arguments, as they were given
 * @param dataHash SHA-256 of the series, see {@link io.almanac.core.series.DataHash}
 */
record RunProvenance(
        String command,
        DataReport data,
        String dataHash,
        BacktestPlan plan,
        List<Integer> levels,
        long seed,
        List<Fit> fits,
        List<Refused> refused,
        Environment environment) {

    /** One fit, and the first fold that its model served, from 0. */
    record Fit(String label, int fold, double fitSeconds, double forecastSeconds, ModelProvenance model) {}

    /** One forecast that could not be made. */
    record Refused(String label, int fold, String id, String reason) {}

    static RunProvenance of(String command, DataReport data, List<Integer> levels, BacktestSummary summary) {
        return new RunProvenance(
                command,
                data,
                summary.dataHash(),
                summary.plan(),
                levels,
                summary.seed(),
                summary.fits().stream()
                        .map(fit -> new Fit(
                                fit.label(),
                                fit.fold(),
                                fit.record().fitSeconds(),
                                fit.record().forecastSeconds(),
                                fit.record().provenance()))
                        .toList(),
                summary.refused().stream()
                        .map(one -> new Refused(
                                one.label(),
                                one.fold(),
                                one.refusal().id(),
                                one.refusal().reason()))
                        .toList(),
                Environment.current());
    }
}
