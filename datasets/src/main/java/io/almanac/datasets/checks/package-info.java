/** What is wrong with data that can be read, and the repairs of it. {@code docs/checks.md} has the rules in one table. */
@NullMarked
package io.almanac.datasets.checks;

import org.jspecify.annotations.NullMarked;
