/** Reading and writing tables, checks, the bundled series. */
@NullMarked
package io.almanac.datasets;

import org.jspecify.annotations.NullMarked;
