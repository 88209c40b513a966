/** Windows over series as views, and features of the calendar. */
@NullMarked
package io.almanac.core.window;

import org.jspecify.annotations.NullMarked;
