package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean or the median of several forecasters. Each is fitted to all the series, with a seed of its own, and none is
 * picked: picking among members that hardly differ follows the noise of the validation steps. See {@link Rule} for what
 * becomes of their forecasts.
 *
 * <p>A member that can't be fitted is left out, and the provenance says so. It costs what its members cost together;
 * {@link Rule#WEIGHTED} costs as much again for each fold of its validation.
 *
 * <p>Source of the weights: Bates and Granger 1969, "The Combination of Forecasts", without the correlations of errors,
 * which are too many to estimate; Stock and Watson 2004, "Combination Forecasts of Output Growth".
 */
public final class AverageForecaster implements Forecaster {

    private final String id;
    private final AverageConfig config;
    private final Members members;

    /**
     * An average of the forecasters that the configuration names.
     *
     * @param id in tables, files and on the command line
     * @throws IllegalArgumentException if there are fewer than two, one does not exist or its settings don't fit
     */
    AverageForecaster(String id, AverageConfig config) {
        if (config.members().size() < 2) {
            throw new IllegalArgumentException("members must be at least 2, each set as members.LABEL=ID, were "
                    + config.members().keySet());
        }
        this.id = id;
        this.config = config;
        members = Members.of(config.members(), config.settings());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public AverageConfig config() {
        return config;
    }

    /** Global where a member is; it skips missing values where all do, and uses the covariates that any uses. */
    @Override
    public Capabilities capabilities() {
        return members.capabilities();
    }

    @Override
    public AverageModel fit(SeriesSet training, FitOptions options) {
        List<String> notes = new ArrayList<>();
        SortedMap<String, Double> weights = config.rule() == Rule.WEIGHTED && options.validation() > 0
                ? weights(training, options, notes)
                : new TreeMap<>();
        if (config.rule() == Rule.WEIGHTED && options.validation() == 0) {
            notes.add("all members count the same, as no validation tells what they are worth");
        }
        SortedMap<String, String> unfit = new TreeMap<>();
        SortedMap<String, ForecastModel> models =
                members.fit(members.forecasters().keySet(), training, options, unfit);
        if (models.isEmpty()) {
            throw new UnfitException(
                    "no member can be fitted; " + unfit.firstKey() + ": " + unfit.get(unfit.firstKey()));
        }
        List<String> labels = List.copyOf(models.keySet());
        Blend blend = new Blend(
                id,
                labels,
                config.rule() == Rule.MEDIAN,
                labels.stream().map(label -> weights.getOrDefault(label, 1.0)).toList());
        notes.add(blend.describe() + "; of a history that some of them refuse, that of the others");
        return AverageModel.of(this, models, List.of(blend), training, options, notes, unfit);
    }

    /** One over the mean square of losses in the trials that all have; empty where there are none. */
    private SortedMap<String, Double> weights(SeriesSet training, FitOptions options, List<String> notes) {
        List<Blend> alone =
                members.forecasters().keySet().stream().map(Blend::alone).toList();
        int folds = Validation.folds(training.size());
        Validation validation = Validation.run(members, alone, training, options, folds);
        SortedMap<String, Double> weights = validation.inverseSquares();
        notes.add(
                weights.isEmpty()
                        ? "all members count the same, as no trial tells what they are worth"
                        : "weights from " + folds + " folds of validation");
        return weights;
    }
}
