package io.almanac.forecasting.neural.training;

import java.util.OptionalDouble;

/**
 * How a training ended.
 *
 * @param bestEpoch      the one whose weights the network has, from 1
 * @param epochs         how many there were
 * @param validationLoss of the best epoch; empty without validation
 */
public record TrainingResult(int bestEpoch, int epochs, long updates, OptionalDouble validationLoss) {}
