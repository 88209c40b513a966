package io.almanac.core.series;

import java.util.HashSet;
import java.util.List;

/**
 * What all series of a source share.
 *
 * @param seasons    lengths of the seasons in steps, the one that scales MASE first; {@code [1]} if there is none
 * @param channels   names of the measured variables, at least one, unique
 * @param covariates with unique names
 */
public record Schema(Frequency frequency, List<Integer> seasons, List<String> channels, List<Covariate> covariates) {

    public Schema {
        seasons = List.copyOf(seasons);
        channels = List.copyOf(channels);
        covariates = List.copyOf(covariates);
        if (seasons.isEmpty() || seasons.stream().anyMatch(s -> s < 1)) {
            throw new IllegalArgumentException("seasons must be at least 1 each and not empty, was " + seasons);
        }
        if (channels.isEmpty() || new HashSet<>(channels).size() < channels.size()) {
            throw new IllegalArgumentException("channels must be unique and not empty, was " + channels);
        }
        List<String> names = covariates.stream().map(Covariate::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("covariates must have unique names, were " + names);
        }
    }

    /** One channel {@code y}, no covariates, the frequency's own season. */
    public static Schema univariate(Frequency frequency) {
        return new Schema(frequency, List.of(frequency.season()), List.of("y"), List.of());
    }

    /** The first season: the one that seasonal models use and that scales MASE. */
    public int season() {
        return seasons.get(0);
    }

    public Schema withSeasons(List<Integer> newSeasons) {
        return new Schema(frequency, newSeasons, channels, covariates);
    }
}
