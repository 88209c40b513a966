/** Whether one label is really better than another: tests, sets and intervals over losses by fold. */
@NullMarked
package io.almanac.core.comparison;

import org.jspecify.annotations.NullMarked;
