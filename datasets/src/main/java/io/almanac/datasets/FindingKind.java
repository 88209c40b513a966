package io.almanac.datasets;

import io.almanac.core.series.DataReport.Finding;
import io.almanac.core.series.DataReport.Severity;
import java.util.Locale;

/**
 * The kinds of trouble that are found in data and do not stop their being read. {@code docs/checks.md} tells of each
 * by which rule it is found and what cures it.
 */
public enum FindingKind {

    // What says how data are read.
    READING_FILE(Severity.NOTE),

    // What the reader sees.
    ROWS_OUT_OF_ORDER(Severity.NOTE),
    MISSING_COVARIATE_VALUES(Severity.WARNING),
    VALUES_WITHOUT_ISSUE_TIME(Severity.WARNING),
    TIMES_WITH_AN_OFFSET(Severity.NOTE),
    REPEATED_HOURS(Severity.NOTE),

    // What checks see in times.
    WEAK_FREQUENCY(Severity.WARNING),
    FUTURE_TIMES(Severity.WARNING),
    CLOCK_CHANGES(Severity.WARNING),
    DIFFERENT_ENDS(Severity.NOTE),

    // What checks see in values.
    GAPS(Severity.WARNING),
    NO_VALUE_AT_ALL(Severity.WARNING),
    NEAR_EMPTY(Severity.WARNING),
    CONSTANT(Severity.WARNING),
    CONSTANT_STRETCHES(Severity.WARNING),
    OUTLIERS(Severity.WARNING),
    LEVEL_SHIFTS(Severity.WARNING),
    IDENTICAL_SERIES(Severity.NOTE),
    NO_SEASON(Severity.NOTE),
    OTHER_SEASON(Severity.NOTE),

    // What was done because it was asked for.
    REPEATED_TIMES(Severity.NOTE),
    AGGREGATED(Severity.NOTE),
    DROPPED(Severity.NOTE);

    private final Severity severity;

    FindingKind(Severity severity) {
        this.severity = severity;
    }

    /** The name as files and the documentation write it: {@code rows-out-of-order}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name as a person reads it: {@code rows out of order}. */
    public String text() {
        return code().replace('-', ' ');
    }

    /** Whether a run may be wrong because of it. */
    public Severity severity() {
        return severity;
    }

    /**
     * A finding of this kind; see {@link Finding} for the words.
     *
     * @param what in words, {@link #text()} where there is nothing to add
     */
    public Finding finding(String what, long count, String example, String action) {
        return new Finding(code(), severity, what, count, example, action);
    }

    /** The same in the kind's own words. */
    public Finding finding(long count, String example, String action) {
        return finding(text(), count, example, action);
    }

    /** A finding that a repair cures, which makes it a note. */
    public Finding cured(long count, String example, String action) {
        return new Finding(code(), Severity.NOTE, text(), count, example, action);
    }
}
