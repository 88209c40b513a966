package io.almanac.core.backtest;

import io.almanac.core.forecast.Refusal;

/**
 * Where the results of a backtest go as they come: an evaluator, a table of forecasts, a report. Called by one thread.
 * For each label the folds come in order, and the series of a fold in the order of the source. Where a source is not in
 * memory and a forecaster is local, that holds for each chunk of series, and the chunks come in order.
 */
public interface BacktestSink {

    /** A forecaster was fitted; its model serves this fold and those that follow until the next call. */
    default void fitted(String label, int fold, FitRecord record) {}

    /** A forecast was made. */
    void scored(Scored scored);

    /** There is no forecast. */
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
            public void scored(Scored scored) {
                for (BacktestSink sink : sinks) {
                    sink.scored(scored);
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
