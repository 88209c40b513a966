package io.almanac.forecasting.naive;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Fits a {@link NaiveRule} to each channel of each series. Covariates and validation steps are not used: all steps
 * count.
 *
 * @param rule the rule for data of a schema
 */
record NaiveForecaster(String id, Record config, Function<Schema, NaiveRule> rule) implements Forecaster {

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.LOCAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        Schema schema = training.schema();
        NaiveRule fitted = rule.apply(schema);
        int channels = schema.channels().size();
        Map<String, double[][]> parameters = new LinkedHashMap<>();
        for (TimeSeries series : training.asList()) {
            double[][] ofSeries = new double[channels][];
            for (int channel = 0; channel < channels; channel++) {
                double[] values = new double[series.length()];
                series.copyTo(channel, 0, values);
                // Kept as seen from step number 0, since later histories may begin elsewhere.
                ofSeries[channel] =
                        fitted.seenFrom(fitted.fit(values), -series.axis().ordinal(0));
            }
            parameters.put(series.id(), ofSeries);
        }
        var provenance = ModelProvenance.of(this, training, options, List.of(), Environment.current());
        return new NaiveModel(provenance, fitted, parameters);
    }
}
