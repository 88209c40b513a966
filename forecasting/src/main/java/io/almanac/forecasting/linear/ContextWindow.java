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

    /** Half of the context, rounded up: with fewer observed steps there is no forecast. */
    static int least(int context) {
        return (context + 1) / 2;
    }

    /** Whether enough is observed to forecast from. */
    boolean enough() {
        return observed >= least(values.length);
    }
}
