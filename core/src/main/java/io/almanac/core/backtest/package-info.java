/** Rolling-origin backtests: folds, what is scored, and where the scored forecasts go. */
@NullMarked
package io.almanac.core.backtest;

import org.jspecify.annotations.NullMarked;
