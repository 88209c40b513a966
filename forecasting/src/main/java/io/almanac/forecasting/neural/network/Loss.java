package io.almanac.forecasting.neural.network;

/** What a network is trained for, and so what it says of each step. */
public enum Loss {
    /** The mean squared error: the mean. Intervals come from errors in validation. */
    MSE,
    /** The mean absolute error: the median. Intervals come from errors in validation. */
    MAE,
    /** Squared near the forecast, absolute beyond: Huber 1964, between mean and median. Intervals as for MSE. */
    HUBER,
    /** The pinball loss: the quantiles that are asked for and the median. */
    PINBALL,
    /** The likelihood of Student's t: its place, width and tails, and so quantiles and paths. */
    STUDENT_T
}
