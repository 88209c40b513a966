/** Series from the rows of any database. */
@NullMarked
package io.almanac.datasets.jdbc;

import org.jspecify.annotations.NullMarked;
