package io.almanac.forecasting.linear;

/**
 * The steps that a forecast reads, from each of which their mean is taken.
 *
 * <p>A missing step, and one before the history begins, counts as the mean: it adds nothing to a forecast.
 *
 * @param values   (context), centred
 * @param mean     of the observed steps; NaN if there is none
 * @param observed how many steps are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ContextWindow(double[] values, double mean, int observed) {

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
        double[] values = new double[context];
        for (int t = Math.max(0, first); t < end; t++) {
            if (!Double.isNaN(series[t])) {
                values[t - first] = series[t] - mean;
            }
        }
        return new ContextWindow(values, mean, observed);
    }

    /**
     * The unit in which errors of a forecast from this window are counted: the geometric mean of the standard deviations
     * of the whole history and of the window. By the history's alone, intervals are as wide in calm times as in wild
     * ones; by the window's alone, they are too wide where it holds a trend.
     *
     * @param history the deviation of the whole history, above 0; the window's counts as a hundredth of it at least
     */
    double unit(double history) {
        double squares = 0;
        for (double value : values) {
            squares += value / history * (value / history);
        }
        return history * Math.sqrt(Math.max(Math.sqrt(squares / observed), LEAST_DEVIATION));
    }

    /** Half of the context, rounded up: with fewer observed steps there is no forecast. */
    static int least(int context) {
        return (context + 1) / 2;
    }

    /** Whether enough is observed to forecast from. */
    boolean enough() {
        return observed >= least(values.length);
    }
}
