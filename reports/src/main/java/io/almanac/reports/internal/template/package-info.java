/** The templates of the report; the build makes classes of them. */
@NullMarked
package io.almanac.reports.internal.template;

import org.jspecify.annotations.NullMarked;
