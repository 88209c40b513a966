package io.almanac.forecasting.arima;

import io.almanac.forecasting.local.InformationCriterion;

/**
 * The options of {@code arima}.
 *
 * @param season    steps of the season, 1 for none; 0 takes the first season of the data
 * @param orders    {@code auto}, or the one form to fit: {@code (1,1,1)}, {@code (0,1,1)(0,1,1)},
 *                  {@code (0,1,1) with drift}, {@code (1,0,0) with non-zero mean}
 * @param criterion which of two forms is better
 * @param stepwise  whether to go from neighbour to neighbour; off, all forms with at most five coefficients are tried
 */
public record ArimaConfig(int season, String orders, InformationCriterion criterion, boolean stepwise) {

    static final String AUTO = "auto";

    public ArimaConfig {
        if (season < 0) {
            throw new IllegalArgumentException("season must not be negative, was " + season);
        }
        if (!orders.equals(AUTO)) {
            ArimaForm.parse(orders, Math.max(2, season)); // only to refuse what is wrong
        }
    }

    /** The season of the data, automatic choice by AICc, stepwise. */
    public static ArimaConfig defaults() {
        return new ArimaConfig(0, AUTO, InformationCriterion.AICC, true);
    }
}
