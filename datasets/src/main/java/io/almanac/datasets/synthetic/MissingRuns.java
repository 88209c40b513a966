package io.almanac.datasets.synthetic;

/** Which steps are missing: a chain of two states, so that the lengths of runs are geometric. Mutable, one thread. */
final class MissingRuns {

    private final Draws random;
    private final double begin;
    private final double end;
    private boolean missing;

    /**
     * Runs of a mean length that make up a share of all steps.
     *
     * @param share in [0, 0.9]
     * @param mean  steps of a run, at least 1
     */
    MissingRuns(double share, double mean, Draws random) {
        this.random = random;
        end = 1 / mean;
        begin = Math.min(1, end * share / (1 - share));
        missing = share > 0 && random.chance(share);
    }

    /** Whether the next step is missing. */
    boolean next() {
        boolean now = missing;
        missing = random.chance(missing ? 1 - end : begin);
        return now;
    }
}
