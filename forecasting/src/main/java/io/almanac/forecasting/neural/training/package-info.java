/** The training loop: optimiser, schedules, clipping, early stopping. */
@NullMarked
package io.almanac.forecasting.neural.training;

import org.jspecify.annotations.NullMarked;
