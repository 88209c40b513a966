package io.almanac.core.backtest;

import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ModelProvenance;

/** Hears how a backtest goes on, and may stop it. */
public interface BacktestListener {

    /** Nobody listens. */
    BacktestListener NONE = new BacktestListener() {};

    /** What a sceptic must know about the plan, before anything is fitted; see {@link BacktestSummary#warnings}. */
    default void warning(String sentence) {}

    /** A forecaster is about to be fitted for a fold. */
    default void fitting(String label, int fold) {}

    /** A fit reports; see {@link io.almanac.core.forecast.FitListener}. */
    default void progress(String label, int fold, FitProgress progress) {}

    /** A forecaster has been fitted for a fold; the notes of the provenance say what it chose. */
    default void fitted(String label, int fold, ModelProvenance provenance) {}

    /** The results of a fit and its forecasts were found in the archive and are taken from there. */
    default void resumed(String label, int fold) {}

    /** A training of an earlier run that was cut off goes on after an epoch. */
    default void resumed(String label, int fold, int epoch) {}

    /** A {@link LeakageAudit} is about to fit a forecaster on changed data; what the fit reports follows as in a backtest. */
    default void auditing(String label, int fold, AuditChange change) {}

    /** Whether the backtest shall stop, soon and without a result. */
    default boolean cancelled() {
        return false;
    }
}
