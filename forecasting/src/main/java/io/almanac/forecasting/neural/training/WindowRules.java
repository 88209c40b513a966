package io.almanac.forecasting.neural.training;

import io.almanac.core.window.CalendarFeatures;

/**
 * How windows are cut from series.
 *
 * @param context         steps read
 * @param horizon         steps forecast
 * @param validation      the last steps of each series, which no training window forecasts
 * @param minimumObserved observed steps that a context must have; the rest may be missing or lie before the series
 */
public record WindowRules(int context, int horizon, int validation, int minimumObserved, CalendarFeatures calendar) {}
