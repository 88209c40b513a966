package io.almanac.forecasting.naive;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.forecasting.local.LocalForecaster;
import io.almanac.forecasting.local.LocalModel;

/**
 * The forecaster {@code naive}: the last observed value for all steps. Best for a random walk; a bad baseline where
 * there is a season.
 */
public final class Naive implements ForecasterProvider<Naive.Config> {

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
    public Forecaster create(Config config) {
        return new LocalForecaster(id(), config, schema -> new Rule());
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) throws ModelFileException {
        return LocalModel.load(in, provenance, new Rule());
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
