package io.almanac.forecasting.naive;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;
import io.almanac.forecasting.transform.SeasonalAdjustment;
import io.almanac.forecasting.transform.SeasonalAdjustment.Kind;
import java.util.Arrays;

/**
 * The forecaster {@code naive2}, by which the M4 competition scales its OWA: the last value, seasonally adjusted where
 * a test finds a season, and the season put back. The steps are those of {@code Benchmarks and Evaluation.R} in
 * github.com/Mcompetitions/M4-methods, which rest on R's {@code acf} and {@code decompose}:
 *
 * <ol>
 *   <li>There is a season of m steps if m is at least 2, there are at least 3 m values, and the autocorrelation r(m) is
 *       beyond 1.645 sqrt((1 + 2 (r(1)² + … + r(m - 1)²)) / n): a two-sided test at 10 %.
 *   <li>Index of a place in the season: the mean of the values there, each divided by the centred moving average over m
 *       steps (with half weights at both ends where m is even). Indices are scaled to the mean 1.
 *   <li>Forecast: the last value, divided by the index of its place, times the index of the place that is forecast.
 * </ol>
 *
 * <p>Where the original is silent: a series with a negative value, and one where an index is not above 0 or can't be
 * computed, is not adjusted, because ratios mean nothing there; zeros alone are allowed, as in the original. Missing
 * values are left out: of the autocorrelation the pairs, of the moving average the windows, of an index the ratios that
 * they touch. R computes only 10 log10 n autocorrelations, so that the original never finds a longer season; here it
 * is tested. The M4 takes m = 1 for weekly and daily series, we take the season of the data: {@code season=1} gives
 * the M4's.
 */
public final class Naive2 implements LocalProvider<Naive2.Config> {

    /**
     * Its options.
     *
     * @param season steps of the season, 1 for none; 0 takes the first season of the data
     */
    public record Config(int season) {
        public Config {
            if (season < 0) {
                throw new IllegalArgumentException("season must not be negative, was " + season);
            }
        }
    }

    @Override
    public String id() {
        return "naive2";
    }

    @Override
    public String description() {
        return "the last value, seasonally adjusted where a test finds a season (M4)";
    }

    @Override
    public Config defaults() {
        return new Config(0);
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new Rule(config.season() > 0 ? config.season() : schema.season());
    }

    private record Rule(int season) implements NaiveRule {

        /** Deviation of the adjusted series, and the index of each place in the season. */
        @Override
        public int parameters() {
            return 1 + season;
        }

        @Override
        public double[] parametersOf(double[] values) {
            SeasonalAdjustment adjustment = adjustment(values);
            double[] parameters = new double[parameters()];
            Arrays.setAll(parameters, p -> adjustment.index(p - 1));
            double[] adjusted = adjustment.remove(values, 0);
            parameters[0] = NaiveRule.deviation(NaiveRule.differences(adjusted, 1), 0);
            return parameters;
        }

        private SeasonalAdjustment adjustment(double[] values) {
            long observed = Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
            boolean ratios = Arrays.stream(values).noneMatch(y -> y < 0);
            return ratios && observed >= 3L * season && SeasonalAdjustment.seasonal(values, season)
                    ? SeasonalAdjustment.of(values, season, Kind.MULTIPLICATIVE).orElse(SeasonalAdjustment.none())
                    : SeasonalAdjustment.none();
        }

        /** The index of the place of a step, counted from the first of a history. */
        private double index(double[] parameters, int step) {
            return parameters[1 + step % season];
        }

        @Override
        public double[] seenFrom(double[] parameters, int later) {
            double[] seen = parameters.clone();
            for (int place = 0; place < season; place++) {
                seen[1 + place] = parameters[1 + Math.floorMod(place + later, season)];
            }
            return seen;
        }

        @Override
        public double point(double[] parameters, double[] values, int ahead) {
            int last = values.length - 1;
            return values[last] / index(parameters, last) * index(parameters, last + ahead);
        }

        /** As for naive, on the scale of the place. */
        @Override
        public double spread(double[] parameters, double[] values, int ahead) {
            return Math.sqrt(ahead) * index(parameters, values.length - 1 + ahead);
        }
    }
}
