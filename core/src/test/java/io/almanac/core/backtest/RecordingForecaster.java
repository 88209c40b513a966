package io.almanac.core.backtest;

import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Forecasts the last value and one more for each step, and keeps all that it is given. In a series whose values are
 * its times it makes no error, if it is asked for the right steps.
 */
class RecordingForecaster implements Forecaster {

    /**
     * Its options.
     *
     * @param shift   added to each point
     * @param refuses the id for which there is no forecast
     * @param fits    whether it can be fitted at all
     */
    record Config(double shift, String refuses, boolean fits) {}

    private final Config config;
    private final Capabilities.Scope scope;
    final List<SeriesSet> trainings = new ArrayList<>();
    final List<FitOptions> options = new ArrayList<>();
    final List<List<TimeSeries>> calls = new ArrayList<>();
    int closed;

    RecordingForecaster(Capabilities.Scope scope, Config config) {
        this.scope = scope;
        this.config = config;
    }

    static RecordingForecaster local() {
        return new RecordingForecaster(Capabilities.Scope.LOCAL, new Config(0, "", true));
    }

    @Override
    public String id() {
        return "recording";
    }

    @Override
    public Record config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(scope, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions fitOptions) {
        trainings.add(training);
        options.add(fitOptions);
        if (!config.fits()) {
            throw new UnfitException("recording learns nothing from " + training.size() + " series");
        }
        fitOptions.listener().progress(new FitProgress(1, 1, 1, 2, 0.5, Double.NaN, 0.1, false));
        fitOptions.listener().progress(new FitProgress(1, 1, 2, 2, 0.5, 0.25, 0.1, true));
        var provenance = new ModelProvenance(
                id(),
                config,
                training.schema(),
                training.size(),
                "",
                fitOptions.horizon(),
                fitOptions.validation(),
                fitOptions.quantiles(),
                fitOptions.seed(),
                fitOptions.device(),
                List.of(),
                Environment.current());
        return new Model(provenance);
    }

    /** Its forecast, also for comparison. */
    private static Forecast follow(TimeSeries history, int horizon, List<Double> quantiles, double shift) {
        int channels = history.schema().channels().size();
        double[][] points = new double[channels][horizon];
        double[][][] values = new double[quantiles.size()][channels][horizon];
        for (int channel = 0; channel < channels; channel++) {
            double last = history.value(channel, history.length() - 1);
            Arrays.setAll(points[channel], step -> last + step + 1 + shift);
            for (int q = 0; q < values.length; q++) {
                double p = quantiles.get(q);
                Arrays.setAll(values[q][channel], step -> last + step + p);
            }
        }
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        return Forecast.wrap(history.id(), axis, PointKind.MEDIAN, points, quantiles, values);
    }

    private final class Model implements ForecastModel {

        private final ModelProvenance provenance;

        Model(ModelProvenance provenance) {
            this.provenance = provenance;
        }

        @Override
        public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
            calls.add(List.copyOf(histories));
            return histories.stream()
                    .map(history -> history.id().equals(config.refuses())
                            ? new Refusal(history.id(), history.axis().slice(history.length(), horizon), "not this one")
                            : (Outcome) follow(history, horizon, provenance.quantiles(), config.shift()))
                    .toList();
        }

        @Override
        public void save(ModelWriter out) {
            throw new UnsupportedOperationException("a recording is not saved");
        }

        @Override
        public ModelProvenance provenance() {
            return provenance;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
