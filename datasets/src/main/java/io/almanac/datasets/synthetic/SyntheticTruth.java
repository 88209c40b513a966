package io.almanac.datasets.synthetic;

/**
 * What a synthetic series was made of. On the scale of the process its parts add up:
 * {@code x = trend + season + effect + noise}, and the observation is the link of x, or a Poisson number with that
 * mean. Arrays have one value a step and belong to the caller. Missing values are filled here.
 *
 * @param family      the one drawn, where a mixture was asked for
 * @param parameters  a record of what was drawn, with names, to be printed or written as JSON
 * @param observation the link
 * @param trend       levels, slopes and what breaks them
 * @param season      of all periods
 * @param effect      of covariates
 * @param noise       what is left, however it is correlated
 * @param expected    the observation's expected value without the noise: the link of {@code trend + season + effect};
 *                    0 in steps without demand
 * @param values      the observations, nothing missing
 * @param breaks      steps with which a level, a slope or a regime changes, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call and given away
public record SyntheticTruth(
        Family family,
        Record parameters,
        Observation observation,
        double[] trend,
        double[] season,
        double[] effect,
        double[] noise,
        double[] expected,
        double[] values,
        int[] breaks) {}
