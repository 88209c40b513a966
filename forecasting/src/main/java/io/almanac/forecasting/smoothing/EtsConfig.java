package io.almanac.forecasting.smoothing;

import io.almanac.forecasting.local.InformationCriterion;

/**
 * The options of {@code ets}.
 *
 * @param model     the form in the letters of the literature: error A or M, trend N, A, Ad, M or Md, season N, A or M, each Z where it
 *                  is to be chosen: {@code ZZZ}, {@code MAdM}, {@code ZAN}. Z tries no multiplicative trend
 * @param season    steps of the season, 1 for none; 0 takes the first season of the data. One of more than 24 steps is left out
 * @param criterion by which the form is chosen
 */
public record EtsConfig(String model, int season, InformationCriterion criterion) {

    public EtsConfig {
        if (!model.matches("[AMZ](N|Ad?|Md?|Z)[NAMZ]")) {
            throw new IllegalArgumentException(
                    "model must be error A, M or Z, trend N, A, Ad, M, Md or Z and season N, A, M or Z, as"
                            + " in ZZZ or MAdM, was \"" + model + "\"");
        }
        if (EtsForm.matching(model, 2).isEmpty()) {
            throw new IllegalArgumentException(
                    "model must be a form of finite variance: an additive error goes with nothing"
                            + " multiplicative, a multiplicative trend not with an additive season; was \"" + model
                            + "\"");
        }
        if (season < 0) {
            throw new IllegalArgumentException("season must not be negative, was " + season);
        }
    }
}
