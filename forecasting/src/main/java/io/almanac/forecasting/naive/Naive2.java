package io.almanac.forecasting.naive;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;
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
public final class Naive2 implements ForecasterProvider<Naive2.Config> {

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
    public Forecaster create(Config config) {
        return new LocalForecaster(id(), config, schema -> rule(config, schema));
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, rule((Config) provenance.config(), provenance.schema()));
    }

    private static Rule rule(Config config, Schema schema) {
        return new Rule(config.season() > 0 ? config.season() : schema.season());
    }

    private record Rule(int season) implements NaiveRule {

        private static final double CRITICAL = 1.645;

        /** Deviation of the adjusted series, and the index of each place in the season. */
        @Override
        public int parameters() {
            return 1 + season;
        }

        @Override
        public double[] parametersOf(double[] values) {
            double[] parameters = new double[parameters()];
            Arrays.fill(parameters, 1);
            if (seasonal(values)) {
                double[] indices = indices(values);
                if (Arrays.stream(indices).allMatch(index -> index > 0 && index < Double.POSITIVE_INFINITY)) {
                    System.arraycopy(indices, 0, parameters, 1, season);
                }
            }
            double[] adjusted = new double[values.length];
            Arrays.setAll(adjusted, t -> values[t] / index(parameters, t));
            parameters[0] = NaiveRule.deviation(NaiveRule.differences(adjusted, 1), 0);
            return parameters;
        }

        private boolean seasonal(double[] values) {
            long observed = Arrays.stream(values).filter(y -> !Double.isNaN(y)).count();
            if (season < 2 || observed < 3L * season || Arrays.stream(values).anyMatch(y -> y < 0)) {
                return false;
            }
            double[] correlations = autocorrelations(values);
            double squares = 0;
            for (int lag = 1; lag < season; lag++) {
                squares += correlations[lag] * correlations[lag];
            }
            // False where the series is constant: its correlations are NaN.
            return Math.abs(correlations[season]) > CRITICAL * Math.sqrt((1 + 2 * squares) / observed);
        }

        /** The autocorrelations of the lags up to the season; NaN where the series is constant or has no such pair. */
        private double[] autocorrelations(double[] values) {
            double mean = Arrays.stream(values)
                    .filter(y -> !Double.isNaN(y))
                    .average()
                    .orElse(Double.NaN);
            double[] covariances = new double[season + 1];
            for (int lag = 0; lag <= season; lag++) {
                double sum = 0;
                int pairs = 0;
                for (int t = lag; t < values.length; t++) {
                    double product = (values[t] - mean) * (values[t - lag] - mean);
                    if (!Double.isNaN(product)) {
                        sum += product;
                        pairs++;
                    }
                }
                // As R with na.pass; without missing values the divisor is n for all lags.
                covariances[lag] = pairs > 0 ? sum / (pairs + lag) : Double.NaN;
            }
            return Arrays.stream(covariances).map(c -> c / covariances[0]).toArray();
        }

        /** The index of each place, counted from the first value; NaN where no ratio is known. */
        private double[] indices(double[] values) {
            double[] sums = new double[season];
            int[] counts = new int[season];
            int half = season / 2;
            for (int t = half; t < values.length - half; t++) {
                double ratio = values[t] / centredMean(values, t);
                if (!Double.isNaN(ratio)) {
                    sums[t % season] += ratio;
                    counts[t % season]++;
                }
            }
            double[] means = new double[season];
            Arrays.setAll(means, place -> sums[place] / counts[place]);
            double mean = Arrays.stream(means).average().orElse(Double.NaN);
            return Arrays.stream(means).map(m -> m / mean).toArray();
        }

        private double centredMean(double[] values, int t) {
            int half = season / 2;
            double sum = 0;
            for (int i = t - half; i <= t + half; i++) {
                boolean shared = season % 2 == 0 && Math.abs(i - t) == half;
                sum += shared ? values[i] / 2 : values[i];
            }
            return sum / season;
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
