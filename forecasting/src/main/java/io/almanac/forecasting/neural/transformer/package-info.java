/** The Transformer encoder, block by block, and the forecaster on top of it. */
@NullMarked
package io.almanac.forecasting.neural.transformer;

import org.jspecify.annotations.NullMarked;
