/** Intervals from the errors of earlier forecasts, around any forecaster. */
@NullMarked
package io.almanac.forecasting.conformal;

import org.jspecify.annotations.NullMarked;
