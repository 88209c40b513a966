package io.almanac.core.backtest;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.repair.Repair;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What all labels of one run share. */
record RunSettings(
        BacktestPlan plan,
        Cutoffs cutoffs,
        Repair repair,
        List<Double> quantiles,
        long seed,
        String device,
        BacktestListener listener) {

    FitOptions fitOptions(FitListener curve, Optional<Path> checkpoints) {
        return new FitOptions(
                plan.gap() + plan.horizon(), plan.validation(), quantiles, seed, device, curve, checkpoints);
    }

    void checkCancelled() {
        if (listener.cancelled()) {
            throw new CancellationException("the backtest was cancelled");
        }
    }
}
