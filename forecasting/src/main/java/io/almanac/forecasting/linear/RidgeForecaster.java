package io.almanac.forecasting.linear;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.intervals.ErrorQuantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Ridge regression in closed form: each step of the horizon is a linear function of the context, both less the mean of
 * the context. One map for all series and channels; each channel is a series of its own to it.
 *
 * <p>The penalty is the one with the least mean squared error on the validation steps; these are not trained on. A
 * window with a missing value is not trained on either; in a context to forecast from, missing values count as the mean
 * of the others.
 *
 * <p>Intervals come from errors in validation; see {@link ErrorQuantiles}. Without validation steps they come from
 * errors on what was trained on, and are too narrow.
 *
 * <p>Not where series are intermittent, or where a level shift within the context must be followed at once.
 */
public final class RidgeForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "ridge";

    /** Parts of the mean square of a centred step. The first is taken where no validation says another. */
    private static final double[] PENALTIES = {1e-1, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1, 10};

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
        ContextChoice choice = ContextChoice.of(config, training.schema(), horizon, channels);
        checkRoom(channels, choice.context(), options);
        var moments = new WindowMoments(choice.context(), horizon);
        for (Channel channel : channels) {
            checkCancelled(options);
            channel.runs().forEach(run -> moments.add(channel.values(), run.from(), run.to()));
        }
        Trials validation = Trials.validation(channels, horizon);
        Chosen chosen = choose(moments.centred(), validation, options);
        double[][] errors = ErrorQuantiles.of(
                options.quantiles(),
                validation.relativeErrors(chosen.map()),
                Trials.training(channels, choice.context(), horizon).relativeErrors(chosen.map()),
                horizon);
        List<String> notes =
                new ArrayList<>(List.of(choice.reason(), moments.windows() + " training windows", chosen.note()));
        if (training.asList().stream().anyMatch(TimeSeries::revised)) {
            notes.add("revised values in training windows are those known at the cutoff, not at each window's own end");
        }
        return new RidgeModel(
                chosen.map(), errors, ModelProvenance.of(this, training, options, notes, Environment.current()));
    }

    /**
     * A map and its error in validation.
     *
     * @param loss root mean square in standard deviations; NaN where nothing could be tried
     */
    private record Chosen(double penalty, LinearMap map, double loss) {

        String note() {
            return String.format(Locale.ROOT, "penalty %.0e, ", penalty)
                    + (Double.isNaN(loss)
                            ? "without validation"
                            : String.format(
                                    Locale.ROOT,
                                    "of %d the one with the least error in validation: %.4f deviations",
                                    PENALTIES.length,
                                    loss));
        }
    }

    private static Chosen choose(NormalEquations equations, Trials validation, FitOptions options) {
        @Nullable Chosen best = null;
        for (double penalty : PENALTIES) {
            checkCancelled(options);
            LinearMap map = equations.solve(penalty);
            double loss = ErrorQuantiles.rootMeanSquare(validation.errors(map));
            if (best == null || loss < best.loss()) {
                best = new Chosen(penalty, map, loss);
            }
        }
        return Objects.requireNonNull(best);
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
