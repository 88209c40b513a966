/** Intervals from the errors that a point forecast makes. */
@NullMarked
package io.almanac.forecasting.intervals;

import org.jspecify.annotations.NullMarked;
