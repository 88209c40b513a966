package io.almanac.core.backtest;

import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.series.Repair;
import java.util.List;

/** What all labels of one run share. */
record RunSettings(
        BacktestPlan plan,
        Folds folds,
        Repair repair,
        List<Double> quantiles,
        long seed,
        String device,
        String dataHash,
        BacktestListener listener,
        ForecastArchive archive) {

    FitOptions fitOptions(FitListener curve) {
        return new FitOptions(plan.gap() + plan.horizon(), plan.validation(), quantiles, seed, device, curve);
    }
}
