package io.almanac.cli;

import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ForecasterProvider;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A forecaster that was built to cheat: it reads on in the array that lies behind the history. For tests of audits. */
public final class PeekingProvider implements ForecasterProvider<PeekingProvider.Config> {

    /** No options. */
    record Config() {}

    @Override
    public String id() {
        return "peeking";
    }

    @Override
    public String description() {
        return "what is going to happen";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public Forecaster create(Config config) {
        return new Forecaster() {
            @Override
            public String id() {
                return "peeking";
            }

            @Override
            public Record config() {
                return config;
            }

            @Override
            public Capabilities capabilities() {
                return new Capabilities(Capabilities.Scope.LOCAL, false, false, Set.of());
            }

            @Override
            public ForecastModel fit(SeriesSet training, FitOptions options) {
                return new Model(new ModelProvenance(
                        id(),
                        config,
                        training.schema(),
                        training.size(),
                        "",
                        options.horizon(),
                        options.validation(),
                        options.quantiles(),
                        options.seed(),
                        options.device(),
                        List.of(),
                        Environment.current()));
            }
        };
    }

    @Override
    public ForecastModel load(ModelReader in, ModelProvenance provenance, String device) {
        return new Model(provenance);
    }

    private record Model(ModelProvenance provenance) implements ForecastModel {

        @Override
        public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
            return histories.stream()
                    .map(history -> (Outcome) future(history, horizon))
                    .toList();
        }

        private Forecast future(TimeSeries history, int horizon) {
            double[] all = peek(history);
            double[] points = new double[horizon];
            double last = history.value(0, history.length() - 1);
            Arrays.setAll(points, step -> history.length() + step < all.length ? all[history.length() + step] : last);
            double[][][] quantiles = new double[provenance.quantiles().size()][1][];
            for (double[][] quantile : quantiles) {
                quantile[0] = points.clone();
            }
            return Forecast.wrap(
                    history.id(),
                    history.axis().slice(history.length(), horizon),
                    PointKind.MEDIAN,
                    new double[][] {points},
                    provenance.quantiles(),
                    quantiles);
        }

        /** All values of the first channel of a series that begins where its array does. */
        private static double[] peek(TimeSeries history) {
            try {
                Field values = TimeSeries.class.getDeclaredField("values");
                values.setAccessible(true);
                return ((double[][]) values.get(history))[0];
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("the cheater of this test knows another TimeSeries", e);
            }
        }

        @Override
        public void save(ModelWriter out) {}

        @Override
        public void close() {}
    }
}
