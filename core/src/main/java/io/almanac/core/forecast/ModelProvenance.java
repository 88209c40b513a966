package io.almanac.core.forecast;

import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Covariate;
import io.almanac.core.series.DataHash;
import io.almanac.core.series.Schema;
import io.almanac.core.series.SeriesSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a model comes from: enough to fit it again.
 *
 * @param forecaster the forecaster's id
 * @param schema     what the training series had in common
 * @param series     how many there were
 * @param dataHash   SHA-256 of the training series, see {@link io.almanac.core.series.DataHash}
 * @param notes      what a reader should know: choices made, inputs ignored; in plain words
 */
public record ModelProvenance(
        String forecaster,
        Record config,
        Schema schema,
        int series,
        String dataHash,
        int horizon,
        int validation,
        List<Double> quantiles,
        long seed,
        String device,
        List<String> notes,
        Environment environment) {

    public ModelProvenance {
        quantiles = List.copyOf(quantiles);
        notes = List.copyOf(notes);
    }

    /**
     * The provenance of a model that a forecaster has just fitted. The covariates that it has no use for, by its
     * {@link Capabilities}, are added to the notes.
     */
    public static ModelProvenance of(
            Forecaster forecaster,
            SeriesSet training,
            FitOptions options,
            List<String> notes,
            Environment environment) {
        List<String> ignored = training.schema().covariates().stream()
                .filter(covariate -> !forecaster.capabilities().covariates().contains(covariate.kind()))
                .map(Covariate::name)
                .toList();
        List<String> all = new ArrayList<>(notes);
        if (!ignored.isEmpty()) {
            all.add("ignored covariates: " + String.join(", ", ignored));
        }
        return new ModelProvenance(
                forecaster.id(),
                forecaster.config(),
                training.schema(),
                training.size(),
                DataHash.of(training),
                options.horizon(),
                options.validation(),
                options.quantiles(),
                options.seed(),
                options.device(),
                all,
                environment);
    }
}
