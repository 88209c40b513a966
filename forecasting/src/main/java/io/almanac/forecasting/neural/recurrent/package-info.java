/** The forecaster {@code lstm}: layers of cells that read a window step by step. */
@NullMarked
package io.almanac.forecasting.neural.recurrent;

import org.jspecify.annotations.NullMarked;
