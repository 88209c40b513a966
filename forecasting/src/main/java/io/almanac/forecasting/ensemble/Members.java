package io.almanac.forecasting.ensemble;

import io.almanac.core.forecast.Capabilities;
import io.almanac.core.forecast.FitListener;
import io.almanac.core.forecast.FitOptions;
import io.almanac.core.forecast.ForecastModel;
import io.almanac.core.forecast.Forecaster;
import io.almanac.core.forecast.Forecasters;
import io.almanac.core.forecast.UnavailableException;
import io.almanac.core.forecast.UnfitException;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.SeriesSet;
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
 * The forecasters that an ensemble is made of, by label. The first in the order of labels is fitted with the seed of the
 * fit, the next with that plus 1, and so on, whoever of them can't be fitted.
 */
record Members(SortedMap<String, Forecaster> forecasters) {

    /**
     * Members of some ids.
     *
     * @param ids      by label
     * @param settings {@code LABEL.OPTION} to a text
     * @throws IllegalArgumentException if an id does not exist or a setting does not fit
     */
    static Members of(Map<String, String> ids, Map<String, String> settings) {
        SortedMap<String, Forecaster> forecasters = new TreeMap<>();
        ids.forEach((label, id) -> {
            Map<String, String> own = new TreeMap<>();
            settings.forEach((key, value) -> {
                if (key.startsWith(label + ".")) {
                    own.put(key.substring(label.length() + 1), value);
                }
            });
            try {
                forecasters.put(label, Forecasters.create(id, own));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("member " + label + ": " + e.getMessage(), e);
            }
        });
        return new Members(forecasters);
    }

    /** Global where a member is; they skip missing values where all do, and use the covariates that any uses. */
    Capabilities capabilities() {
        List<Capabilities> own =
                forecasters.values().stream().map(Forecaster::capabilities).toList();
        Set<Covariate.Kind> covariates = EnumSet.noneOf(Covariate.Kind.class);
        own.forEach(one -> covariates.addAll(one.covariates()));
        return new Capabilities(
                Collections.max(own.stream().map(Capabilities::scope).toList()),
                own.stream().allMatch(Capabilities::missingValues),
                own.stream().anyMatch(Capabilities::mixesChannels),
                covariates);
    }

    /**
     * Fits some of them. Their reports are heard, but their epochs stay out of the training curve.
     *
     * @param labels which
     * @param unfit  takes why a member could not be fitted, by label
     * @throws CancellationException if the listener asks to stop, between two members at the latest
     */
    SortedMap<String, ForecastModel> fit(
            Collection<String> labels, SeriesSet training, FitOptions options, Map<String, String> unfit) {
        FitOptions quiet = options.withListener(FitListener.quiet(options.listener()));
        SortedMap<String, ForecastModel> models = new TreeMap<>();
        long seed = options.seed();
        try {
            for (Map.Entry<String, Forecaster> member : forecasters.entrySet()) {
                if (options.listener().cancelled()) {
                    throw new CancellationException("the fit was cancelled");
                }
                if (labels.contains(member.getKey())) {
                    try {
                        models.put(member.getKey(), member.getValue().fit(training, quiet.withSeed(seed)));
                    } catch (UnfitException | UnavailableException e) {
                        unfit.put(member.getKey(), String.valueOf(e.getMessage()));
                    }
                }
                seed++;
            }
            return models;
        } catch (RuntimeException | Error e) {
            models.values().forEach(ForecastModel::close);
            throw e;
        }
    }
}
