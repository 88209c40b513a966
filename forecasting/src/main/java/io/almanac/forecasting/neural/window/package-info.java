/** Windows of series as tensors: cut, scaled, with their calendar and covariates. */
@NullMarked
package io.almanac.forecasting.neural.window;

import org.jspecify.annotations.NullMarked;
