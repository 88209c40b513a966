package io.almanac.core.evaluation;

import java.util.Locale;

/** What part of the scored points a value is of. */
public sealed interface MetricTarget {

    /** Everything. */
    record Overall() implements MetricTarget {}

    /** One series, all its channels. */
    record Series(String id) implements MetricTarget {}

    /** One channel of all series. */
    record Channel(String name) implements MetricTarget {}

    /** One step of the horizon, from 1. */
    record Step(int number) implements MetricTarget {}

    /** One fold, from 0. */
    record Fold(int number) implements MetricTarget {}

    /**
     * Those series that have one value of a static covariate, or those channels of series that have one
     * {@link DemandClass}.
     *
     * @param by    the covariate's name, or {@link #DEMAND}
     * @param value as text
     */
    record Group(String by, String value) implements MetricTarget {

        /** What groups by demand class are by. */
        public static final String DEMAND = "demand class";
    }

    /** The kind in files: {@code overall}, {@code series}, {@code channel}, {@code step}, {@code fold}, {@code group}. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Which one of its kind, in files; empty for {@link Overall}, {@code by=value} for {@link Group}. */
    default String key() {
        if (this instanceof Series series) {
            return series.id();
        } else if (this instanceof Channel channel) {
            return channel.name();
        } else if (this instanceof Step step) {
            return Integer.toString(step.number());
        } else if (this instanceof Fold fold) {
            return Integer.toString(fold.number());
        } else if (this instanceof Group group) {
            return group.by() + "=" + group.value();
        }
        return "";
    }
}
