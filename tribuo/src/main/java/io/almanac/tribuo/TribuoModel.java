package io.almanac.tribuo;

import io.almanac.core.files.ModelFileException;
import io.almanac.core.files.ModelReader;
import io.almanac.core.files.ModelWriter;
import io.almanac.core.forecast.Forecast;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.Outcome;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.Refusal;
import io.almanac.core.series.Schema;
import io.almanac.core.series.TimeAxis;
import io.almanac.core.series.TimeSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;

/**
 * A fitted {@link TribuoForecaster}. What XGBoost holds outside the heap is freed by the garbage collector: Tribuo's
 * models can't be closed.
 */
final class TribuoModel implements ForecastModel {

    private static final int VERSION = 1;

    private final ModelProvenance provenance;
    private final TribuoState state;
    private final LagFeatures features;
    private final LagPredictor predictor;
    private final double[][] errors; // (quantile, step), in scales of a window

    TribuoModel(ModelProvenance provenance, TribuoState state, LagPredictor predictor, double[][] errors) {
        this.provenance = provenance;
        this.state = state;
        this.features = new LagFeatures(provenance.schema(), state, provenance.horizon());
        this.predictor = predictor;
        this.errors = errors;
    }

    @Override
    public List<Outcome> forecast(List<TimeSeries> histories, int horizon) {
        if (horizon < 1 || horizon > provenance.horizon()) {
            throw new IllegalArgumentException("horizon must be in [1, " + provenance.horizon() + "], was " + horizon);
        }
        List<Optional<String>> reasons =
                histories.stream().map(history -> lacks(history, horizon)).toList();
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            for (int channel = 0; reasons.get(i).isEmpty() && channel < channels(histories.get(i)); channel++) {
                windows.add(Window.of(histories.get(i), channel, state.lags()));
            }
        }
        double[][] forecasts = predictor.forecast(windows, horizon);
        List<Outcome> outcomes = new ArrayList<>(histories.size());
        int row = 0;
        for (int i = 0; i < histories.size(); i++) {
            TimeSeries history = histories.get(i);
            TimeAxis axis = history.axis().slice(history.length(), horizon);
            if (reasons.get(i).isPresent()) {
                outcomes.add(new Refusal(history.id(), axis, reasons.get(i).get()));
            } else {
                int end = row + channels(history);
                outcomes.add(outcome(axis, windows.subList(row, end), Arrays.copyOfRange(forecasts, row, end)));
                row = end;
            }
        }
        return outcomes;
    }

    private static int channels(TimeSeries history) {
        return history.schema().channels().size();
    }

    /** Why a history can't be forecast; empty if it can. */
    private Optional<String> lacks(TimeSeries history, int horizon) {
        Schema fitted = provenance.schema();
        Schema given = history.schema();
        if (!given.frequency().equals(fitted.frequency())) {
            return Optional.of(
                    "its frequency is " + given.frequency() + ", the model was fitted to " + fitted.frequency());
        }
        if (!kinds(given).equals(kinds(fitted))) {
            return Optional.of("its covariates are " + kinds(given) + ", the model was fitted to " + kinds(fitted));
        }
        for (int channel = 0; channel < channels(history); channel++) {
            Optional<String> lacks = features.lacks(Window.of(history, channel, state.lags()), horizon);
            if (lacks.isPresent()) {
                return lacks;
            }
        }
        return Optional.empty();
    }

    /** The covariates but for their categories, which features have by name. */
    private static List<String> kinds(Schema schema) {
        return schema.covariates().stream()
                .map(c -> c.name() + " (" + c.kind() + (c.categorical() ? ", categories)" : ")"))
                .toList();
    }

    private Outcome outcome(TimeAxis axis, List<Window> channels, double[][] points) {
        String id = channels.get(0).known().id();
        double[][][] quantiles = new double[errors.length][points.length][axis.length()];
        for (int channel = 0; channel < points.length; channel++) {
            double scale = channels.get(channel).scale().scale();
            for (int step = 0; step < axis.length(); step++) {
                if (!Double.isFinite(points[channel][step])) {
                    return new Refusal(id, axis, "the model gives " + points[channel][step] + " at step " + (step + 1));
                }
                for (int q = 0; q < errors.length; q++) {
                    quantiles[q][channel][step] = points[channel][step] + scale * errors[q][step];
                }
            }
        }
        return Forecast.wrap(id, axis, PointKind.MEAN, points, provenance.quantiles(), quantiles);
    }

    @Override
    public void save(ModelWriter out) {
        out.state(VERSION, state);
        double[] flat = Arrays.stream(errors).flatMapToDouble(Arrays::stream).toArray();
        out.doubles("errors", flat, errors.length, provenance.horizon());
        for (int i = 0; i < predictor.models().size(); i++) {
            out.blob("model" + i, ModelBytes.of(predictor.models().get(i)));
        }
    }

    /** Reads what {@link #save} wrote. */
    static TribuoModel load(ModelReader in, ModelProvenance provenance) throws IOException {
        TribuoState state = in.state(VERSION, TribuoState.class);
        int horizon = provenance.horizon();
        int quantiles = provenance.quantiles().size();
        double[] flat = in.doubles("errors", quantiles, horizon);
        double[][] errors = new double[quantiles][];
        Arrays.setAll(errors, q -> Arrays.copyOfRange(flat, q * horizon, (q + 1) * horizon));
        int count = state.strategy() == Strategy.PER_STEP ? horizon : 1;
        int dimensions = state.strategy() == Strategy.DIRECT ? horizon : 1;
        List<Model<Regressor>> models = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Model<Regressor> model = ModelBytes.read(in.blob("model" + i));
            if (model.getOutputIDInfo().size() != dimensions) {
                throw new ModelFileException(
                        "a model has " + model.getOutputIDInfo().size() + " dimensions, expected " + dimensions);
            }
            models.add(model);
        }
        var features = new LagFeatures(provenance.schema(), state, horizon);
        return new TribuoModel(provenance, state, new LagPredictor(features, state, models), errors);
    }

    @Override
    public ModelProvenance provenance() {
        return provenance;
    }

    /** Does nothing; see the class comment. */
    @Override
    public void close() {}
}
