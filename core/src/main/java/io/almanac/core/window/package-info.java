/** What a window over a series carries beside its values: features of the calendar, level and spread. */
@NullMarked
package io.almanac.core.window;

import org.jspecify.annotations.NullMarked;
