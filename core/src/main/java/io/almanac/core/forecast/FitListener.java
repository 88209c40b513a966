package io.almanac.core.forecast;

/** Hears how a fit goes on, and may stop it: what a progress bar and the training curve hang on. */
public interface FitListener {

    /** Nobody listens. */
    FitListener NONE = progress -> {};

    /** Called in the fitting thread, some times a second at most. */
    void progress(FitProgress progress);

    /** Whether the fit shall stop; asked before each update. */
    default boolean cancelled() {
        return false;
    }
}
