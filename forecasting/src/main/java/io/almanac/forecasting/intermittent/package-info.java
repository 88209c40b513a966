/** Forecasters of demand that is 0 at many steps. */
@NullMarked
package io.almanac.forecasting.intermittent;

import org.jspecify.annotations.NullMarked;
