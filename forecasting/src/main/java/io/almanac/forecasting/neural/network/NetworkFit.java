package io.almanac.forecasting.neural.network;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.SeriesSet;
import io.almanac.core.series.TimeSeries;
import io.almanac.forecasting.neural.NativeEngine;
import io.almanac.forecasting.neural.training.Checkpoint;
import io.almanac.forecasting.neural.training.TrainingConfig;
import io.almanac.forecasting.neural.training.TrainingLoop;
import io.almanac.forecasting.neural.training.TrainingResult;
import io.almanac.forecasting.neural.window.WindowRules;
import io.almanac.forecasting.neural.window.WindowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * From series to a {@link NetworkModel}: cuts windows, trains, and looks at the errors.
 *
 * @param forecaster that is being fitted
 * @param state      all choices made
 * @param training   how to train
 * @param choices    that were made, in words, for the provenance
 * @param design     makes the network, not yet initialised
 */
public record NetworkFit(
        Forecaster forecaster,
        NetworkState state,
        TrainingConfig training,
        List<String> choices,
        Function<NetworkState, WindowNetwork> design) {

    public NetworkFit {
        choices = List.copyOf(choices);
    }

    /** Trains a network on series. */
    public NetworkModel on(SeriesSet series, FitOptions options) {
        return on(series, options, Optional.empty());
    }

    /**
     * Trains a network to forecast what a base leaves over: its model forecasts that, to be added to the base.
     *
     * @param base not closed
     */
    public NetworkModel on(SeriesSet series, FitOptions options, ForecastModel base) {
        var fit = new NetworkFit(forecaster, state.ofResidual(), training, choices, design);
        return fit.on(series, options, Optional.of(base));
    }

    private NetworkModel on(SeriesSet series, FitOptions options, Optional<ForecastModel> base) {
        NativeEngine engine = NativeEngine.start();
        Device device = engine.device(options.device());
        WindowNetwork network = design.apply(state);
        NDManager weights = engine.newManager(device);
        try (NDManager scope = engine.newManager(device);
                NativeEngine.Training lock = engine.training()) {
            lock.reseed(options.seed(), 0);
            initialise(network, weights, state);
            var windows = WindowSource.of(series, state.rules(), scope);
            checkWindows(windows, series);
            Head head = Head.of(state.head().loss(), state.quantiles(), weights);
            var targets = new WindowTargets(
                    windows, base.map(model -> new BaseForecasts(model, series, windows, options.horizon())));
            var task = new WindowTask(network, targets, head, training, options.seed(), scope);
            Checkpoint checkpoint =
                    Checkpoint.of(forecaster, series, options, engine, state.residual() ? "residual" : "");
            TrainingResult result = new TrainingLoop(
                            lock, network, task, training.plan(options.seed()), options.listener())
                    .run(scope, checkpoint);
            var notes = new ArrayList<>(choices);
            notes.addAll(notes(windows, result, network, engine));
            var environment = Environment.current().withEngine(engine.facts());
            var provenance = ModelProvenance.of(forecaster, series, options, notes, environment);
            network.freezeParameters(true);
            PastErrors errors = NativeEngine.withoutGradients(
                    () -> PastErrors.of(network, head, targets, state, options.quantiles(), scope));
            return new NetworkModel(engine, network, head, weights, state, errors, provenance);
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    /** Makes a network's parameters, from the engine's random generator. */
    static void initialise(WindowNetwork network, NDManager weights, NetworkState state) {
        network.initialize(
                weights,
                DataType.FLOAT32,
                new Shape(2, state.perWindow(), state.rules().context()));
    }

    private void checkWindows(WindowSource windows, SeriesSet series) {
        WindowRules rules = state.rules();
        if (windows.training().length == 0) {
            int longest = series.stream().mapToInt(TimeSeries::length).max().orElse(0);
            throw new UnfitException(
                    forecaster.id() + " finds no window to train on: it needs " + rules.minimumObserved()
                            + " observed steps of context and a horizon of " + rules.horizon() + " before the last "
                            + rules.validation() + " steps, which are for validation; the longest of " + series.size()
                            + " series has " + longest + " steps");
        }
    }

    private List<String> notes(
            WindowSource windows, TrainingResult result, WindowNetwork network, NativeEngine engine) {
        var notes = new ArrayList<String>();
        notes.add(windows.training().length + " training windows, " + windows.validation().length + " for validation");
        long size = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        notes.add(size + " parameters");
        notes.add(
                result.validationLoss().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "trained %d epochs of %d updates; kept epoch %d with the validation loss %.4f",
                                result.epochs(),
                                training.updatesPerEpoch(),
                                result.bestEpoch(),
                                result.validationLoss().getAsDouble())
                        : "trained all " + result.epochs() + " epochs of " + training.updatesPerEpoch()
                                + " updates, without validation");
        notes.add(engine.threads() + " engine threads");
        return notes;
    }
}
