package io.almanac.core.evaluation;

import java.util.Optional;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Limits within which the true coverage lies with 95 % confidence, in percent.
 *
 * <p>The points of a fold depend on each other: one surprise moves many of them out of their intervals at once. So the
 * unit is the fold, or the series where there is only one fold. The points' number is divided by how much more the
 * units differ than independent points would, and reduced for the few units that this is estimated from; then come the
 * exact binomial limits of Clopper and Pearson. Source: Korn and Graubard 1998, "Confidence Intervals for Proportions
 * with Small Expected Number of Positive Counts Estimated from Survey Data". Units that all have the same coverage tell
 * nothing about how much they differ; they count as one point each.
 *
 * <p>Units are taken for independent of each other. Folds that overlap are not, nor are series of one calendar: then the
 * limits are too close. {@code docs/metrics.md} says how often the limits hold what they promise.
 *
 * @param lower in percent
 * @param upper in percent
 * @param unit  what was taken for independent
 * @param units how many there are, at least 2
 */
public record CoverageLimits(double lower, double upper, Unit unit, int units) {

    /** What is taken for independent. */
    public enum Unit {
        FOLD,
        SERIES
    }

    private static final double TAIL = 0.025;

    /**
     * The limits; empty if fewer than two units have points.
     *
     * @param covered how many points of each unit are covered
     * @param points  how many each unit has
     */
    static Optional<CoverageLimits> of(Unit unit, double[] covered, long[] points) {
        int units = 0;
        double allCovered = 0;
        double all = 0;
        for (int i = 0; i < points.length; i++) {
            units += points[i] > 0 ? 1 : 0;
            allCovered += covered[i];
            all += points[i];
        }
        if (units < 2) {
            return Optional.empty();
        }
        double share = allCovered / all;
        double squares = 0;
        for (int i = 0; i < points.length; i++) {
            double off = covered[i] - share * points[i];
            squares += off * off;
        }
        return of(unit, units, allCovered, all, squares);
    }

    /**
     * The limits of two units or more.
     *
     * @param squares the sum of {@code (covered - share points)^2} over units, where the share is that of all
     */
    static Optional<CoverageLimits> of(Unit unit, int units, double covered, double all, double squares) {
        double share = covered / all;
        double variance = squares * units / (units - 1) / (all * all);
        double few = t(all - 1) / t(units - 1);
        double effective = variance > 0 ? Math.min(all, share * (1 - share) / variance * few * few) : units;
        double hits = share * effective;
        double misses = effective - hits;
        double lower = hits > 0 ? beta(hits, misses + 1, TAIL) : 0;
        double upper = misses > 0 ? beta(hits + 1, misses, 1 - TAIL) : 1;
        return Optional.of(new CoverageLimits(100 * lower, 100 * upper, unit, units));
    }

    private static double t(double degreesOfFreedom) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(1 - TAIL);
    }

    private static double beta(double a, double b, double p) {
        return new BetaDistribution(a, b).inverseCumulativeProbability(p);
    }
}
