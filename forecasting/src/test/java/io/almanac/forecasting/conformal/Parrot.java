package io.almanac.forecasting.conformal;

import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.FitProgress;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A forecaster for tests that repeats by heart what it was fitted to, and forecasts the mean of the last two values
 * elsewhere: whoever scores it on its own training finds no error at all. Counts what it is asked for.
 */
public final class Parrot implements ForecasterProvider<Parrot.Config> {

    /** How many forecasts have been asked for, over all models. */
    static int asked;

    /**
     * Its options.
     *
     * @param constant whether it says 0 where it knows nothing by heart: its errors on noise are that noise
     * @param spread   quantile p lies this many times p - 0.5 above the point; with 0 it has no quantiles
     * @param least    steps of history below which it refuses
     */
    public record Config(boolean constant, double spread, int least) {}

    @Override
    public String id() {
        return "parrot";
    }

    @Override
    public String description() {
        return "for tests";
    }

    @Override
    public Config defaults() {
        return new Config(false, 0, 1);
    }

    @Override
    public Forecaster create(Config config) {
        return new Recipe(config);
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) {
        return new Model((Config) provenance.config(), provenance, Map.of());
    }

    private record Recipe(Config config) implements Forecaster {

        @Override
        public String id() {
            return "parrot";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Capabilities.Scope.LOCAL, true, false, Set.of());
        }

        @Override
        public ForecastModel fit(SeriesSet training, FitOptions options) {
            if (training.stream().allMatch(s -> s.length() < config.least())) {
                throw new UnfitException("parrot needs " + config.least() + " steps");
            }
            options.listener().progress(new FitProgress(1, 1, 1, 1, 0, 0, 0, true));
            Map<String, TimeSeries> heart = new TreeMap<>();
            training.asList().forEach(series -> heart.put(series.id(), series));
            var provenance = ModelProvenance.of(this, training, options, List.of("a parrot"), Environment.current());
            return new Model(config, provenance, heart);
        }
    }

    private record Model(Config config, ModelProvenance provenance, Map<String, TimeSeries> heart)
            implements ForecastModel {

        @Override
        public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
            List<Outcome> outcomes = new ArrayList<>();
            for (TimeSeries history : histories) {
                asked++;
                outcomes.add(forecast(history, horizon));
            }
            return outcomes;
        }

        private Outcome forecast(TimeSeries history, int horizon) {
            int length = history.length();
            TimeAxis axis = history.axis().slice(length, horizon);
            if (length < config.least()) {
                return new Refusal(history.id(), axis, "parrot needs " + config.least() + " steps");
            }
            int channels = history.schema().channels().size();
            double[][] points = new double[channels][horizon];
            for (int channel = 0; channel < channels; channel++) {
                double last = history.value(channel, length - 1);
                double before = history.value(channel, Math.max(0, length - 2));
                for (int step = 0; step < horizon; step++) {
                    double known = byHeart(history, channel, axis.instant(step));
                    double guess = config.constant() || Double.isNaN(last + before) ? 0 : (last + before) / 2;
                    points[channel][step] = Double.isNaN(known) ? guess : known;
                }
            }
            List<Double> quantiles = config.spread() > 0 ? provenance.quantiles() : List.of();
            double[][][] values = new double[quantiles.size()][channels][horizon];
            for (int q = 0; q < quantiles.size(); q++) {
                for (int channel = 0; channel < channels; channel++) {
                    for (int step = 0; step < horizon; step++) {
                        values[q][channel][step] = points[channel][step] + config.spread() * (quantiles.get(q) - 0.5);
                    }
                }
            }
            return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, quantiles, values);
        }

        private double byHeart(TimeSeries history, int channel, long instant) {
            TimeSeries known = heart.get(history.id());
            if (known == null) {
                return Double.NaN;
            }
            int step = known.axis().stepsUntil(instant) - 1;
            return step >= 0 && known.axis().instant(step) == instant ? known.value(channel, step) : Double.NaN;
        }

        @Override
        public void save(ModelWriter out) {
            throw new UnsupportedOperationException("for tests");
        }

        @Override
        public void close() {}
    }
}
