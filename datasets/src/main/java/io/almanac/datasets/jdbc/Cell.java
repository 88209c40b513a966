package io.almanac.datasets.jdbc;

import io.almanac.datasets.DataError;
import io.almanac.datasets.DataException;
import io.almanac.datasets.rows.RowIntake;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hands the field of one column on, as its SQL type wants it. */
@FunctionalInterface
interface Cell {

    void read(ResultSet rows, RowIntake intake) throws SQLException;

    /**
     * The way to read a column.
     *
     * @param source for messages
     * @param column from 0
     * @param number whether numbers of it are values, not ids or times
     */
    static Cell of(String source, ResultSetMetaData columns, int column, boolean number) throws SQLException {
        int i = column + 1;
        String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
        return switch (columns.getColumnType(i)) {
            case Types.BIT, Types.BOOLEAN ->
                (rows, intake) -> {
                    boolean value = rows.getBoolean(i);
                    if (!rows.wasNull()) {
                        intake.number(column, value ? 1 : 0);
                    }
                };
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                number ? ofDouble(column) : ofText(column);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> ofDouble(column);
            case Types.NUMERIC, Types.DECIMAL -> number ? ofDecimal(column) : ofText(column);
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.NULL -> ofText(column);
            case Types.DATE ->
                (rows, intake) -> {
                    LocalDate date = date(rows, i);
                    if (date != null) {
                        intake.time(column, date.toEpochDay() * 86_400, false);
                    }
                };
            case Types.TIMESTAMP -> isInstant(type) ? ofInstant(column) : ofTimestamp(column);
            case Types.TIMESTAMP_WITH_TIMEZONE -> ofInstant(column);
            default -> isInstant(type) ? ofInstant(column) : ofOther(source, columns, column, number);
        };
    }

    /** Whether a type that has no code of its own in every driver is a timestamp with a time zone. */
    private static boolean isInstant(String type) {
        return type.equals("timestamptz")
                || type.equals("datetimeoffset")
                || type.contains("with time zone")
                || type.contains("with local time zone");
    }

    /** A type that only the driver knows: a number or text by the class of its objects. */
    private static Cell ofOther(String source, ResultSetMetaData columns, int column, boolean number)
            throws SQLException {
        return switch (columns.getColumnClassName(column + 1)) {
            case "java.math.BigInteger", "java.math.BigDecimal" -> number ? ofDecimal(column) : ofText(column);
            case "java.lang.String", "java.util.UUID" -> ofText(column);
            default ->
                throw new DataException(
                        DataError.UNSUPPORTED_TYPE,
                        source + ": column \"" + columns.getColumnLabel(column + 1) + "\" has the type "
                                + columns.getColumnTypeName(column + 1)
                                + ", which is no number, time or text; write CAST(" + columns.getColumnLabel(column + 1)
                                + " AS DOUBLE PRECISION) or AS VARCHAR in the query, or ignore the column");
        };
    }

    private static Cell ofText(int column) {
        return (rows, intake) -> {
            String text = rows.getString(column + 1);
            if (text != null) {
                intake.text(column, text);
            }
        };
    }

    private static Cell ofDouble(int column) {
        return (rows, intake) -> {
            double value = rows.getDouble(column + 1);
            if (!rows.wasNull()) {
                intake.number(column, value);
            }
        };
    }

    /** The nearest double, as it is for a number in text. */
    private static Cell ofDecimal(int column) {
        return (rows, intake) -> {
            Object value = rows.getObject(column + 1);
            if (value != null) {
                intake.number(
                        column,
                        value instanceof BigDecimal decimal
                                ? decimal.doubleValue()
                                : Double.parseDouble(value.toString()));
            }
        };
    }

    private static Cell ofTimestamp(int column) {
        return (rows, intake) -> {
            LocalDateTime time = timestamp(rows, column + 1);
            if (time != null) {
                intake.time(column, time, false);
            }
        };
    }

    private static Cell ofInstant(int column) {
        return (rows, intake) -> {
            OffsetDateTime time = rows.getObject(column + 1, OffsetDateTime.class);
            if (time != null) {
                intake.time(column, time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), true);
            }
        };
    }

    private static @Nullable LocalDate date(ResultSet rows, int i) throws SQLException {
        Object date = rows.getObject(i);
        return date == null || date instanceof LocalDate
                ? (LocalDate) date
                : rows.getDate(i).toLocalDate();
    }

    /** Not by way of {@link Timestamp} if that can be: it moves what the default zone's clock skipped. */
    private static @Nullable LocalDateTime timestamp(ResultSet rows, int i) throws SQLException {
        try {
            return rows.getObject(i, LocalDateTime.class);
        } catch (SQLException e) {
            Timestamp time = rows.getTimestamp(i);
            return time == null ? null : time.toLocalDateTime();
        }
    }
}
