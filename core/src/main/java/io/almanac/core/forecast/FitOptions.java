package io.almanac.core.forecast;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a fit is asked for, beside the forecaster's own configuration.
 *
 * @param horizon    the longest horizon that the model must serve, at least 1
 * @param validation the last steps of each series, for choosing (when to stop, which variant): they may be read as
 *                   context and are never trained on, unless a forecaster has an option that says so
 * @param quantiles  the probabilities that forecasts give, strictly ascending in (0, 1)
 * @param seed       of everything random
 * @param device     {@code cpu} or {@code gpu:N}
 * @param checkpoints a folder, which need not exist yet; a forecaster that trains long may keep its state there, and
 *                   the same fit goes on from it after a kill and gives the same model. Who gives the folder deletes
 *                   it once the model is safe; empty for none
 */
public record FitOptions(
        int horizon,
        int validation,
        List<Double> quantiles,
        long seed,
        String device,
        FitListener listener,
        Optional<Path> checkpoints) {

    public FitOptions {
        quantiles = Levels.checked(quantiles);
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
        }
        if (validation < 0) {
            throw new IllegalArgumentException("validation must not be negative, was " + validation);
        }
    }

    /** Options without checkpoints. */
    public FitOptions(
            int horizon, int validation, List<Double> quantiles, long seed, String device, FitListener listener) {
        this(horizon, validation, quantiles, seed, device, listener, Optional.empty());
    }

    /** One horizon of validation, the quantiles of levels 80 and 95, seed 1, the CPU, nobody listening. */
    public static FitOptions of(int horizon) {
        return new FitOptions(horizon, horizon, Levels.quantiles(Levels.DEFAULT), 1, "cpu", FitListener.NONE);
    }

    public FitOptions withValidation(int steps) {
        return new FitOptions(horizon, steps, quantiles, seed, device, listener, checkpoints);
    }

    public FitOptions withSeed(long newSeed) {
        return new FitOptions(horizon, validation, quantiles, newSeed, device, listener, checkpoints);
    }

    public FitOptions withListener(FitListener newListener) {
        return new FitOptions(horizon, validation, quantiles, seed, device, newListener, checkpoints);
    }

    public FitOptions withCheckpoints(Path folder) {
        return new FitOptions(horizon, validation, quantiles, seed, device, listener, Optional.of(folder));
    }
}
