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
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An honest forecaster that is as curious as can be: its forecasts are made of the hash of all that it is fitted to and
 * of the history, so that one changed bit of either moves them.
 */
final class TellTale implements Forecaster {

    /** No options. */
    record Config() {}

    private final Supplier<String> more;
    private final double[] scale;

    private TellTale(Supplier<String> more, double... scale) {
        this.more = more;
        this.scale = scale;
    }

    static TellTale honest() {
        return new TellTale(() -> "");
    }

    /** One that knows more than it is given. */
    static TellTale knowing(Supplier<String> more) {
        return new TellTale(more);
    }

    /** One whose points are the last values that it sees, times a factor by step. */
    static TellTale lastValueTimes(double... factors) {
        return new TellTale(() -> "", factors);
    }

    @Override
    public String id() {
        return "tell-tale";
    }

    @Override
    public Record config() {
        return new Config();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.GLOBAL, true, true, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        options.listener().progress(new FitProgress(1, 1, 1, 1, 0.5, 0.25, 0.1, true));
        String learnt = DataHash.of(training) + more.get();
        var provenance = new ModelProvenance(
                id(),
                config(),
                training.schema(),
                training.size(),
                "",
                options.horizon(),
                options.validation(),
                options.quantiles(),
                options.seed(),
                options.device(),
                List.of(),
                Environment.current());
        return new ForecastModel() {
            @Override
            public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
                return histories.stream()
                        .map(history -> (Outcome) forecast(history, horizon))
                        .toList();
            }

            private Forecast forecast(TimeSeries history, int horizon) {
                double seen = (learnt + DataHash.of(SeriesSet.of(history))).hashCode();
                int channels = history.schema().channels().size();
                double[][] points = new double[channels][horizon];
                double[][][] quantiles = new double[options.quantiles().size()][channels][horizon];
                double[][][] path = new double[1][channels][horizon];
                for (int channel = 0; channel < channels; channel++) {
                    double last = history.value(channel, history.length() - 1);
                    Arrays.setAll(points[channel], step -> scale.length == 0 ? seen : last * scale[step]);
                    for (double[][] quantile : quantiles) {
                        Arrays.fill(quantile[channel], scale.length == 0 ? seen : 0);
                    }
                    Arrays.fill(path[0][channel], scale.length == 0 ? seen : 0);
                }
                TimeAxis axis = history.axis().slice(history.length(), horizon);
                return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, options.quantiles(), quantiles, path);
            }

            @Override
            public void save(ModelWriter out) {
                throw new UnsupportedOperationException("a tell-tale is not saved");
            }

            @Override
            public ModelProvenance provenance() {
                return provenance;
            }

            @Override
            public void close() {}
        };
    }
}
