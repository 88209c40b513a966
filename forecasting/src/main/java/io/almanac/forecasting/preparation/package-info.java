/** Any forecaster on a transformed, seasonally adjusted scale, and the way back. */
@NullMarked
package io.almanac.forecasting.preparation;

import org.jspecify.annotations.NullMarked;
