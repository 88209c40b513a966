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

    /** Lets a fit within a fit be heard and stopped, but keeps its epochs out of the model's training curve. */
    static FitListener quiet(FitListener listener) {
        return new FitListener() {
            @Override
            public void progress(FitProgress progress) {
                listener.progress(new FitProgress(
                        progress.epoch(),
                        progress.epochs(),
                        progress.update(),
                        progress.updates(),
                        progress.trainingLoss(),
                        progress.validationLoss(),
                        progress.learningRate(),
                        false));
            }

            @Override
            public void resumed(int epoch) {
                listener.resumed(epoch);
            }

            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        };
    }
}
