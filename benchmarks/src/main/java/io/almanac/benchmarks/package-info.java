/** Measurements: JMH, accuracy tables, runs against peers. */
@NullMarked
package io.almanac.benchmarks;

import org.jspecify.annotations.NullMarked;
