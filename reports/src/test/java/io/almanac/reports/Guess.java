package io.almanac.reports;

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
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A forecaster for tests: last season's value, drawn towards the mean of several seasons, with intervals that grow.
 *
 * @param id     what it claims to be
 * @param config its options
 */
record Guess(String id, Config config) implements Forecaster {

    /** Options: how many seasons are averaged, the width of the intervals, and epochs of a pretended training. */
    record Config(int seasons, double width, int epochs) {}

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.GLOBAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        for (int epoch = 1; epoch <= config.epochs(); epoch++) {
            double late = epoch - 0.6 * config.epochs();
            options.listener()
                    .progress(new FitProgress(
                            epoch,
                            config.epochs(),
                            epoch * 100L,
                            config.epochs() * 100L,
                            0.3 + 0.7 / epoch,
                            0.42 + 0.7 / epoch + Math.max(0, 0.01 * late),
                            1e-3,
                            true));
        }
        var environment = new Environment("0.1.0", "test JVM 17", "Linux amd64", Map.of())
                .withEngine(config.epochs() > 0 ? Map.of("version", "2.7.1", "threads", "2") : Map.of());
        List<String> notes = config.epochs() > 0 ? List.of("the time of day is read from the axis") : List.of();
        var provenance = ModelProvenance.of(this, training, options, notes, environment);
        return new Model(config, options.quantiles(), provenance);
    }

    private record Model(Config config, List<Double> quantiles, ModelProvenance provenance) implements ForecastModel {

        @Override
        public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
            List<Outcome> outcomes = new ArrayList<>();
            for (TimeSeries history : histories) {
                outcomes.add(forecast(history, horizon));
            }
            return outcomes;
        }

        private Forecast forecast(TimeSeries history, int horizon) {
            int channels = history.schema().channels().size();
            int season = history.schema().season();
            double[][] points = new double[channels][horizon];
            double[][][] bounds = new double[quantiles.size()][channels][horizon];
            for (int c = 0; c < channels; c++) {
                for (int h = 0; h < horizon; h++) {
                    int back = history.length() - season + h % season;
                    double sum = 0;
                    int count = 0;
                    for (int k = 0; k < config.seasons() && back - k * season >= 0; k++) {
                        double value = history.value(c, back - k * season);
                        sum += Double.isNaN(value) ? 0 : value;
                        count += Double.isNaN(value) ? 0 : 1;
                    }
                    points[c][h] = count == 0 ? 0 : sum / count;
                    for (int q = 0; q < quantiles.size(); q++) {
                        double z = Math.log(quantiles.get(q) / (1 - quantiles.get(q))) / 1.7;
                        bounds[q][c][h] = points[c][h]
                                + z
                                        * config.width()
                                        * Math.abs(history.schema().season() > 12 ? 1 : 20)
                                        * Math.sqrt(1 + (double) h / season);
                    }
                }
            }
            TimeAxis axis = history.axis().slice(history.length(), horizon);
            return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, quantiles, bounds);
        }

        @Override
        public void save(ModelWriter out) {
            throw new UnsupportedOperationException("a test's model has no file");
        }

        @Override
        public void close() {}
    }
}
