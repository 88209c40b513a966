/** Rows of a table, from whatever it is read, put together to series. */
@NullMarked
package io.almanac.datasets.rows;

import org.jspecify.annotations.NullMarked;
