package io.almanac.forecasting.naive;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code moving-average}: the mean of the newest values for all steps. Its intervals do not widen, so
 * they are too narrow where the level wanders.
 */
public final class MovingAverage implements LocalProvider<MovingAverage.Config> {

    private static final int WITHOUT_SEASON = 5;

    /**
     * Its options.
     *
     * @param window how many steps are averaged; missing ones are left out. 0 takes the first season of the data, or
     *               {@value #WITHOUT_SEASON} steps where there is none
     */
    public record Config(int window) {
        public Config {
            if (window < 0) {
                throw new IllegalArgumentException("window must not be negative, was " + window);
            }
        }
    }

    @Override
    public String id() {
        return "moving-average";
    }

    @Override
    public String description() {
        return "the mean of the newest values";
    }

    @Override
    public Config defaults() {
        return new Config(0);
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        int season = schema.season() > 1 ? schema.season() : WITHOUT_SEASON;
        return new Rule(config.window() > 0 ? config.window() : season);
    }

    private record Rule(int window) implements NaiveRule {

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double[] parametersOf(double[] values) {
            double[] errors = new double[Math.max(0, values.length - 1)];
            for (int t = 1; t < values.length; t++) {
                errors[t - 1] = values[t] - mean(values, t);
            }
            return new double[] {NaiveRule.deviation(errors, 0)};
        }

        @Override
        public double point(double[] parameters, double[] values, int ahead) {
            return mean(values, values.length);
        }

        /** The mean of the observed among the {@code window} values before a step; NaN if there is none. */
        private double mean(double[] values, int end) {
            double sum = 0;
            int count = 0;
            for (int t = Math.max(0, end - window); t < end; t++) {
                if (!Double.isNaN(values[t])) {
                    sum += values[t];
                    count++;
                }
            }
            return sum / count;
        }

        @Override
        public double spread(double[] parameters, double[] values, int ahead) {
            return 1;
        }
    }
}
