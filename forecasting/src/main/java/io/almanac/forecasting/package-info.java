/** Every forecaster: naive, neural. */
@NullMarked
package io.almanac.forecasting;

import org.jspecify.annotations.NullMarked;
