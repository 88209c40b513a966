package io.almanac.forecasting.naive;

import io.almanac.core.series.Schema;
import io.almanac.forecasting.local.LocalMethod;
import io.almanac.forecasting.local.LocalProvider;

/**
 * The forecaster {@code drift}: the straight line through the first and the last observed value of the training part,
 * continued from the last value.
 */
public final class Drift implements LocalProvider<Drift.Config> {

    /** No options. */
    public record Config() {}

    @Override
    public String id() {
        return "drift";
    }

    @Override
    public String description() {
        return "the last value and the mean change";
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

        /** Deviation, slope, and the number of steps that the slope was measured over. */
        @Override
        public int parameters() {
            return 3;
        }

        @Override
        public double[] parametersOf(double[] values) {
            int first = 0;
            int last = values.length - 1;
            while (first < last && Double.isNaN(values[first])) {
                first++;
            }
            while (last > first && Double.isNaN(values[last])) {
                last--;
            }
            double slope = last > first ? (values[last] - values[first]) / (last - first) : Double.NaN;
            double[] errors = NaiveRule.differences(values, 1);
            for (int i = 0; i < errors.length; i++) {
                errors[i] -= slope;
            }
            return new double[] {NaiveRule.deviation(errors, 1), slope, last - first};
        }

        @Override
        public double point(double[] parameters, double[] values, int ahead) {
            return values[values.length - 1] + ahead * parameters[1];
        }

        /** As for naive, and the error of the slope. */
        @Override
        public double spread(double[] parameters, double[] values, int ahead) {
            return Math.sqrt(ahead * (1 + ahead / parameters[2]));
        }
    }
}
