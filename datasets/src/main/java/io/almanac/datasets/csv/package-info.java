/** Series from CSV files. */
@NullMarked
package io.almanac.datasets.csv;

import org.jspecify.annotations.NullMarked;
