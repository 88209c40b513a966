/** Exponential smoothing and Theta models, each fitted to one channel of one series. */
@NullMarked
package io.almanac.forecasting.smoothing;

import org.jspecify.annotations.NullMarked;
