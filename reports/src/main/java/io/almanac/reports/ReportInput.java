package io.almanac.reports;

import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.comparison.Evidence;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.series.DataReport;
import java.util.Optional;

/**
 * What a report says beside what it draws.
 *
 * @param title    at the top of the page and in the browser's tab
 * @param data     the data as read
 * @param summary  what was run, and what an audit of it found
 * @param evidence who is better than a baseline, with what evidence; empty where that was not asked
 * @param command  the command line or the program that made the report; empty where there is none to name
 */
public record ReportInput(
        String title,
        DataReport data,
        BacktestSummary summary,
        ForecastEvaluation evaluation,
        Optional<Evidence> evidence,
        String command) {}
