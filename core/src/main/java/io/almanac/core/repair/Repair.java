package io.almanac.core.repair;

import io.almanac.core.series.TimeSeries;

/**
 * Changes the values of a series before a forecaster sees it: fills gaps, caps outliers. A backtest applies it inside
 * each fold to what was known at the cutoff, so that even a repair that looks both ways sees nothing of what is to be
 * forecast. What is scored is never repaired.
 */
public interface Repair {

    /** Changes nothing. */
    Repair NONE = new Repair() {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public TimeSeries apply(TimeSeries known) {
            return known;
        }
    };

    /** What it does with all its parameters, for provenance: two repairs of one name do the same. */
    String name();

    /** The series with changed values; same id, axis and covariates. */
    TimeSeries apply(TimeSeries known);

    /** Whether it gives missing values a value, as far as it can. */
    default boolean fills() {
        return false;
    }

    /** Whether it moves outliers. */
    default boolean caps() {
        return false;
    }

    /** First this, then another on what this gave. */
    default Repair then(Repair next) {
        if (this == NONE || next == NONE) {
            return this == NONE ? next : this;
        }
        Repair first = this;
        return new Repair() {
            @Override
            public String name() {
                return first.name() + " then " + next.name();
            }

            @Override
            public TimeSeries apply(TimeSeries known) {
                return next.apply(first.apply(known));
            }

            @Override
            public boolean fills() {
                return first.fills() || next.fills();
            }

            @Override
            public boolean caps() {
                return first.caps() || next.caps();
            }
        };
    }
}
