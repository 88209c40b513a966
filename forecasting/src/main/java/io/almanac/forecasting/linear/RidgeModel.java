package io.almanac.forecasting.linear;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Frequency;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.Arrays;
import java.util.List;

/** A fitted {@link LinearMap} and how far it errs. Serves any series of the frequency that it was fitted to. */
final class RidgeModel implements ForecastModel {

    private static final int VERSION = 1;

    private record State(int context) {}

    private final LinearMap map;
    private final double[][] errors; // (quantile, step), in units of ContextWindow.unit
    private final ModelProvenance provenance;

    RidgeModel(LinearMap map, double[][] errors, ModelProvenance provenance) {
        this.map = map;
        this.errors = errors;
        this.provenance = provenance;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be from 1 to " + provenance.horizon()
                    + ", for which the model was fitted, was " + horizon);
        }
        return histories.stream().map(history -> forecast(history, horizon)).toList();
    }

    private Outcome forecast(TimeSeries history, int horizon) {
        TimeAxis axis = history.axis().slice(history.length(), horizon);
        Frequency frequency = provenance.schema().frequency();
        if (!history.schema().frequency().equals(frequency)) {
            return new Refusal(
                    history.id(),
                    axis,
                    "its frequency is " + history.schema().frequency() + ", the model was fitted to " + frequency);
        }
        List<String> channels = history.schema().channels();
        double[][] points = new double[channels.size()][];
        double[][][] quantiles = new double[errors.length][channels.size()][horizon];
        for (int c = 0; c < points.length; c++) {
            double[] values = new double[history.length()];
            history.copyTo(c, 0, values);
            ContextWindow window = ContextWindow.before(values, values.length, map.context());
            if (!window.enough()) {
                return new Refusal(
                        history.id(),
                        axis,
                        "channel " + channels.get(c) + " has " + window.observed() + " observed values among its last "
                                + map.context() + " steps, the model needs " + ContextWindow.least(map.context()));
            }
            points[c] = Arrays.copyOf(map.forecast(window), horizon);
            double unit = window.unit(SeriesScale.of(values, values.length).scale());
            for (int q = 0; q < errors.length; q++) {
                for (int h = 0; h < horizon; h++) {
                    quantiles[q][c][h] = points[c][h] + unit * errors[q][h];
                }
            }
        }
        return Forecast.wrap(history.id(), axis, PointKind.MEAN, points, provenance.quantiles(), quantiles);
    }

    @Override
    public void save(ModelWriter out) {
        out.state(VERSION, new State(map.context()));
        out.doubles("weights", map.flat(), map.context(), map.horizon());
        double[] flat = Arrays.stream(errors).flatMapToDouble(Arrays::stream).toArray();
        out.doubles("errors", flat, errors.length, map.horizon());
    }

    /** Reads what {@link #save} wrote. */
    static RidgeModel load(ModelReader in, ModelProvenance provenance) throws ModelFileException {
        int context = in.state(VERSION, State.class).context();
        int horizon = provenance.horizon();
        double[] weights = in.doubles("weights", context, horizon);
        double[][] errors = new double[provenance.quantiles().size()][];
        double[] flat = in.doubles("errors", errors.length, horizon);
        Arrays.setAll(errors, q -> Arrays.copyOfRange(flat, q * horizon, (q + 1) * horizon));
        return new RidgeModel(LinearMap.of(weights, context, horizon), errors, provenance);
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    /** Does nothing: everything is on the heap. */
    @Override
    public void close() {}
}
