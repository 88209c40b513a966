/**
 * How measured numbers are kept: under which label and from which code, machine and day, in a CSV that a killed run goes on
 * with, and in the marked part of a page.
 */
@NullMarked
package io.almanac.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
