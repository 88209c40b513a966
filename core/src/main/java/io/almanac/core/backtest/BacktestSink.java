package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;

/**
 * Where the results of a backtest go: an evaluator, a table of forecasts, a report. Called by one thread.
 *
 * <p>First come the fits, in the order in which they are made. When all labels have forecast, their results come side by
 * side: fold by fold, and within a fold in the order of the series. More than a thousand series come by the thousand,
 * each with all its folds.
 */
public interface BacktestSink {

    /** A forecaster was fitted; its model serves this fold and those that follow until its next fit. */
    default void fitted(String label, int fold, FitRecord record) {}

    /** One series at one fold, with the forecasts of all labels; at least one has one. */
    void scored(Trial trial);

    /**
     * All trials of the series that came so far have come, in all folds: whoever keeps something of single series may let
     * go of it. In a backtest that is after each thousand of series.
     */
    default void complete() {}

    /** A label has no forecast of a series at a fold; called for each, also where another forecast stands in. */
    default void refused(String label, int fold, Refusal refusal) {}

    /** A sink that hands everything to several, in their order. */
    static BacktestSink of(BacktestSink... sinks) {
        return new BacktestSink() {
            @Override
            public void fitted(String label, int fold, FitRecord record) {
                for (BacktestSink sink : sinks) {
                    sink.fitted(label, fold, record);
                }
            }

            @Override
            public void scored(Trial trial) {
                for (BacktestSink sink : sinks) {
                    sink.scored(trial);
                }
            }

            @Override
            public void complete() {
                for (BacktestSink sink : sinks) {
                    sink.complete();
                }
            }

            @Override
            public void refused(String label, int fold, Refusal refusal) {
                for (BacktestSink sink : sinks) {
                    sink.refused(label, fold, refusal);
                }
            }
        };
    }
}
