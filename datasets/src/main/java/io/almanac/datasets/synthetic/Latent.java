package io.almanac.datasets.synthetic;

/** One step of a process before the link, in its parts, which add up. Mutable: a process writes each step into it. */
final class Latent {

    double trend; // levels and slopes, with their breaks
    double season;
    double effect; // of covariates
    double noise; // what is left, however it is correlated
    boolean broke; // a level, a slope or a regime changed with this step
    boolean silent; // no demand: the observation is 0 whatever the rest says
    double known; // a covariate known ahead, where the process has one
    double leading; // a covariate known when it has happened, where the process has one

    void set(double newTrend, double newSeason, double newNoise) {
        trend = newTrend;
        season = newSeason;
        noise = newNoise;
        effect = 0;
        broke = false;
        silent = false;
    }

    /** The part that is no noise. */
    double signal() {
        return trend + season + effect;
    }

    double total() {
        return trend + season + effect + noise;
    }
}
