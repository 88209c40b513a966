package io.almanac.core.forecast;

import io.almanac.core.series.Covariate;
import java.util.Set;

/**
 * What a forecaster can do with its input.
 *
 * @param missingValues whether it skips NaN by itself
 * @param mixesChannels whether one channel's forecast depends on the others
 * @param covariates    the kinds it uses; others are ignored and listed in the provenance
 */
public record Capabilities(Scope scope, boolean missingValues, boolean mixesChannels, Set<Covariate.Kind> covariates) {

    /** What the parameters of a model belong to. */
    public enum Scope {
        /** Each series has its own, so any chunk of series may be fitted alone. */
        LOCAL,
        /** All series share them, so a model serves any id. */
        GLOBAL
    }

    public Capabilities {
        covariates = Set.copyOf(covariates);
    }
}
