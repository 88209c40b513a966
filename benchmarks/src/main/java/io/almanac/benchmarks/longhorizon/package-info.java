/**
 * The long-horizon protocol: every test window of six public sets is scored, each cell is kept as it finishes, and the
 * tables of docs/accuracy.md are made from the cells.
 */
@NullMarked
package io.almanac.benchmarks.longhorizon;

import org.jspecify.annotations.NullMarked;
