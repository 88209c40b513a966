/** Seasonal ARIMA models with automatic choice: tests for differences, estimation, search, forecasts. */
@NullMarked
package io.almanac.forecasting.arima;

import org.jspecify.annotations.NullMarked;
