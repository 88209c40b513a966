package io.almanac.reports;

import io.almanac.core.backtest.BacktestSummary;
import io.almanac.core.evaluation.ForecastEvaluation;
import io.almanac.core.series.DataReport;

/**
 * What a report says beside what it draws.
 *
 * @param title   at the top of the page and in the browser's tab
 * @param data    the data as read
 * @param summary what was run
 * @param command the command line or the program that made the report; empty where there is none to name
 */
public record ReportInput(
        String title, DataReport data, BacktestSummary summary, ForecastEvaluation evaluation, String command) {}
