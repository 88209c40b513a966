package io.almanac.forecasting.neural.transformer;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.almanac.core.forecast.Capabilities;
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
import io.almanac.forecasting.neural.training.LearningRate;
import io.almanac.forecasting.neural.training.TrainingLoop;
import io.almanac.forecasting.neural.training.TrainingPlan;
import io.almanac.forecasting.neural.training.TrainingResult;
import io.almanac.forecasting.neural.training.WindowRules;
import io.almanac.forecasting.neural.training.WindowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The encoder-only Transformer with one token for each step, Vaswani et al. 2017 with a head that forecasts the whole
 * horizon at once. One model for all series; each channel is a series of its own to it, so it does not see that two
 * channels move together. Needs the native engine.
 *
 * <p>Not for a handful of short series: with fewer than some hundred steps in all, exponential smoothing or the
 * seasonal naive forecast are more accurate and need no training.
 */
public final class TransformerForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "transformer";

    private final TransformerConfig config;

    public TransformerForecaster(TransformerConfig config) {
        this.config = config;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public TransformerConfig config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Scope.GLOBAL, true, false, Set.of());
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions options) {
        NativeEngine engine = NativeEngine.start();
        Device device = engine.device(options.device());
        ContextChoice choice = ContextChoice.of(config, training, options);
        var quantiles = new TreeSet<>(options.quantiles());
        quantiles.add(0.5); // the point forecast
        var state = new TransformerState(
                choice.context(),
                choice.minimumObserved(),
                List.copyOf(quantiles),
                choice.calendar().fields());
        var network = new ForecastNetwork(state.shape(config, options.horizon()));
        var notes = new ArrayList<String>(List.of(choice.reason()));
        NDManager weights = engine.newManager(device);
        try (NDManager scope = engine.newManager(device);
                NativeEngine.Training lock = engine.training()) {
            lock.reseed(options.seed(), 0);
            network.initialise(weights);
            var rules = new WindowRules(
                    choice.context(),
                    options.horizon(),
                    options.validation(),
                    choice.minimumObserved(),
                    choice.calendar());
            var windows = new WindowTable(training, rules, scope);
            checkWindows(windows, rules, training);
            var task = new ForecastTask(network, windows, state.quantiles(), config, options.seed(), scope);
            Checkpoint checkpoint = Checkpoint.of(this, training, options, engine, "");
            TrainingResult result =
                    new TrainingLoop(lock, network, task, plan(options), options.listener()).run(scope, checkpoint);
            notes.addAll(notes(training, windows, result, network, engine));
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
        var environment = Environment.current().withEngine(engine.facts());
        return new TransformerModel(
                engine, network, weights, state, ModelProvenance.of(this, training, options, notes, environment));
    }

    private TrainingPlan plan(FitOptions options) {
        long warmup = config.warmup();
        LearningRate rate = switch (config.schedule()) {
            case CONSTANT -> LearningRate.constant(config.learningRate(), warmup);
            case INVERSE_SQUARE_ROOT -> LearningRate.inverseSquareRoot(config.learningRate(), warmup);
            case COSINE ->
                LearningRate.cosine(config.learningRate(), warmup, (long) config.epochs() * config.updatesPerEpoch());
        };
        return new TrainingPlan(
                config.epochs(),
                config.updatesPerEpoch(),
                config.patience(),
                rate,
                config.weightDecay(),
                config.clipNorm(),
                options.seed());
    }

    private static void checkWindows(WindowTable windows, WindowRules rules, SeriesSet training) {
        if (windows.training().length == 0) {
            int longest = training.stream().mapToInt(s -> s.length()).max().orElse(0);
            throw new UnfitException(ID + " finds no window to train on: it needs " + rules.minimumObserved()
                    + " observed steps of context and a horizon of " + rules.horizon() + " before the last "
                    + rules.validation() + " steps, which are for validation; the longest of " + training.size()
                    + " series has " + longest + " steps");
        }
    }

    private List<String> notes(
            SeriesSet training,
            WindowTable windows,
            TrainingResult result,
            ForecastNetwork network,
            NativeEngine engine) {
        var notes = new ArrayList<String>();
        notes.add(windows.training().length + " training windows, " + windows.validation().length + " for validation");
        notes.add(network.size() + " parameters");
        notes.add(
                result.validationLoss().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "trained %d epochs of %d updates; kept epoch %d with the validation loss %.4f",
                                result.epochs(),
                                config.updatesPerEpoch(),
                                result.bestEpoch(),
                                result.validationLoss().getAsDouble())
                        : "trained all " + result.epochs() + " epochs of " + config.updatesPerEpoch()
                                + " updates, without validation");
        notes.add(engine.threads() + " engine threads");
        if (training.asList().stream().anyMatch(TimeSeries::revised)) {
            notes.add("revised values in training windows are those known at the cutoff, not at each window's own end");
        }
        return notes;
    }
}
