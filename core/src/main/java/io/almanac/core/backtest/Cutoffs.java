package io.almanac.core.backtest;

import io.almanac.core.series.TimeSeries;

/** Where the folds of a run lie in each series. */
interface Cutoffs {

    Folds.Place place(TimeSeries series, int fold);
}
