/** What a forecaster is: a recipe that is fitted to series and gives a model, and the forecasts that a model gives. */
@NullMarked
package io.almanac.core.forecast;

import org.jspecify.annotations.NullMarked;
