/** The door to the native engine. Only this package and those below it see DJL. */
@NullMarked
package io.almanac.forecasting.neural;

import org.jspecify.annotations.NullMarked;
