package io.almanac.forecasting.neural.network;

/** What is taken off each window before the network and put back on the forecast. Missing steps do not count. */
public enum WindowNormalisation {
    /** Nothing: the network sees levels, as scaled over the whole series. */
    NONE,
    /**
     * The window's mean and standard deviation: Kim et al. 2022, "Reversible Instance Normalization", equations 1 to 3;
     * their trained factors are {@link NormalConfig#learntScale}.
     */
    MEAN_STD,
    /** The last observed value: the network forecasts changes from it. */
    LAST_VALUE
}
