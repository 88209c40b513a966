package io.almanac.core.series;

/**
 * A variable that helps to forecast but is not forecast itself.
 *
 * @param name        its column, not blank
 * @param categorical whether its values are codes of categories, 0, 1, 2, …
 */
public record Covariate(String name, Kind kind, boolean categorical) {

    /** When a covariate's values are known. */
    public enum Kind {
        /** Known up to now. */
        PAST,
        /** Known ahead of time too. */
        FUTURE,
        /** One value for the whole series. */
        STATIC
    }

    public Covariate {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a covariate must not be blank");
        }
    }
}
