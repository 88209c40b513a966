/** Series from arrays in memory. */
@NullMarked
package io.almanac.datasets.arrays;

import org.jspecify.annotations.NullMarked;
