/** Forecasts that are linear in the past, fitted in closed form. */
@NullMarked
package io.almanac.forecasting.linear;

import org.jspecify.annotations.NullMarked;
