/** Metrics over scored forecasts, in Tribuo's shape: evaluator, evaluation, metric, target, id. */
@NullMarked
package io.almanac.core.evaluation;

import org.jspecify.annotations.NullMarked;
