package io.almanac.datasets.duckdb;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.RowIntake;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A column of a query as it is asked for: as double, as text, or as a count of ticks since 1970.
 *
 * @param index      in the table, from 0
 * @param expression in SQL
 * @param perSecond  ticks of a second; 1 for what is no time
 */
record DuckColumn(int index, Kind kind, String expression, int perSecond) {

    private static final int MICROS = 1_000_000;
    private static final int NANOS = 1_000_000_000;

    /** Digits of a decimal number that a double holds whatever they are. */
    private static final int EXACT_DIGITS = 15;

    enum Kind {
        NUMBER,
        TEXT,
        /** On the wall clock. */
        LOCAL_TIME,
        /** Of UTC. */
        INSTANT
    }

    /**
     * The way to read a column.
     *
     * @param source for messages
     * @param type   as DuckDB names it
     * @param number whether numbers of it are values, not ids or times
     */
    static DuckColumn of(String source, int index, String name, String type, boolean number) {
        String column = DuckDb.quoted(name);
        String base = type.replaceFirst("\\(.*", "");
        return switch (base) {
            case "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "FLOAT",
                    "DOUBLE" -> number ? number(index, column) : text(index, column);
            case "HUGEINT", "UHUGEINT", "BIGNUM", "DECIMAL" ->
                !number
                        ? text(index, column)
                        : number(index, isExact(type) ? column : "CAST(" + column + " AS VARCHAR)");
            case "VARCHAR", "ENUM", "UUID", "JSON", "\"NULL\"" -> text(index, column);
            case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" ->
                new DuckColumn(index, Kind.LOCAL_TIME, "epoch_us(CAST(" + column + " AS TIMESTAMP))", MICROS);
            case "TIMESTAMP_NS" -> new DuckColumn(index, Kind.LOCAL_TIME, "epoch_ns(" + column + ")", NANOS);
            case "TIMESTAMP WITH TIME ZONE" -> new DuckColumn(index, Kind.INSTANT, "epoch_us(" + column + ")", MICROS);
            default ->
                throw new DataException(
                        DataError.UNSUPPORTED_TYPE,
                        source + ": column \"" + name + "\" has the type " + type
                                + ", which is no number, time or text; ask for it by sql:SELECT … CAST(" + column
                                + " AS DOUBLE) or AS VARCHAR, or ignore the column");
        };
    }

    private static DuckColumn number(int index, String column) {
        return new DuckColumn(index, Kind.NUMBER, "CAST(" + column + " AS DOUBLE)", 1);
    }

    private static DuckColumn text(int index, String column) {
        return new DuckColumn(index, Kind.TEXT, "CAST(" + column + " AS VARCHAR)", 1);
    }

    /** Whether the cast to double rounds once. */
    private static boolean isExact(String type) {
        return type.startsWith("DECIMAL(")
                && Integer.parseInt(type.substring("DECIMAL(".length(), type.indexOf(','))) <= EXACT_DIGITS;
    }

    /** Hands a time on. */
    void time(RowIntake intake, long ticks) {
        long seconds = Math.floorDiv(ticks, perSecond);
        int rest = Math.floorMod(ticks, perSecond);
        boolean utc = kind == Kind.INSTANT;
        if (rest == 0) {
            intake.time(index, seconds, utc);
        } else {
            intake.time(index, LocalDateTime.ofEpochSecond(seconds, rest * (NANOS / perSecond), ZoneOffset.UTC), utc);
        }
    }
}
