package io.almanac.forecasting.linear;

import io.almanac.core.window.SeriesScale;
import java.util.Arrays;

/**
 * The scale on which a channel is regressed: its values or their logarithms, centred and in standard deviations.
 *
 * @param log  whether logarithms are taken
 * @param low  the least that a forecast may be there: as far below the least value as the greatest is above that
 * @param high likewise above
 */
record LagScale(boolean log, SeriesScale scale, double low, double high) {

    /** The exponent of the greatest double is a little above. */
    private static final double MOST = 700;

    /** The scale of a channel that has been scaled, by what was observed in its training part. */
    static LagScale of(boolean log, Channel channel) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < channel.trained(); t++) {
            double value = channel.values()[t];
            if (!Double.isNaN(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        if (least > greatest) {
            return new LagScale(log, channel.scale(), 0, 0);
        }
        return new LagScale(log, channel.scale(), 2 * least - greatest, 2 * greatest - least);
    }

    /** Whether all values that are known are above 0. */
    static boolean positive(double[] values) {
        return Arrays.stream(values).allMatch(value -> Double.isNaN(value) || value > 0);
    }

    static double[] logarithms(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    double apply(double value) {
        return scale.apply(log ? Math.log(value) : value);
    }

    /** The value, which is finite and, where logarithms are taken, above 0. */
    double undo(double scaled) {
        double value = scale.undo(scaled);
        return log ? Math.exp(Math.min(Math.max(value, -MOST), MOST)) : value;
    }
}
