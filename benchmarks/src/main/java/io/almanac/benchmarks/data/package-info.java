/** How data of many kinds are read and judged. */
@NullMarked
package io.almanac.benchmarks.data;

import org.jspecify.annotations.NullMarked;
