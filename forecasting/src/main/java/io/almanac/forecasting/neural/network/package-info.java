/** Any network that forecasts windows: what is taken off a window, heads with their losses, fit, model. */
@NullMarked
package io.almanac.forecasting.neural.network;

import org.jspecify.annotations.NullMarked;
