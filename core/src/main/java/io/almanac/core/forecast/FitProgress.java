package io.almanac.core.forecast;

/**
 * How far a training has come.
 *
 * @param epoch          the present epoch, from 1
 * @param epochs         the most that there can be; early stopping may end sooner
 * @param update         updates of the weights so far; or pieces done, see {@link #ofPieces}
 * @param updates        the most updates that there can be
 * @param trainingLoss   mean over the epoch so far; NaN where there is none
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
        boolean endOfEpoch) {

    /** Of a fit without epochs, one of many pieces: series, say. There are no losses. */
    public static FitProgress ofPieces(long done, long pieces) {
        return new FitProgress(1, 1, done, pieces, Double.NaN, Double.NaN, Double.NaN, false);
    }
}
