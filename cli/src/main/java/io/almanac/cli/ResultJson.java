package io.almanac.cli;

import io.almanac.core.backtest.AuditResult;
import io.almanac.core.comparison.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code backtest --json} prints.
 *
 * @param overall  values over everything, by label, then by metric
 * @param warnings what a reader of the numbers should know
 * @param evidence a claim for each label that is compared with the baseline
 * @param audit    what {@code --audit} found
 */
record ResultJson(
        Map<String, Map<String, Double>> overall,
        List<String> warnings,
        List<Claim> evidence,
        Optional<AuditResult> audit) {

    /**
     * Whether a label is shown to be better.
     *
     * @param verdict {@code SHOWN}, {@code NOT_SHOWN}, {@code NOT_TESTABLE}
     * @param p       one-sided, by folds, after Holm; NaN where that could not be tested
     */
    record Claim(
            String label,
            String than,
            String verdict,
            String sentence,
            double p,
            double skill,
            double low,
            double high) {}

    static ResultJson of(BacktestRun.Result result) {
        List<Claim> evidence = result.evidence()
                .map(found -> found.labels().stream()
                        .map(label -> {
                            Comparison.Claim claim = found.byFold().claim(label);
                            return new Claim(
                                    label,
                                    found.baseline(),
                                    found.verdict(label).name(),
                                    found.sentence(label),
                                    claim.p(),
                                    claim.skill().skill(),
                                    claim.skill().low(),
                                    claim.skill().high());
                        })
                        .toList())
                .orElse(List.of());
        return new ResultJson(
                result.evaluation().overall(),
                result.evaluation().warnings(),
                evidence,
                result.summary().audit());
    }
}
