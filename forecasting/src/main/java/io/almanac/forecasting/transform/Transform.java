package io.almanac.forecasting.transform;

import java.util.Optional;

/**
 * An increasing function of the values of a series: the scale on which a method is fitted, and the way back. Immutable.
 *
 * <p>What is normal on that scale is not normal on the scale of the series. Quantiles, the median among them, go back as
 * they are. A mean does not.
 */
public sealed interface Transform permits Identity, BoxCox {

    /** Why it can't be applied to a series, if so. */
    Optional<String> lacks(double[] values);

    /** A value on the scale of the fit; NaN = missing stays. Others must be such that {@link #lacks} finds nothing. */
    double apply(double value);

    /**
     * The value whose {@link #apply} is this: the median of what is symmetric around it, and the quantile of a quantile.
     * Never infinite, and NaN for NaN only.
     */
    double median(double transformed);

    /**
     * The mean of the value whose transformed one is normal. Never infinite, and NaN for NaN only.
     *
     * @param transformed its mean on the scale of the fit
     * @param deviation   its standard deviation there, at least 0
     */
    double mean(double transformed, double deviation);

    /** A new array with {@link #apply} of each. */
    default double[] apply(double[] values) {
        double[] applied = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            applied[t] = apply(values[t]);
        }
        return applied;
    }
}
