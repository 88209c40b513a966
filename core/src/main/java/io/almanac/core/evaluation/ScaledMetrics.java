package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.evaluation.ComposedMetric.Traits;
import io.almanac.core.forecast.PointKind;

/**
 * Metrics of the point forecast over a scale from the history before the cutoff: without unit, and a mean over series
 * and channels, so fit to head a table. e is forecast minus actual value. Lower is better; below 1 is better than the
 * seasonal naive forecast was one season ahead in the history.
 *
 * <p>The season is that of the scale; it may differ from the one that models use (the M4 competition scales weekly
 * series with season 1). A scale of 0, or of a history that is too short, leaves the points out for every label.
 */
public final class ScaledMetrics {

    private ScaledMetrics() {}

    /**
     * Mean of |e| / a, where a is the mean absolute difference of the history at the season. Rewards medians. Source:
     * Hyndman and Koehler 2006, "Another look at measures of forecast accuracy", section 3.
     *
     * @param season of the scale, in steps
     */
    public static ForecastMetric mase(int season) {
        checkSeason(season);
        return ComposedMetric.mean(
                "MASE (season " + season + ")",
                Traits.SCALED.bestFor(PointKind.MEDIAN),
                (s, c, t) -> Math.abs(s.error(c, t)) / scale(s, c, season, 1));
    }

    /**
     * Square root of the mean of e² / b, where b is the mean squared difference of the history at the season; the root
     * is taken within each series, as in utilsforecast and Darts. Rewards means. Source: Makridakis, Spiliotis and
     * Assimakopoulos 2022, "M5 accuracy competition", there with season 1.
     */
    public static ForecastMetric rmsse(int season) {
        return squared(season, "root per series").root();
    }

    /** The same with the root taken of the mean over series, as in AutoGluon and fev. */
    public static ForecastMetric rmsseRootOfMean(int season) {
        return squared(season, "root of the mean").rootOfMean();
    }

    private static ComposedMetric squared(int season, String dialect) {
        checkSeason(season);
        return ComposedMetric.mean(
                "RMSSE (season " + season + ", " + dialect + ")",
                Traits.SCALED.bestFor(PointKind.MEAN),
                (s, c, t) -> PointMetrics.squaredError(s, c, t) / scale(s, c, season, 2));
    }

    static void checkSeason(int season) {
        if (season < 1) {
            throw new IllegalArgumentException("season must be at least 1, was " + season);
        }
    }

    /** NaN where the scale is 0: that leaves the point out, rather than replacing the scale by something. */
    static double scale(Scored scored, int channel, int season, int power) {
        double scale = scored.scale(channel, season, power);
        return scale > 0 ? scale : Double.NaN;
    }
}
