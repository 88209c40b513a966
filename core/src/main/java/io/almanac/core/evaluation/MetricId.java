package io.almanac.core.evaluation;

/**
 * Names one value of an evaluation.
 *
 * @param label  the name that the forecaster bears in the run
 * @param metric the metric's name
 */
public record MetricId(String label, MetricTarget target, String metric) {}
