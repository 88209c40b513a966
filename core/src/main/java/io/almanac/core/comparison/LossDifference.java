package io.almanac.core.comparison;

import java.util.Locale;

/**
 * The mean loss of a label minus that of another, in the unit of the loss, with a bootstrap interval.
 *
 * <p>The same folds are drawn for both labels, in blocks of one horizon, as for a {@link SkillInterval}; where losses are
 * large, or small against each other, a difference is easier to read than a ratio. On overlapping folds the interval is
 * too narrow: blocks that touch share steps, and at 95 % it leaves out the true difference in 11 to 16 % of cases rather
 * than 5 (docs/comparison.md).
 *
 * <p>Sources: Politis and Romano 1992, "A circular block-resampling procedure for stationary data"; Hesterberg 2015 for
 * the expanded percentiles, as in {@link Resampling}.
 *
 * @param difference below 0 where the label is better; NaN without folds
 * @param low        lower end; NaN where fewer than eight folds lie a horizon apart
 * @param high       upper end; NaN likewise
 * @param spaced     folds that lie a horizon apart: how much evidence there is
 */
public record LossDifference(double difference, double low, double high, int spaced) {

    /** The difference over the complete folds. */
    public static LossDifference of(FoldLosses losses, String label, String other, ComparisonOptions options) {
        double[] own = losses.complete(label);
        double[] others = losses.complete(other);
        double[] differences = new double[own.length];
        for (int fold = 0; fold < own.length; fold++) {
            differences[fold] = own[fold] - others[fold];
        }
        double mean = losses.mean(label) - losses.mean(other);
        int spaced = losses.spaced().folds();
        if (spaced < FoldLosses.LEAST_FOLDS) {
            return new LossDifference(mean, Double.NaN, Double.NaN, spaced);
        }
        int block = losses.foldsPerHorizon();
        int[][] drawn = Resampling.draw(own.length, block, options.replications(), options.seed());
        double[] means = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            means[i] = Resampling.mean(differences, drawn[i]);
        }
        double[] sorted = Resampling.sorted(means);
        double tail = Resampling.expandedTail(options.alpha(), own.length / block);
        return new LossDifference(
                mean, Resampling.quantile(sorted, tail), Resampling.quantile(sorted, 1 - tail), spaced);
    }

    /** {@code -0.012 (-0.020 to -0.003)}; without an interval the difference alone. */
    @Override
    public String toString() {
        return Double.isNaN(low)
                ? String.format(Locale.ROOT, "%.3f", difference)
                : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", difference, low, high);
    }
}
