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
    GAPS(Severity.WARNING),
    ROWS_OUT_OF_ORDER(Severity.NOTE),
    NO_VALUE_AT_ALL(Severity.WARNING),
    CONSTANT(Severity.WARNING),
    MISSING_COVARIATE_VALUES(Severity.WARNING),
    VALUES_WITHOUT_ISSUE_TIME(Severity.WARNING),
    TIMES_WITH_AN_OFFSET(Severity.NOTE),
    REPEATED_HOURS(Severity.NOTE);

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
}
