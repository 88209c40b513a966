package io.almanac.core.backtest;

import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.ModelProvenance;
import java.util.List;

/**
 * One fit within a backtest.
 *
 * @param curve           one entry for each epoch; empty for forecasters that do not train in epochs
 * @param fitSeconds      what the fit took, by the wall clock; without what an earlier run had trained of it
 * @param forecastSeconds what the forecasts of all folds that the model served took
 */
public record FitRecord(
        ModelProvenance provenance, List<FitProgress> curve, double fitSeconds, double forecastSeconds) {

    public FitRecord {
        curve = List.copyOf(curve);
    }
}
