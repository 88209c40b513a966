/**
 * The competitions of many short series: every series is forecast from its training part and scored on its test part by the
 * competition's own definitions, each cell is kept as it finishes, and the tables of docs/accuracy.md are made from the
 * cells.
 */
@NullMarked
package io.almanac.benchmarks.competition;

import org.jspecify.annotations.NullMarked;
