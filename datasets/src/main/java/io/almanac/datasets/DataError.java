package io.almanac.datasets;

import java.util.Locale;

/** The kinds of trouble for which data are refused. {@code docs/errors.md} tells of each what causes and what cures it. */
public enum DataError {

    // The file.
    NO_SUCH_FILE,
    NOT_A_FILE,
    NOT_A_FILE_NAME,
    UNREADABLE,
    EMPTY,
    NO_ROWS,
    OTHER_FORMAT,
    NOT_UTF8,
    DAMAGED_GZIP,
    NOT_CSV,
    RAGGED_ROW,
    TOO_LARGE,
    FILE_CHANGED,
    NO_TEMPORARY_SPACE,

    // The formats.
    NO_MATCHING_FILE,
    FILES_DIFFER,
    UNSUPPORTED_TYPE,
    BAD_TSF,
    REPEATED_SERIES,
    DUCKDB_MISSING,
    DUCKDB_UNUSABLE,
    QUERY_FAILED,
    NO_SUCH_TABLE,

    // The columns.
    NO_SUCH_COLUMN,
    REPEATED_COLUMN,
    UNNAMED_COLUMN,
    UNEXPECTED_COLUMNS,
    NOTHING_TO_FORECAST,
    COLUMN_USED_TWICE,
    DELAY_WITHOUT_ISSUE_TIMES,

    // What says how data are read.
    NOT_YAML,
    UNKNOWN_KEY,
    REPEATED_KEY,
    BAD_SETTING,
    TWO_READING_FILES,

    // The cells.
    MISSING_ID,
    MISSING_TIME,
    BAD_TIME,
    MIXED_OFFSETS,
    BAD_NUMBER,
    INFINITE_NUMBER,
    BAD_CATEGORY,
    BAD_ISSUE_TIME,
    STATIC_VALUE_CHANGES,

    // The time axis.
    NO_FREQUENCY,
    OFF_GRID,
    TOO_MANY_GAPS,
    REPEATED_TIME,
    SKIPPED_TIME,
    ZONE_NEEDED,

    // Covariates of the calendar.
    NO_DATES,
    TOO_COARSE_FOR_CALENDAR,

    // Data by name.
    NO_SUCH_BUNDLED,
    NO_SUCH_SET,
    NOT_FETCHED,

    // Fetching.
    UNREACHABLE,
    REFUSED_BY_SERVER,
    CUT_OFF,
    WRONG_SIZE,
    WRONG_CHECKSUM,
    DISK_FULL,
    DAMAGED_ARCHIVE,
    UNSAFE_ARCHIVE,

    // Synthetic series.
    BAD_SYNTHETIC,

    // Tables of forecasts.
    NO_FORECASTS,
    NO_ACTUAL_VALUES,
    LABEL_TAKEN,
    NO_SUCH_LABEL,
    REPEATED_QUANTILE,
    ROWS_APART,
    REPEATED_FORECAST,
    TABLES_DISAGREE,
    NO_HISTORY,
    BASELINE_NOT_LOCAL;

    /** The name as messages and the documentation write it: {@code ragged-row}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
