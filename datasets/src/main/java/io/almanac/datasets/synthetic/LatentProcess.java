package io.almanac.datasets.synthetic;

/**
 * What makes one series, step by step, on a scale of about 1. It has drawn its parameters before the first step. What a
 * step brings is drawn when the process comes to it and not before, so that the same past can go on in different ways.
 * Mutable, one thread.
 */
interface LatentProcess {

    /**
     * How a process begins.
     *
     * @param season steps of the season, 1 if there is none
     * @param span   steps over which trends, breaks and changes play out: about the length of the series
     * @param phase  of the season in the first step
     */
    record Setting(int season, int span, int phase) {

        /** An amplitude of the season: none for a season of 1 and in a share of the series. */
        double amplitude(Draws random, double share, double low, double high) {
            return season == 1 || !random.chance(share) ? 0 : random.logUniform(low, high);
        }
    }

    /** Writes every part of the step at which the process stands, once for each step. */
    void write(Draws random, Latent into);

    /** Goes to the next step. */
    void advance(Draws random);

    /** The truth about the series as a whole. */
    Record parameters();
}
