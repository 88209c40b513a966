/** Charts and the HTML report. */
@NullMarked
package io.almanac.reports;

import org.jspecify.annotations.NullMarked;
