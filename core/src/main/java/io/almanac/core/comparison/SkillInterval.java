package io.almanac.core.comparison;

import java.util.Locale;

/**
 * The skill of a label, 1 - its mean loss / the baseline's mean loss, with a bootstrap interval.
 *
 * <p>Folds are drawn for both labels together, in blocks of one horizon. The ends are percentiles, taken further out for
 * few folds. On {@link FoldLosses#spaced()} losses the interval leaves out the true skill about as often as it says
 * (docs/comparison.md); on overlapping ones far more often, since neighbouring blocks correlate.
 *
 * <p>Sources: those of the resampling, Politis and Romano 1992, and Hesterberg 2015 for the expanded percentiles.
 *
 * @param skill at most 1; 0 is as good as the baseline; NaN without folds or where the baseline's mean loss is not above 0
 * @param low   lower end; NaN too where fewer than eight folds lie a horizon apart
 * @param high  upper end; NaN likewise
 * @param folds complete folds that it rests on
 */
public record SkillInterval(double skill, double low, double high, int folds) {

    /** The skill over the complete folds. */
    public static SkillInterval of(FoldLosses losses, String label, String baseline, ComparisonOptions options) {
        double[] own = losses.complete(label);
        double[] base = losses.complete(baseline);
        double below = losses.mean(baseline);
        double skill = below > 0 ? 1 - losses.mean(label) / below : Double.NaN;
        if (Double.isNaN(skill) || losses.spaced().folds() < FoldLosses.LEAST_FOLDS) {
            return new SkillInterval(skill, Double.NaN, Double.NaN, own.length);
        }
        int block = losses.foldsPerHorizon();
        int[][] drawn = Resampling.draw(own.length, block, options.replications(), options.seed());
        double[] skills = new double[drawn.length];
        for (int i = 0; i < drawn.length; i++) {
            skills[i] = 1 - Resampling.mean(own, drawn[i]) / Resampling.mean(base, drawn[i]);
        }
        double[] sorted = Resampling.sorted(skills);
        double tail = Resampling.expandedTail(options.alpha(), own.length / block);
        return new SkillInterval(
                skill, Resampling.quantile(sorted, tail), Resampling.quantile(sorted, 1 - tail), own.length);
    }

    /** {@code 0.12 (0.03 to 0.20)}; without an interval the skill alone. */
    @Override
    public String toString() {
        return Double.isNaN(low)
                ? String.format(Locale.ROOT, "%.3f", skill)
                : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", skill, low, high);
    }
}
