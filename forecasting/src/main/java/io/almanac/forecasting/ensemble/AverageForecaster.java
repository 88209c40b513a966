package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.ModelProvenance;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * The mean of several forecasters. Each is fitted to all the series, with a seed of its own, and none is picked:
 * picking among members that hardly differ follows the noise of the validation steps.
 *
 * <p>A member that can't be fitted is left out, and the provenance says so. It costs what its members cost together.
 * Not for members of which one is known to be much worse: all count the same.
 */
public final class AverageForecaster implements Forecaster {

    /** The id in tables, files and on the command line. */
    public static final String ID = "average";

    private final AverageConfig config;
    private final SortedMap<String, Forecaster> members = new TreeMap<>();

    /**
     * An average of the forecasters that the configuration names.
     *
     * @throws IllegalArgumentException if there are fewer than two, one does not exist or its settings don't fit
     */
    public AverageForecaster(AverageConfig config) {
        if (config.members().size() < 2) {
            throw new IllegalArgumentException("members must be at least 2, each set as members.LABEL=ID, were "
                    + config.members().keySet());
        }
        this.config = config;
        config.members().forEach((label, id) -> {
            try {
                members.put(label, Forecasters.create(id, config.settingsOf(label)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("member " + label + ": " + e.getMessage(), e);
            }
        });
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public AverageConfig config() {
        return config;
    }

    /** Global where a member is; it skips missing values where all do, and uses the covariates that any uses. */
    @Override
    public Capabilities capabilities() {
        List<Capabilities> own =
                members.values().stream().map(Forecaster::capabilities).toList();
        Set<Covariate.Kind> covariates = EnumSet.noneOf(Covariate.Kind.class);
        own.forEach(one -> covariates.addAll(one.covariates()));
        return new Capabilities(
                Collections.max(own.stream().map(Capabilities::scope).toList()),
                own.stream().allMatch(Capabilities::missingValues),
                own.stream().anyMatch(Capabilities::mixesChannels),
                covariates);
    }

    @Override
    public AverageModel fit(SeriesSet training, FitOptions options) {
        FitOptions quiet = options.withListener(FitListener.quiet(options.listener()));
        SortedMap<String, ForecastModel> models = new TreeMap<>();
        List<String> unfit = new ArrayList<>();
        long seed = options.seed();
        try {
            for (Map.Entry<String, Forecaster> member : members.entrySet()) {
                if (options.listener().cancelled()) {
                    throw new CancellationException(ID + " was cancelled");
                }
                try {
                    models.put(member.getKey(), member.getValue().fit(training, quiet.withSeed(seed)));
                } catch (UnfitException e) {
                    unfit.add(member.getKey() + ": " + e.getMessage());
                }
                seed++;
            }
            if (models.isEmpty()) {
                throw new UnfitException("no member can be fitted; " + unfit.get(0));
            }
            List<ModelProvenance> fits =
                    models.values().stream().map(ForecastModel::provenance).toList();
            return new AverageModel(
                    models, ModelProvenance.of(this, training, options, notes(models, unfit), environment(fits)));
        } catch (RuntimeException | Error e) {
            models.values().forEach(ForecastModel::close);
            throw e;
        }
    }

    private static List<String> notes(SortedMap<String, ForecastModel> models, List<String> unfit) {
        List<String> members = new ArrayList<>();
        List<String> own = new ArrayList<>();
        models.forEach((label, model) -> {
            ModelProvenance fit = model.provenance();
            members.add(label + " (" + fit.forecaster() + ", seed " + fit.seed() + ")");
            fit.notes().forEach(note -> own.add(label + ": " + note));
        });
        List<String> notes = new ArrayList<>();
        notes.add("the mean of " + String.join(", ", members)
                + "; of a history that some of them refuse, the mean of the others");
        unfit.forEach(reason -> notes.add("without " + reason));
        notes.addAll(own);
        return notes;
    }

    /** This machine, with the facts of all engines that members used. */
    private static Environment environment(Collection<ModelProvenance> fits) {
        Map<String, String> facts = new TreeMap<>();
        fits.forEach(fit -> facts.putAll(fit.environment().engine()));
        return Environment.current().withEngine(facts);
    }
}
