package io.almanac.forecasting.arima;

/**
 * The errors of forecasts one step ahead of one series by a model of it, each from all values before it. They are
 * linear in the series, so what a mean or a drift would take from them comes as a second column: the same of the series
 * of which the constant is a multiple.
 */
interface Innovations {

    /** How many errors there are. */
    int size();

    /** Values that count in information criteria: the observed ones less {@link ArimaForm#lost()}. */
    int counted();

    /**
     * Computes the errors, each divided by its standard deviation where the errors of the model have the deviation 1.
     *
     * @param errors   of the series; filled from 0 to the size
     * @param constant of the series of the constant; not touched if the form has none
     * @return the sum of the logarithms of the variances that were divided by; NaN if the model is not stationary
     */
    double run(Arma arma, double[] errors, double[] constant);
}
