/** How charts and the report are made. Not for use from outside. */
@NullMarked
package io.almanac.reports.internal;

import org.jspecify.annotations.NullMarked;
