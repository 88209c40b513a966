package io.almanac.forecasting.neural.training;

/**
 * How a network is trained.
 *
 * @param epochs         the most epochs
 * @param updatesPerEpoch updates after which the validation loss is looked at; an epoch need not see all windows
 * @param batch          windows in an update, at least 2
 * @param learningRate   the highest
 * @param schedule       of the learning rate
 * @param warmup         updates until the learning rate is highest
 * @param weightDecay    of AdamW, on matrices only
 * @param clipNorm       the longest that the gradient may be
 * @param averaging      how much of the average of the weights stays at each update, in [0, 1); 0 = no average
 * @param sharpness      how far uphill of the weights the gradient is taken: 0 = not at all; else an update takes twice the
 *                       time and flat minima are preferred
 * @param patience       epochs without a better validation loss before training stops
 */
public record TrainingConfig(
        int epochs,
        int updatesPerEpoch,
        int batch,
        double learningRate,
        Schedule schedule,
        int warmup,
        double weightDecay,
        double clipNorm,
        double averaging,
        double sharpness,
        int patience) {

    /** How the learning rate goes on after the warm-up. */
    public enum Schedule {
        /** It stays. */
        CONSTANT,
        /** It falls with the inverse square root of the update, as in Vaswani et al. 2017. */
        INVERSE_SQUARE_ROOT,
        /** It falls along half a cosine, to 0 at the end of the last epoch. */
        COSINE
    }

    public TrainingConfig {
        atLeast("epochs", epochs, 1);
        atLeast("updatesPerEpoch", updatesPerEpoch, 1);
        atLeast("batch", batch, 2);
        positive("learningRate", learningRate);
        atLeast("warmup", warmup, 0);
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weightDecay must not be negative, was " + weightDecay);
        }
        positive("clipNorm", clipNorm);
        if (!(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException("averaging must be in [0, 1), was " + averaging);
        }
        if (!(sharpness >= 0 && sharpness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharpness must not be negative, was " + sharpness);
        }
        atLeast("patience", patience, 1);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be above 0, was " + value);
        }
    }

    public static TrainingConfig defaults() {
        return new TrainingConfig(40, 25, 128, 1e-3, Schedule.INVERSE_SQUARE_ROOT, 50, 0.01, 1, 0.98, 0, 6);
    }

    /** The plan of a training. */
    public TrainingPlan plan(long seed) {
        LearningRate rate = switch (schedule) {
            case CONSTANT -> LearningRate.constant(learningRate, warmup);
            case INVERSE_SQUARE_ROOT -> LearningRate.inverseSquareRoot(learningRate, warmup);
            case COSINE -> LearningRate.cosine(learningRate, warmup, (long) epochs * updatesPerEpoch);
        };
        return new TrainingPlan(
                epochs, updatesPerEpoch, patience, rate, weightDecay, clipNorm, averaging, sharpness, seed);
    }
}
