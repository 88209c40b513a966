/** Series from the .tsf files of the Monash forecasting archive. */
@NullMarked
package io.almanac.datasets.tsf;

import org.jspecify.annotations.NullMarked;
