package io.almanac.core.evaluation;

import io.almanac.core.backtest.Scored;
import io.almanac.core.evaluation.ComposedMetric.Traits;
import io.almanac.core.forecast.Levels;
import java.util.List;

/**
 * Metrics of central intervals and of what lies below a quantile. An interval of a level, in percent, is bounded by two
 * quantiles, l and u; alpha = 1 - level / 100; y is the actual value. A label whose forecasts lack a bound has no value.
 */
public final class IntervalMetrics {

    private IntervalMetrics() {}

    /**
     * Share of actual values within the interval, its bounds included, in percent. Best at the level.
     *
     * @param level in percent
     */
    public static ForecastMetric coverage(int level) {
        double lower = Levels.lower(level);
        double upper = Levels.upper(level);
        return ComposedMetric.mean(
                        "coverage " + level + " (%)", Traits.PLAIN.asShare().needs(bounds(level)), (s, c, t) -> {
                            double y = s.actual(c, t);
                            boolean within = QuantileMetrics.value(s, lower, c, t) <= y
                                    && y <= QuantileMetrics.value(s, upper, c, t);
                            return Double.isNaN(y) ? Double.NaN : within ? 100 : 0;
                        })
                .bestAt(level);
    }

    /** Share of actual values at or below the quantile p, in percent. Best at 100 p. Coverage in GluonTS. */
    public static ForecastMetric coverageBelow(double p) {
        return ComposedMetric.mean(
                        "coverage below " + p + " (%)",
                        Traits.PLAIN.asShare().needs(QuantileMetrics.quantile(p)),
                        (s, c, t) -> {
                            double y = s.actual(c, t);
                            return Double.isNaN(y) ? Double.NaN : y <= QuantileMetrics.value(s, p, c, t) ? 100 : 0;
                        })
                .bestAt(100 * p);
    }

    /**
     * Mean of (u - l) + 2 / alpha (l - y) where y is below and 2 / alpha (y - u) where it is above, in the unit of the
     * series. Lower is better. Source: Winkler 1972, "A Decision-Theoretic Approach to Interval Estimation"; Gneiting and
     * Raftery 2007, "Strictly Proper Scoring Rules, Prediction, and Estimation", section 6.2.
     */
    public static ForecastMetric intervalScore(int level) {
        return ComposedMetric.mean(
                "interval score " + level, Traits.PLAIN.needs(bounds(level)), (s, c, t) -> score(s, level, c, t));
    }

    /**
     * Mean scaled interval score: the interval score over the mean absolute difference of the history at the season, a
     * mean over series and channels. Lower is better. Source: Makridakis, Spiliotis and Assimakopoulos 2020, "The M4
     * Competition: 100,000 time series and 61 forecasting methods", there with level 95.
     */
    public static ForecastMetric msis(int level, int season) {
        ScaledMetrics.checkSeason(season);
        return ComposedMetric.mean(
                "MSIS " + level + " (season " + season + ")",
                Traits.SCALED.needs(bounds(level)),
                (s, c, t) -> score(s, level, c, t) / ScaledMetrics.scale(s, c, season, 1));
    }

    private static MetricNeeds bounds(int level) {
        return MetricNeeds.quantiles(List.of(Levels.lower(level), Levels.upper(level)));
    }

    private static double score(Scored scored, int level, int channel, int step) {
        double y = scored.actual(channel, step);
        double low = QuantileMetrics.value(scored, Levels.lower(level), channel, step);
        double high = QuantileMetrics.value(scored, Levels.upper(level), channel, step);
        double outside = Math.max(0, low - y) + Math.max(0, y - high);
        return high - low + 200.0 / (100 - level) * outside;
    }
}
