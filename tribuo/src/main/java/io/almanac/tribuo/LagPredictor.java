package io.almanac.tribuo;

import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Tribuo models that forecast from windows, by a {@link Strategy}. Safe for many threads if the models are. */
final class LagPredictor {

    /** Windows whose examples are in memory at a time. */
    private static final int BATCH = 1000;

    private final LagFeatures features;
    private final TribuoState state;
    private final List<Model<Regressor>> models; // one, or with PER_STEP one for each step

    LagPredictor(LagFeatures features, TribuoState state, List<Model<Regressor>> models) {
        this.features = features;
        this.state = state;
        this.models = List.copyOf(models);
    }

    List<Model<Regressor>> models() {
        return models;
    }

    /**
     * Forecasts in the unit of the series, not finite where a model diverged.
     *
     * @param windows that {@link LagFeatures#lacks} nothing
     * @return (window, step)
     */
    double[][] forecast(List<Window> windows, int horizon) {
        double[][] all = new double[windows.size()][];
        for (int from = 0; from < windows.size(); from += BATCH) {
            List<Window> some = windows.subList(from, Math.min(windows.size(), from + BATCH));
            double[][] forecasts = switch (state.strategy()) {
                case DIRECT -> direct(some, horizon);
                case PER_STEP -> perStep(some, horizon);
                case RECURSIVE -> recursive(some, horizon);
            };
            System.arraycopy(forecasts, 0, all, from, forecasts.length);
        }
        return all;
    }

    private double[][] direct(List<Window> windows, int horizon) {
        SeriesScale[] scales = windows.stream().map(Window::scale).toArray(SeriesScale[]::new);
        double[][] outputs = outputs(models.get(0), windows, i -> windows.get(i).lags(), scales, 1);
        double[][] forecasts = new double[windows.size()][];
        Arrays.setAll(
                forecasts,
                i -> Arrays.stream(outputs[i], 0, horizon).map(scales[i]::undo).toArray());
        return forecasts;
    }

    private double[][] perStep(List<Window> windows, int horizon) {
        SeriesScale[] scales = windows.stream().map(Window::scale).toArray(SeriesScale[]::new);
        double[][] forecasts = new double[windows.size()][horizon];
        for (int step = 0; step < horizon; step++) {
            double[][] outputs =
                    outputs(models.get(step), windows, i -> windows.get(i).lags(), scales, step + 1);
            for (int i = 0; i < forecasts.length; i++) {
                forecasts[i][step] = scales[i].undo(outputs[i][0]);
            }
        }
        return forecasts;
    }

    private double[][] recursive(List<Window> windows, int horizon) {
        int lags = state.lags();
        double[][] paths = new double[windows.size()][]; // the lags, then what was forecast
        Arrays.setAll(paths, i -> Arrays.copyOf(windows.get(i).lags(), lags + horizon));
        for (int step = 0; step < horizon; step++) {
            int from = step;
            double[][] newest = new double[paths.length][];
            Arrays.setAll(newest, i -> Arrays.copyOfRange(paths[i], from, from + lags));
            SeriesScale[] scales =
                    Arrays.stream(newest).map(row -> SeriesScale.of(row, lags)).toArray(SeriesScale[]::new);
            double[][] outputs = outputs(models.get(0), windows, i -> newest[i], scales, step + 1);
            for (int i = 0; i < paths.length; i++) {
                paths[i][lags + step] = scales[i].undo(outputs[i][0]);
            }
        }
        double[][] forecasts = new double[paths.length][];
        Arrays.setAll(forecasts, i -> Arrays.copyOfRange(paths[i], lags, lags + horizon));
        return forecasts;
    }

    /** What a model gives for windows, in the order of its dimensions' names: that of the steps. */
    private double[][] outputs(
            Model<Regressor> model, List<Window> windows, IntFunction<double[]> lags, SeriesScale[] scales, int step) {
        List<Example<Regressor>> examples = new ArrayList<>(windows.size());
        IntStream.range(0, windows.size())
                .mapToObj(i -> features.example(
                        windows.get(i), lags.apply(i), scales[i], step, RegressionFactory.UNKNOWN_REGRESSOR))
                .forEach(examples::add);
        List<Prediction<Regressor>> predictions = model.predict(examples);
        return predictions.stream().map(p -> p.getOutput().getValues()).toArray(double[][]::new);
    }
}
