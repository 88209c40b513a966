/** Series of equally spaced observations, their calendars, and sets of them. */
@NullMarked
package io.almanac.core.series;

import org.jspecify.annotations.NullMarked;
