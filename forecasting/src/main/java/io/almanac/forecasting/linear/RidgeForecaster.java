package io.almanac.forecasting.linear;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.PointKind;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.intervals.ErrorQuantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * An average of ridge regressions in closed form: each step of the horizon is a linear function of the context.
 *
 * <p>Members differ in how many steps they read ({@link Contexts}) and in what is taken off the context first
 * ({@link Form}). Each has a map for all channels of all series, from which those of the channels may deviate
 * ({@link NormalEquations#solve(double, double[][])}), and the average may be corrected towards Huber's loss
 * ({@link Huber}). Members are averaged with equal shares of the contexts, and never picked by a small difference: what is
 * left open is chosen by {@link Blocks}. Parameters are fitted on the training part alone.
 *
 * <p>A window with a missing value is not trained on; in a context to forecast from, missing values count as the mean of
 * the others. Series and channels that were not in the training part are served by the common map.
 *
 * <p>Intervals come from errors in validation; see {@link ErrorQuantiles}. Without validation steps they come from errors
 * on what was trained on, and are too narrow.
 *
 * <p>Not where series are intermittent, or where a level shift within the context must be followed at once.
 */
public final class RidgeForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "ridge";

    private final RidgeConfig config;

    public RidgeForecaster(RidgeConfig config) {
        this.config = config;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public RidgeConfig config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.GLOBAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        int horizon = options.horizon();
        List<Channel> channels = Channel.all(training, options.validation());
        Contexts contexts = Contexts.of(config, training.schema(), horizon, channels);
        checkRoom(channels, contexts.longest(), options);
        Runnable check = () -> checkCancelled(options);
        check.run();
        Choices choices = new Blocks(config, channels, contexts.steps(), horizon, check).choose();
        Ensemble ensemble = new Members(choices, channels, contexts.steps(), horizon, check).fit();
        double[][] errors = ErrorQuantiles.of(
                options.quantiles(),
                ensemble.errors(Trials.validation(channels, horizon), channels, horizon, true),
                ensemble.errors(
                        Trials.training(channels, contexts.longest(), horizon, Trials.FEW), channels, horizon, true),
                horizon);
        List<String> notes = new ArrayList<>();
        notes.add(contexts.reason());
        int width = contexts.longest() + horizon;
        notes.add(
                channels.stream().mapToLong(c -> c.windows(width)).sum() + " training windows of the longest context");
        notes.addAll(choices.notes());
        if (training.asList().stream().anyMatch(TimeSeries::revised)) {
            notes.add("revised values in training windows are those known at the cutoff, not at each window's own end");
        }
        return new RidgeModel(
                ensemble,
                contexts.steps().get(0),
                channels.stream().map(Channel::key).toList(),
                channels.stream().mapToDouble(c -> c.scale().scale()).toArray(),
                errors,
                config.loss() == RidgeConfig.Loss.HUBER ? PointKind.MEDIAN : PointKind.MEAN,
                ModelProvenance.of(this, training, options, notes, Environment.current()));
    }

    private static void checkCancelled(FitOptions options) {
        if (options.listener().cancelled()) {
            throw new CancellationException(ID + " was cancelled");
        }
    }

    private static void checkRoom(List<Channel> channels, int context, FitOptions options) {
        int longest = channels.stream().mapToInt(Channel::longestRun).max().orElse(0);
        if (longest < (long) context + options.horizon()) {
            throw new UnfitException(ID + " finds no window to train on: it needs " + context
                    + " steps of context and a horizon of " + options.horizon()
                    + " without a missing value before the last " + options.validation()
                    + " steps, which are for validation; the longest such run has " + longest + " steps");
        }
    }
}
