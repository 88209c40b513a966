package io.almanac.core.comparison;

/**
 * How a comparison is made.
 *
 * @param alpha        the chance of a wrong verdict that is accepted, in (0, 0.5]; intervals and sets have the
 *                     confidence 1 - alpha
 * @param replications how often the bootstrap draws, at least 100
 * @param seed         of the bootstrap; the same seed gives the same bits on every machine
 */
public record ComparisonOptions(double alpha, int replications, long seed) {

    public ComparisonOptions {
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException("alpha must be in (0, 0.5], was " + alpha);
        }
        if (replications < 100) {
            throw new IllegalArgumentException("replications must be at least 100, was " + replications);
        }
    }

    /** Five percent, 9,999 draws, seed 1. */
    public static ComparisonOptions defaults() {
        return new ComparisonOptions(0.05, 9_999, 1);
    }

    public ComparisonOptions withAlpha(double chance) {
        return new ComparisonOptions(chance, replications, seed);
    }

    public ComparisonOptions withReplications(int draws) {
        return new ComparisonOptions(alpha, draws, seed);
    }

    public ComparisonOptions withSeed(long of) {
        return new ComparisonOptions(alpha, replications, of);
    }
}
