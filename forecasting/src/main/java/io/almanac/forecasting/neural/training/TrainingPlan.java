package io.almanac.forecasting.neural.training;

/**
 * How long and how fast to train.
 *
 * @param epochs          the most epochs, at least 1
 * @param updatesPerEpoch at least 1
 * @param patience        epochs without a better validation loss after which training stops, at least 1
 * @param weightDecay     at least 0
 * @param clipNorm        the longest that all gradients together may be, above 0
 * @param averaging       decay of the moving average of the weights for each update, in [0, 1); 0 for none
 * @param sharpness       how far uphill the gradient is taken, at least 0; 0 for where the weights are
 */
public record TrainingPlan(
        int epochs,
        int updatesPerEpoch,
        int patience,
        LearningRate learningRate,
        double weightDecay,
        double clipNorm,
        double averaging,
        double sharpness,
        long seed) {

    public TrainingPlan {
        atLeastOne(epochs, "epochs");
        atLeastOne(updatesPerEpoch, "updatesPerEpoch");
        atLeastOne(patience, "patience");
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("weightDecay must be at least 0, was " + weightDecay);
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("clipNorm must be above 0, was " + clipNorm);
        }
        if (!(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException("averaging must be in [0, 1), was " + averaging);
        }
        if (!(sharpness >= 0 && sharpness < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sharpness must be finite and at least 0, was " + sharpness);
        }
    }

    /** A plan without averaging and sharpness. */
    public TrainingPlan(
            int epochs,
            int updatesPerEpoch,
            int patience,
            LearningRate learningRate,
            double weightDecay,
            double clipNorm,
            long seed) {
        this(epochs, updatesPerEpoch, patience, learningRate, weightDecay, clipNorm, 0, 0, seed);
    }

    private static void atLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    /** The same with a moving average of the weights: that is what is validated, kept as the best and returned. */
    public TrainingPlan withAveraging(double decay) {
        return new TrainingPlan(
                epochs, updatesPerEpoch, patience, learningRate, weightDecay, clipNorm, decay, sharpness, seed);
    }

    /**
     * The same with sharpness-aware minimisation: each update takes the gradient from the point at this distance uphill
     * of the weights. So flat minima are preferred; an update takes twice the time. Source: Foret et al. 2021,
     * "Sharpness-Aware Minimization for Efficiently Improving Generalization", algorithm 1 with p = 2.
     */
    public TrainingPlan withSharpness(double distance) {
        return new TrainingPlan(
                epochs, updatesPerEpoch, patience, learningRate, weightDecay, clipNorm, averaging, distance, seed);
    }

    /**
     * The decay of the moving average at an update: at first about nine tenths of it are renewed, so that the first
     * weights are soon forgotten. Source: TensorFlow, {@code tf.train.ExponentialMovingAverage}, {@code num_updates}.
     *
     * @param update from 1
     */
    double averagingAt(long update) {
        return Math.min(averaging, (1.0 + update) / (10.0 + update));
    }
}
