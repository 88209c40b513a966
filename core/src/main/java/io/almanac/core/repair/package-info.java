/** Changes to data before a forecaster sees them: inside each fold, or to a whole source. */
@NullMarked
package io.almanac.core.repair;

import org.jspecify.annotations.NullMarked;
