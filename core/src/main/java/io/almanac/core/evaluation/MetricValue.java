package io.almanac.core.evaluation;

/**
 * One value and what it rests on.
 *
 * @param value  NaN where no point could be scored
 * @param points how many points were scored
 * @param left   how many were left out: the actual value missing, or the metric undefined there
 */
public record MetricValue(double value, long points, long left) {}
