package io.almanac.forecasting.local;

import java.util.Optional;

/** A {@link LocalMethod} fitted to one channel of one series. Immutable, safe for many threads. */
public interface LocalFit {

    /** All that {@link LocalMethod#restore} needs; how many there are is up to the method, and may differ by series. */
    double[] numbers();

    /** What was chosen among several forms, as the literature writes it, {@code ETS(M,Ad,M)} say; empty where nothing was. */
    default String chosen() {
        return "";
    }

    /**
     * The information criterion {@link InformationCriterion#AICC} of the values in the unit of the fit; NaN where there is
     * no likelihood.
     */
    default double criterion() {
        return Double.NaN;
    }

    /** Why there can be no forecast from a history, if so. */
    default Optional<String> lacks(double[] values) {
        return Optional.empty();
    }

    /**
     * Forecasts from a history: the parameters stay as fitted, the state is that after the last value.
     *
     * @param values  of the history, in the unit of the fit; the first is observed, the last may be missing. Not changed
     * @param begin   how many steps after the first fitted value the history begins; at least 0, more than 0 where only the newest
     *                steps are given
     * @param horizon steps after the last value, at least 1
     * @param asked   the probabilities of the quantiles
     */
    LocalForecast forecast(double[] values, int begin, int horizon, Probabilities asked);
}
