package io.almanac.tribuo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Where the quantiles of a forecast lie about its point, from the errors that were made on other windows. */
final class ErrorQuantiles {

    /** From so many errors on, their own quantiles: the fewest that have one at 0.025, at rank 0.025 (n + 1) = 1. */
    static final int ENOUGH = 39;

    private ErrorQuantiles() {}

    /**
     * The quantiles of the errors of each step. Where a step has at least {@link #ENOUGH}, these are quantiles of
     * definition 6 in Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages": at rank p (n + 1), between
     * ranks linear, never beyond the extremes. Else those of a normal distribution about 0, with the root mean square
     * of the errors of this step and of so many before it that they are enough, or of all up to it.
     *
     * @param errors actual less forecast, by step; the first step has some
     * @return (quantile, step)
     */
    static double[][] of(List<double[]> errors, List<Double> quantiles) {
        double[][] offsets = new double[quantiles.size()][errors.size()];
        var normal = new NormalDistribution(null, 0, 1);
        for (int step = 0; step < errors.size(); step++) {
            double[] sorted = errors.get(step).clone();
            Arrays.sort(sorted);
            double spread = sorted.length < ENOUGH ? spread(errors, step) : Double.NaN;
            for (int q = 0; q < offsets.length; q++) {
                double p = quantiles.get(q);
                offsets[q][step] = sorted.length < ENOUGH
                        ? spread * normal.inverseCumulativeProbability(p)
                        : atRank(sorted, p * (sorted.length + 1));
            }
        }
        return offsets;
    }

    /** How many steps have quantiles of their own errors. */
    static long empirical(List<double[]> errors) {
        return errors.stream().filter(step -> step.length >= ENOUGH).count();
    }

    private static double atRank(double[] sorted, double rank) {
        int below = (int) Math.floor(rank);
        if (below < 1 || below >= sorted.length) {
            return sorted[below < 1 ? 0 : sorted.length - 1];
        }
        return sorted[below - 1] + (rank - below) * (sorted[below] - sorted[below - 1]);
    }

    private static double spread(List<double[]> errors, int step) {
        List<Double> near = new ArrayList<>();
        for (int s = step; s >= 0 && near.size() < ENOUGH; s--) {
            Arrays.stream(errors.get(s)).forEach(near::add);
        }
        double squares = near.stream().mapToDouble(e -> e * e).sum();
        return Math.sqrt(squares / near.size());
    }
}
