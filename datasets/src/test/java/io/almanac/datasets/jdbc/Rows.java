package io.almanac.datasets.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a driver that gives what it holds if the type is asked for that the object has, and else an error. */
public final class Rows implements InvocationHandler {

    /** A column as a driver describes it. */
    public record Column(String label, int type, String typeName, Class<?> objects) {}

    private final List<Column> columns;
    private final @Nullable Object[][] rows;
    private int row = -1;
    private boolean wasNull;

    private Rows(List<Column> columns, @Nullable Object[][] rows) {
        this.columns = columns;
        this.rows = rows;
    }

    public static ResultSet of(List<Column> columns, @Nullable Object[]... rows) {
        return proxy(ResultSet.class, new Rows(columns, rows));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Rows.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments)
            throws SQLException {
        switch (method.getName()) {
            case "next" -> {
                return ++row < rows.length;
            }
            case "wasNull" -> {
                return wasNull;
            }
            case "getMetaData" -> {
                return proxy(ResultSetMetaData.class, this::describe);
            }
            default -> {
                Object value = rows[row][(Integer) arguments[0] - 1];
                wasNull = value == null;
                return get(method.getName(), arguments, value);
            }
        }
    }

    private static @Nullable Object get(String method, Object[] arguments, @Nullable Object value) throws SQLException {
        if (method.equals("getObject") && arguments.length == 1) {
            return value;
        }
        Class<?> wanted = switch (method) {
            case "getString" -> String.class;
            case "getDouble" -> Number.class;
            case "getBoolean" -> Boolean.class;
            case "getDate" -> Date.class;
            case "getTimestamp" -> Timestamp.class;
            case "getObject" -> (Class<?>) arguments[1];
            default -> throw new UnsupportedOperationException(method);
        };
        if (value == null) {
            return method.equals("getDouble") ? Double.valueOf(0) : method.equals("getBoolean") ? Boolean.FALSE : null;
        }
        if (wanted == String.class) {
            return value.toString();
        }
        if (!wanted.isInstance(value)) {
            throw new SQLException(value + " is no " + wanted.getSimpleName());
        }
        return wanted == Number.class ? Double.valueOf(((Number) value).doubleValue()) : value;
    }

    private Object describe(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
        if (method.getName().equals("getColumnCount")) {
            return columns.size();
        }
        Column column = columns.get((Integer) arguments[0] - 1);
        return switch (method.getName()) {
            case "getColumnLabel" -> column.label();
            case "getColumnType" -> column.type();
            case "getColumnTypeName" -> column.typeName();
            case "getColumnClassName" -> column.objects().getName();
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
