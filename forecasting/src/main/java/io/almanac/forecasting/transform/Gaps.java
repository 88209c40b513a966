package io.almanac.forecasting.transform;

import io.almanac.core.repair.Fill;

/** Missing values inside a fit, for methods that can't skip them. */
public final class Gaps {

    private Gaps() {}

    /** A new array: the straight line between the observed values around a gap, at both ends the nearest observed value. */
    public static double[] filled(double[] values) {
        double[] filled = values.clone();
        Fill.LINEAR.fill(filled, 1);
        Fill.FORWARD.fill(filled, 1);
        int first = 0;
        while (first < filled.length && Double.isNaN(filled[first])) {
            first++;
        }
        for (int t = 0; t < first && first < filled.length; t++) {
            filled[t] = filled[first];
        }
        return filled;
    }
}
