package io.almanac.core.series;

import java.util.HashSet;
import java.util.List;

/**
 * A variable that helps to forecast but is not forecast itself.
 *
 * @param name       its column, not blank
 * @param categories the names of its categories, unique; a value {@code i} stands for the category at position
 *                   {@code i}. Empty where the values are numbers
 */
public record Covariate(String name, Kind kind, List<String> categories) {

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
        categories = List.copyOf(categories);
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a covariate must not be blank");
        }
        if (new HashSet<>(categories).size() < categories.size()) {
            throw new IllegalArgumentException("the categories of " + name + " must be unique, were " + categories);
        }
    }

    /** A covariate whose values are numbers. */
    public static Covariate real(String name, Kind kind) {
        return new Covariate(name, kind, List.of());
    }

    /** Whether the values are positions in {@link #categories}. */
    public boolean categorical() {
        return !categories.isEmpty();
    }
}
