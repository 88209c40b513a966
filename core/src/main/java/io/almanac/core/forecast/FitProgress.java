package io.almanac.core.forecast;

/**
 * How far a training has come.
 *
 * @param epoch          the present epoch, from 1
 * @param epochs         the most that there can be; early stopping may end sooner
 * @param update         updates of the weights so far
 * @param updates        the most updates that there can be
 * @param trainingLoss   mean over the epoch so far
 * @param validationLoss after the epoch; NaN within it and where there is no validation
 * @param learningRate   of the last update
 * @param endOfEpoch     whether this report closes an epoch: those form the training curve
 */
public record FitProgress(
        int epoch,
        int epochs,
        long update,
        long updates,
        double trainingLoss,
        double validationLoss,
        double learningRate,
        boolean endOfEpoch) {}
