package io.almanac.core.forecast;

import io.almanac.core.series.TimeAxis;

/**
 * No forecast for a series, and why.
 *
 * @param axis   the steps that were asked for
 * @param reason for a person to read: what is missing, with the numbers
 */
public record Refusal(String id, TimeAxis axis, String reason) implements Outcome {}
