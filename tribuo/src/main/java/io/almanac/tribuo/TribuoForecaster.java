package io.almanac.tribuo;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.tribuo.Trainer;
import org.tribuo.Tribuo;
import org.tribuo.regression.Regressor;

/**
 * A Tribuo {@code Trainer<Regressor>} as a forecaster, on lags, the calendar and covariates. One model for all series;
 * each channel is a series of its own to it. What the features are and how they are scaled: {@link LagFeatures}.
 *
 * <p>The point is a mean, as squared loss makes it; a trainer with another loss, such as Tribuo's absolute loss, gives
 * what it gives under that name. Quantiles come from the errors on the validation steps: {@link ErrorQuantiles}.
 *
 * <p>Not for long contexts or millions of windows: Tribuo keeps each window as an example in memory.
 */
public final class TribuoForecaster implements Forecaster {

    /** The id of forecasters with a trainer of the user's own. */
    public static final String ID = "tribuo";

    private final String id;
    private final Record config;
    private final LagOptions options;
    private final boolean missingLags;
    private final LongFunction<Trainer<Regressor>> trainer; // by seed
    private final Supplier<Map<String, String>> engine; // starts what the trainer needs; facts about it

    TribuoForecaster(
            String id,
            Record config,
            LagOptions options,
            boolean missingLags,
            LongFunction<Trainer<Regressor>> trainer,
            Supplier<Map<String, String>> engine) {
        this.id = id;
        this.config = config;
        this.options = options;
        this.missingLags = missingLags;
        this.trainer = trainer;
        this.engine = engine;
    }

    /** A forecaster with a trainer of your own, on {@link LagOptions#defaults()}. */
    public static TribuoForecaster of(Trainer<Regressor> trainer) {
        return of(trainer, LagOptions.defaults());
    }

    /**
     * A forecaster with a trainer of your own. Its randomness is the trainer's: the seed of a fit picks the sample of
     * windows only.
     *
     * @throws IllegalArgumentException if the trainer uses Tribuo's Adam, which is wrong in this version
     */
    public static TribuoForecaster of(Trainer<Regressor> trainer, LagOptions options) {
        List<TrainerPart> parts = TrainerPart.of(trainer);
        if (Tribuo.MAJOR_VERSION < 5) {
            TrainerPart.refuseAdam(parts);
        }
        return new TribuoForecaster(
                ID, TribuoConfig.of(parts, options), options, false, seed -> trainer, TribuoForecaster::noEngine);
    }

    /** Tribuo itself runs on Java alone. */
    static Map<String, String> noEngine() {
        return Map.of();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Record config() {
        return config;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.Scope.GLOBAL,
                missingLags,
                false,
                Set.of(Covariate.Kind.PAST, Covariate.Kind.FUTURE, Covariate.Kind.STATIC));
    }

    @Override
    public ForecastModel fit(SeriesSet training, FitOptions fit) {
        var facts = new TreeMap<>(engine.get());
        facts.put("tribuo", Tribuo.VERSION);
        TribuoState state = TribuoState.of(options, missingLags, training, fit);
        var features = new LagFeatures(training.schema(), state, fit.horizon());
        try {
            var run = new LagTraining(training, fit, state, features, options.examples());
            LagPredictor predictor = run.train(trainer.apply(fit.seed()));
            double[][] errors = run.errorQuantiles(predictor);
            List<String> notes = new ArrayList<>(run.notes());
            Environment environment = Environment.current().withEngine(facts);
            var provenance = ModelProvenance.of(this, training, fit, notes, environment);
            return new TribuoModel(provenance, state, predictor, errors);
        } catch (UnfitException e) {
            throw new UnfitException(id + ": " + e.getMessage());
        }
    }
}
