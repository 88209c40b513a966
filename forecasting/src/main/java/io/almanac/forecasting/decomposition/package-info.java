/** Series as sums of a trend, seasons that change slowly and a remainder. */
@NullMarked
package io.almanac.forecasting.decomposition;

import org.jspecify.annotations.NullMarked;
