package io.almanac.tribuo;

import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.core.window.SeriesScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** One fit: picks windows, makes examples of them, trains, and looks at the errors. For one use, in one thread. */
final class LagTraining {

    /** Windows whose errors are looked at: enough for the outer quantiles of each step. */
    private static final int MOST_ERRORS = 500;

    private static final RegressionFactory FACTORY = new RegressionFactory();

    private final SeriesSet series;
    private final FitOptions options;
    private final TribuoState state;
    private final LagFeatures features;
    private final int targets; // steps that a training window has after its cutoff
    private final WindowSample training;
    private final WindowSample validation;
    private final List<String> notes = new ArrayList<>();

    LagTraining(SeriesSet series, FitOptions options, TribuoState state, LagFeatures features, int examples) {
        this.series = series;
        this.options = options;
        this.state = state;
        this.features = features;
        targets = state.strategy() == Strategy.RECURSIVE ? 1 : options.horizon();
        training = new WindowSample(examples, options.seed());
        validation = new WindowSample(MOST_ERRORS, options.seed());
        for (int s = 0; s < series.size(); s++) {
            for (int channel = 0; channel < series.schema().channels().size(); channel++) {
                offer(s, channel);
            }
        }
        if (training.offered() == 0) {
            int longest = series.stream().mapToInt(TimeSeries::length).max().orElse(0);
            throw new UnfitException("there is no window to train on: it takes " + state.leastObserved() + " observed"
                    + " values among " + state.lags() + " lags, all covariates, and " + targets
                    + " observed steps after them, before the last " + options.validation()
                    + " steps, which are for validation; the longest of " + series.size() + " series has " + longest
                    + " steps");
        }
        checkMemory();
        notes.add(state.text());
        notes.add("trained on " + training.places().size()
                + (training.offered() > training.places().size()
                        ? " windows, a random sample of " + training.offered()
                        : " windows, all that there are"));
    }

    /** What a reader of the model should know. */
    List<String> notes() {
        return notes;
    }

    private void offer(int index, int channel) {
        TimeSeries one = series.get(index);
        int trained = TribuoState.trained(one, options);
        for (int cutoff = 2; cutoff < one.length(); cutoff++) {
            boolean trains = cutoff + targets <= trained;
            boolean validates = cutoff >= trained;
            if (trains ? missingTarget(one, channel, cutoff) : !validates) {
                continue;
            }
            if (features.lacks(window(one, channel, cutoff), options.horizon()).isEmpty()) {
                (trains ? training : validation).offer(index, channel, cutoff);
            }
        }
    }

    private boolean missingTarget(TimeSeries one, int channel, int cutoff) {
        for (int step = 0; step < targets; step++) {
            if (Double.isNaN(one.value(channel, cutoff + step))) {
                return true;
            }
        }
        return false;
    }

    /** The window as it was known at its own end, covariates included. */
    private Window window(TimeSeries one, int channel, int cutoff) {
        int ahead = Math.min(options.horizon(), one.length() + one.ahead() - cutoff);
        return Window.of(one.asOf(cutoff, ahead), channel, state.lags());
    }

    private Window window(WindowSample.Place place) {
        return window(series.get(place.series()), place.channel(), place.cutoff());
    }

    private void checkMemory() {
        long outputs = state.strategy() == Strategy.DIRECT ? targets : 1;
        long bytes = training.places().size() * (12L * features.size() + 20L * outputs);
        long budget = Runtime.getRuntime().maxMemory() / 4;
        if (bytes > budget) {
            throw new UnfitException(training.places().size() + " examples of " + features.size() + " features and "
                    + outputs + " steps take about " + (bytes >> 20) + " MB, more than a quarter of the heap of "
                    + (budget >> 18) + " MB; set examples or lags lower, or give Java more memory (-Xmx)");
        }
    }

    /**
     * Trains the models of the strategy.
     *
     * @throws CancellationException if the listener asks to stop
     */
    LagPredictor train(Trainer<Regressor> trainer) {
        int count = state.strategy() == Strategy.PER_STEP ? targets : 1;
        List<Model<Regressor>> models = new ArrayList<>(count);
        for (int step = 1; step <= count; step++) {
            if (options.listener().cancelled()) {
                throw new CancellationException("the fit was cancelled");
            }
            // The count of trainings seeds the trainer: given, so that a trainer used before gives the same model.
            models.add(trainer.train(dataset(step), Map.of(), step - 1));
        }
        return new LagPredictor(features, state, models);
    }

    private MutableDataset<Regressor> dataset(int step) {
        String description = "windows of " + state.lags() + " lags, made by Almanac";
        var dataset = new MutableDataset<>(new SimpleDataSourceProvenance(description, FACTORY), FACTORY);
        for (WindowSample.Place place : training.places()) {
            Window window = window(place);
            TimeSeries one = series.get(place.series());
            int from = place.cutoff() + (state.strategy() == Strategy.PER_STEP ? step - 1 : 0);
            double[] values = new double[state.strategy() == Strategy.DIRECT ? targets : 1];
            one.copyTo(place.channel(), from, values);
            SeriesScale scale = window.scale();
            dataset.add(features.example(window, window.lags(), scale, step, features.target(scale, values)));
        }
        return dataset;
    }

    /**
     * Quantiles of the errors on validation windows, in scales of their window; of training windows where there are no
     * others.
     *
     * @return (quantile, step)
     * @throws UnfitException if a forecast is not finite
     */
    double[][] errorQuantiles(LagPredictor predictor) {
        boolean validated = validation.offered() > 0;
        List<WindowSample.Place> places = validated ? validation.places() : someOfTraining();
        List<Window> windows = places.stream().map(this::window).toList();
        double[][] forecasts = predictor.forecast(windows, options.horizon());
        List<List<Double>> errors = new ArrayList<>();
        for (int step = 0; step < options.horizon(); step++) {
            errors.add(new ArrayList<>());
        }
        for (int i = 0; i < forecasts.length; i++) {
            WindowSample.Place place = places.get(i);
            TimeSeries one = series.get(place.series());
            double scale = windows.get(i).scale().scale();
            for (int step = 0; step < options.horizon(); step++) {
                double forecast = forecasts[i][step];
                if (!Double.isFinite(forecast)) {
                    throw new UnfitException("the trained model forecasts " + forecast
                            + ": the training diverged; a lower learning rate may help");
                }
                int at = place.cutoff() + step;
                double actual = at < one.length() ? one.value(place.channel(), at) : Double.NaN;
                if (!Double.isNaN(actual)) {
                    errors.get(step).add((actual - forecast) / scale);
                }
            }
        }
        List<double[]> byStep = errors.stream()
                .map(step -> step.stream().mapToDouble(e -> e).toArray())
                .toList();
        notes.add("intervals from the errors on " + places.size()
                + (validated ? " validation windows: " : " training windows, so too narrow: ")
                + ErrorQuantiles.empirical(byStep) + " of " + options.horizon()
                + " steps from quantiles of their own errors, the rest normal");
        return ErrorQuantiles.of(byStep, options.quantiles());
    }

    private List<WindowSample.Place> someOfTraining() {
        List<WindowSample.Place> all = training.places();
        int count = Math.min(all.size(), MOST_ERRORS);
        WindowSample.Place[] some = new WindowSample.Place[count];
        Arrays.setAll(some, i -> all.get((int) ((long) i * all.size() / count)));
        return List.of(some);
    }
}
