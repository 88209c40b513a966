/** Covariates made of the calendar: parts of the date, holidays. */
@NullMarked
package io.almanac.datasets.calendar;

import org.jspecify.annotations.NullMarked;
