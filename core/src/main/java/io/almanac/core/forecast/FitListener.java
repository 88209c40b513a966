package io.almanac.core.forecast;

/** Hears how a fit goes on, and may stop it: what a progress bar and the training curve hang on. */
public interface FitListener {

    /** Nobody listens. */
    FitListener NONE = progress -> {};

    /** Called in the fitting thread, some times a second at most. */
    void progress(FitProgress progress);

    /** A training that was killed goes on after an epoch; reports of the epochs up to it follow once more. */
    default void resumed(int epoch) {}

    /** Whether the fit shall stop; asked before each update. */
    default boolean cancelled() {
        return false;
    }
}
