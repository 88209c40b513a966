package io.almanac.forecasting.linear;

/**
 * The steps that a forecast reads, from each of which their mean is taken.
 *
 * <p>A missing step, and one before the history begins, counts as the mean: it adds nothing to a forecast.
 *
 * @param inputs   (context + 1): the steps, centred, and once more the last one that is observed
 * @param mean     of the observed steps; NaN if there is none
 * @param observed how many steps are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ContextWindow(double[] inputs, double mean, int observed) {

    private static final double LEAST_DEVIATION = 0.01;

    /** The window of the steps before {@code end}. */
    static ContextWindow before(double[] series, int end, int context) {
        int first = end - context; // below 0 where the history is shorter
        double sum = 0;
        int observed = 0;
        for (int t = Math.max(0, first); t < end; t++) {
            if (!Double.isNaN(series[t])) {
                sum += series[t];
                observed++;
            }
        }
        double mean = sum / observed;
        double[] inputs = new double[context + 1];
        for (int t = Math.max(0, first); t < end; t++) {
            if (!Double.isNaN(series[t])) {
                inputs[t - first] = series[t] - mean;
                inputs[context] = inputs[t - first];
            }
        }
        return new ContextWindow(inputs, mean, observed);
    }

    /** How many of the steps {@code [from, to)} of a series are observed; those before it begins are not. */
    static int observed(double[] series, int from, int to) {
        int observed = 0;
        for (int t = Math.max(0, from); t < to; t++) {
            observed += Double.isNaN(series[t]) ? 0 : 1;
        }
        return observed;
    }

    /**
     * The unit in which errors of a forecast from this window are counted: the geometric mean of the standard deviations
     * of the series and of the window. By the series' alone, intervals are as wide in calm times as in wild ones; by the
     * window's alone, they are too wide where it holds a trend.
     *
     * @param series the deviation of the series, above 0; the window's counts as a hundredth of it at least
     */
    double unit(double series) {
        double squares = 0;
        for (int i = 0; i < inputs.length - 1; i++) {
            squares += inputs[i] / series * (inputs[i] / series);
        }
        return series * Math.sqrt(Math.max(Math.sqrt(squares / observed), LEAST_DEVIATION));
    }

    /** Half of the context, rounded up: with fewer observed steps there is no forecast. */
    static int least(int context) {
        return (context + 1) / 2;
    }
}
