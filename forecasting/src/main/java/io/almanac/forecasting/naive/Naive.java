package io.almanac.forecasting.naive;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code naive}: the last observed value for all steps. Best for a random walk; a bad baseline where
 * there is a season.
 */
public final class Naive implements LocalProvider<Naive.Config> {

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "naive";
    }

    @Override
    public String description() {
        return "the last value";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public LocalMethod method(Config config, Schema schema) {
        return new Rule();
    }

    private record Rule() implements NaiveRule {

        @Override
        public int parameters() {
            return 1;
        }

        @Override
        public double[] parametersOf(double[] values) {
            return new double[] {NaiveRule.deviation(NaiveRule.differences(values, 1), 0)};
        }

        @Override
        public double point(double[] parameters, double[] values, int ahead) {
            return values[values.length - 1];
        }

        /** The errors of a random walk add up. */
        @Override
        public double spread(double[] parameters, double[] values, int ahead) {
            return Math.sqrt(ahead);
        }
    }
}
