package io.almanac.forecasting.linear;

import java.util.Arrays;

/**
 * The newest steps of a history without a gap.
 *
 * @param values  as many as are asked for, the last one observed. A missing one between two others lies on the line through
 *                them; one before the first is that of a season later
 * @param missing steps after the last observed one, over which a forecast has to reach
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LagWindow(double[] values, int missing) {

    /**
     * The window before a step.
     *
     * @param series of which at least one value before {@code end} is observed
     * @param season steps of the season, at least 1
     */
    static LagWindow before(double[] series, int end, int length, int season) {
        int last = end - 1;
        while (Double.isNaN(series[last])) {
            last--;
        }
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        int known = Math.min(length, last + 1);
        System.arraycopy(series, last + 1 - known, values, length - known, known);
        for (int i = length - 1; i >= 0; i--) {
            if (Double.isNaN(values[i])) {
                fill(values, i, season);
            }
        }
        return new LagWindow(values, end - 1 - last);
    }

    /** Fills a place after which all are known. */
    private static void fill(double[] values, int place, int season) {
        int before = place - 1;
        while (before >= 0 && Double.isNaN(values[before])) {
            before--;
        }
        if (before >= 0) {
            double step = (values[place + 1] - values[before]) / (place + 1 - before);
            values[place] = values[place + 1] - step;
        } else {
            values[place] = place + season < values.length ? values[place + season] : values[place + 1];
        }
    }
}
