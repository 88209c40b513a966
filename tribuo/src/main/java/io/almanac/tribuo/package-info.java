/**
 * The bridge to Tribuo, both ways: {@link io.almanac.tribuo.TribuoForecaster} makes a forecaster of a trainer, {@link
 * io.almanac.tribuo.AlmanacModel} a model of Tribuo of a forecast model, and {@link
 * io.almanac.tribuo.ForecastRegressionEvaluator} brings forecasting's metrics to Tribuo.
 */
@NullMarked
package io.almanac.tribuo;

import org.jspecify.annotations.NullMarked;
