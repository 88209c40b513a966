/** What forecasters share that fit each channel of each series on its own: the loop over series, its failures, files. */
@NullMarked
package io.almanac.forecasting.local;

import org.jspecify.annotations.NullMarked;
