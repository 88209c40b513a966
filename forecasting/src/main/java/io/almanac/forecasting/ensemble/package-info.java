/** Forecasts made of several forecasters' forecasts. */
@NullMarked
package io.almanac.forecasting.ensemble;

import org.jspecify.annotations.NullMarked;
