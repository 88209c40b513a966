package io.almanac.forecasting.smoothing;

/**
 * The options of {@code ces}.
 *
 * @param form   the season's form; chosen by the corrected information criterion unless named
 * @param season steps of the season, 1 for none; 0 takes the first season of the data
 */
public record CesConfig(Form form, int season) {

    /** How a season enters. A series shorter than two seasons is fitted without. */
    public enum Form {
        /** The one with the least information criterion. */
        AUTO,
        /** None: one level. */
        NONE,
        /** A level for each place in the season. */
        SIMPLE,
        /** A level, and an addend for each place. */
        PARTIAL,
        /** A level, and a component of its own for each place. */
        FULL
    }

    public CesConfig {
        if (season < 0) {
            throw new IllegalArgumentException("season must not be negative, was " + season);
        }
    }
}
