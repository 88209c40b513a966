package io.almanac.forecasting.neural.training;

/**
 * How long and how fast to train.
 *
 * @param epochs          the most epochs, at least 1
 * @param updatesPerEpoch at least 1
 * @param patience        epochs without a better validation loss after which training stops, at least 1
 * @param clipNorm        the longest that all gradients together may be, above 0
 */
public record TrainingPlan(
        int epochs,
        int updatesPerEpoch,
        int patience,
        LearningRate learningRate,
        double weightDecay,
        double clipNorm,
        long seed) {}
