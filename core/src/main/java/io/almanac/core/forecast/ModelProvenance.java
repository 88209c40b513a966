package io.almanac.core.forecast;

import io.almanac.core.provenance.Environment;
import io.almanac.core.series.Schema;
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
}
