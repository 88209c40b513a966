package io.almanac.datasets.duckdb;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The methods by which DuckDB's driver hands out columns, called by handles because the driver need not be there. Objects
 * are its {@code DuckDBChunkedResult}, {@code DuckDBDataChunkReader} and {@code DuckDBReadableVector}, rows count from 0
 * in each chunk.
 */
final class DuckVectors {

    /** A driver that has no such methods; they came with 2.0. */
    static final class TooOldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooOldException(Throwable cause) {
            super(cause);
        }
    }

    /** Resolved when the first query is run. */
    private static final class Handles {

        static final MethodHandle QUERY = find("DuckDBPreparedStatement", "query", Object.class);
        static final MethodHandle NEXT_CHUNK = find("DuckDBChunkedResult", "nextChunk", boolean.class);
        static final MethodHandle CHUNK = find("DuckDBChunkedResult", "chunk", Object.class);
        static final MethodHandle ROWS = find("DuckDBDataChunkReader", "rowCount", long.class);
        static final MethodHandle VECTOR = find("DuckDBDataChunkReader", "vector", Object.class, long.class);
        static final MethodHandle IS_NULL = find("DuckDBReadableVector", "isNull", boolean.class, long.class);
        static final MethodHandle BOOLEAN = find("DuckDBReadableVector", "getBoolean", boolean.class, long.class);
        static final MethodHandle LONG = find("DuckDBReadableVector", "getLong", long.class, long.class);
        static final MethodHandle DOUBLE = find("DuckDBReadableVector", "getDouble", double.class, long.class);
        static final MethodHandle STRING = find("DuckDBReadableVector", "getString", String.class, long.class);

        private Handles() {}

        /** A method with objects of the driver's as plain ones. */
        private static MethodHandle find(String type, String name, Class<?> result, Class<?>... arguments) {
            try {
                MethodHandle found = MethodHandles.publicLookup()
                        .unreflect(Class.forName("org.duckdb." + type).getMethod(name, arguments));
                return found.asType(MethodType.methodType(result, arguments).insertParameterTypes(0, Object.class));
            } catch (ReflectiveOperationException e) {
                throw new TooOldException(e);
            }
        }
    }

    private DuckVectors() {}

    static AutoCloseable query(PreparedStatement statement) throws SQLException {
        try {
            return (AutoCloseable) (Object) Handles.QUERY.invokeExact((Object) statement);
        } catch (SQLException e) {
            throw e;
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof TooOldException tooOld) {
                throw tooOld;
            }
            throw e;
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static boolean nextChunk(AutoCloseable result) {
        try {
            return (boolean) Handles.NEXT_CHUNK.invokeExact((Object) result);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static Object chunk(AutoCloseable result) {
        try {
            return (Object) Handles.CHUNK.invokeExact((Object) result);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static long rows(Object chunk) {
        try {
            return (long) Handles.ROWS.invokeExact(chunk);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static Object vector(Object chunk, long column) {
        try {
            return (Object) Handles.VECTOR.invokeExact(chunk, column);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static boolean isNull(Object vector, long row) {
        try {
            return (boolean) Handles.IS_NULL.invokeExact(vector, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static boolean isTrue(Object vector, long row) {
        try {
            return (boolean) Handles.BOOLEAN.invokeExact(vector, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static long integer(Object vector, long row) {
        try {
            return (long) Handles.LONG.invokeExact(vector, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static double number(Object vector, long row) {
        try {
            return (double) Handles.DOUBLE.invokeExact(vector, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static String text(Object vector, long row) {
        try {
            return (String) Handles.STRING.invokeExact(vector, row);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }
}
