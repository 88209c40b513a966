/** Forecasts and metrics as CSV files. */
@NullMarked
package io.almanac.datasets.tables;

import org.jspecify.annotations.NullMarked;
