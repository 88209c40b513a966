/** What reading data gives, and what is said when they can't be read. The packages below do the reading. */
@NullMarked
package io.almanac.datasets;

import org.jspecify.annotations.NullMarked;
