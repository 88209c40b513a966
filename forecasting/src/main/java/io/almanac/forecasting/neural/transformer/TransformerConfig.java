package io.almanac.forecasting.neural.transformer;

/**
 * The options of the {@code transformer}. The defaults suit some hundred to some ten thousand steps on a few
 * processor cores.
 *
 * @param context         steps that the model reads; 0 = chosen from season, horizon and length of the series
 * @param normalisation   of each window; MEAN_STD, since levels of real series shift
 * @param calendar        whether tokens know their place in the calendar
 * @param observedFlag    whether tokens say if their value was observed; without it a missing value looks average
 * @param positions       how tokens know their order
 * @param width           numbers in a token inside the encoder (d_model)
 * @param layers          encoder layers
 * @param heads           attention heads; few wide ones run faster than many narrow ones
 * @param feedForward     hidden numbers of the feed-forward network (d_ff)
 * @param activation      RELU as in the paper, and cheaper
 * @param norm            POST as in the paper
 * @param headWidth       numbers that each token passes to the head; 0 = all. A few keep the head, most of the
 *                        weights otherwise, from fitting noise
 * @param dropout         rate on the embedded tokens and on each sub-layer's output; not on attention weights
 * @param epochs          the most epochs
 * @param updatesPerEpoch updates after which the validation loss is looked at; an epoch need not see all windows
 * @param batch           windows in an update, at least 2
 * @param learningRate    the highest
 * @param schedule        of the learning rate
 * @param warmup          updates until the learning rate is highest
 * @param weightDecay     of AdamW, on matrices only
 * @param clipNorm        the longest that the gradient may be
 * @param patience        epochs without a better validation loss before training stops
 */
public record TransformerConfig(
        int context,
        WindowNormalisation normalisation,
        boolean calendar,
        boolean observedFlag,
        Positions positions,
        int width,
        int layers,
        int heads,
        int feedForward,
        Activation activation,
        NormOrder norm,
        int headWidth,
        double dropout,
        int epochs,
        int updatesPerEpoch,
        int batch,
        double learningRate,
        Schedule schedule,
        int warmup,
        double weightDecay,
        double clipNorm,
        int patience) {

    /** How the learning rate goes on after the warm-up. */
    public enum Schedule {
        /** It stays. */
        CONSTANT,
        /** It falls with the inverse square root of the update, as in the paper. */
        INVERSE_SQUARE_ROOT,
        /** It falls along half a cosine, to 0 at the end of the last epoch. */
        COSINE
    }

    public TransformerConfig {
        if (context < 0 || context == 1) {
            throw new IllegalArgumentException("context must be 0 (chosen) or at least 2, was " + context);
        }
        atLeast("width", width, 1);
        atLeast("layers", layers, 1);
        atLeast("heads", heads, 1);
        if (width % heads != 0) {
            throw new IllegalArgumentException("width must be a multiple of heads, was " + width + " for " + heads);
        }
        atLeast("feedForward", feedForward, 1);
        atLeast("headWidth", headWidth, 0);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
        atLeast("epochs", epochs, 1);
        atLeast("updatesPerEpoch", updatesPerEpoch, 1);
        atLeast("batch", batch, 2);
        positive("learningRate", learningRate);
        atLeast("warmup", warmup, 0);
        if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weightDecay must not be negative, was " + weightDecay);
        }
        positive("clipNorm", clipNorm);
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

    public static TransformerConfig defaults() {
        return new TransformerConfig(
                0,
                WindowNormalisation.MEAN_STD,
                true,
                true,
                Positions.SINUSOIDAL,
                48,
                2,
                2,
                96,
                Activation.RELU,
                NormOrder.POST,
                8,
                0.1,
                30,
                50,
                32,
                2e-3,
                Schedule.INVERSE_SQUARE_ROOT,
                50,
                0.01,
                1,
                4);
    }
}
