/** Forecasters that repeat the past: the baselines that everything else must beat. */
@NullMarked
package io.almanac.forecasting.naive;

import org.jspecify.annotations.NullMarked;
