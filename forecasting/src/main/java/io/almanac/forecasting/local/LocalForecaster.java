package io.almanac.forecasting.local;

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
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Fits a {@link LocalMethod} to each channel of each series, on all cores. Covariates are not used, and validation steps
 * are used like all others: there is nothing that would be chosen on them.
 *
 * <p>What every method needs is done here. Missing values before the first observed one are left out. Values are divided
 * by a power of two, which changes no digit, so that their mean magnitude is in [1, 2). A constant series gets its constant
 * and intervals without width. A series that can't be fitted, with no or one observed value say, does not stop the others:
 * its forecasts are refusals with the reason, and the notes of the provenance list it.
 *
 * @param method the method for data of a schema
 */
public record LocalForecaster(String id, Record config, Function<Schema, LocalMethod> method) implements Forecaster {

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.LOCAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        LocalMethod fitted = method.apply(training.schema());
        ChannelFit[][] fits =
                new ChannelFit[training.size()][training.schema().channels().size()];
        Workers.each(training.size(), options.listener(), i -> {
            TimeSeries series = training.get(i);
            for (int channel = 0; channel < fits[i].length; channel++) {
                fits[i][channel] = ChannelFit.of(fitted, History.of(series, channel));
            }
        });
        Map<String, ChannelFit[]> byId = new LinkedHashMap<>();
        for (int i = 0; i < fits.length; i++) {
            byId.put(training.get(i).id(), fits[i]);
        }
        var notes = FitNotes.of(byId, training.schema().channels());
        return new LocalModel(ModelProvenance.of(this, training, options, notes, Environment.current()), byId);
    }
}
