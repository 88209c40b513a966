package io.almanac.forecasting.local;

import io.almanac.core.forecast.UnfitException;

/**
 * The mathematics of one method on one channel of one series. Immutable, safe for many threads.
 *
 * <p>{@link LocalForecaster} makes a forecaster of it. It sees to what all methods need: the values that come here begin
 * with an observed one, are at least {@link #least} in number, not all equal and of a mean magnitude in [1, 2), so that no
 * method has to think about units.
 */
public interface LocalMethod {

    /** The fewest observed values that it can be fitted to, at least 2: with one, nothing tells how far a forecast may be off. */
    int least();

    /**
     * Fits the method.
     *
     * @param values of the steps from the first observed one on; NaN = missing. Not changed
     * @throws UnfitException with the reason if the values don't suffice, beyond their number
     */
    LocalFit fit(double[] values);

    /**
     * The fit whose numbers these are.
     *
     * @throws IllegalArgumentException if no fit of this method has such numbers
     */
    LocalFit restore(double[] numbers);
}
