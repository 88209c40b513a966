package io.almanac.datasets.duckdb;

import io.almanac.datasets.rows.RowIntake;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of a query, fetched in chunks of columns: for numbers that is ten times as fast as row by row.
 *
 * <p>A text is fetched only where it differs from that of the row before, which the query itself finds out: ids of series
 * seldom change. A last row that says that it is the last tells a whole answer from one that an error has cut off.
 */
final class DuckRows implements AutoCloseable {

    private final AutoCloseable result;
    private final List<DuckColumn> columns;
    private final String[] texts;
    private boolean complete;

    private DuckRows(AutoCloseable result, List<DuckColumn> columns) {
        this.result = result;
        this.columns = columns;
        this.texts = new String[columns.size()];
    }

    /** A query for some columns of another: each of them and, for text, whether it is that of the row before. */
    static String sql(List<DuckColumn> columns, String select) {
        String asked = columns.stream()
                .map(column -> column.expression()
                        + (column.kind() == DuckColumn.Kind.TEXT
                                ? ", coalesce(" + column.expression() + " = lag(" + column.expression()
                                        + ") OVER (), false)"
                                : ""))
                .collect(Collectors.joining(", "));
        String nothing = columns.stream()
                .map(column -> column.kind() == DuckColumn.Kind.TEXT ? "NULL, NULL" : "NULL")
                .collect(Collectors.joining(", "));
        return "SELECT false, " + asked + " FROM (" + select + "\n) UNION ALL SELECT true, " + nothing;
    }

    static DuckRows of(PreparedStatement statement, List<DuckColumn> columns) throws SQLException {
        return new DuckRows(DuckVectors.query(statement), columns);
    }

    /** Hands the rows on and returns the place of the last. */
    long handTo(RowIntake intake, long before) {
        long place = before;
        while (DuckVectors.nextChunk(result)) {
            Object chunk = DuckVectors.chunk(result);
            long rows = DuckVectors.rows(chunk);
            Object last = DuckVectors.vector(chunk, 0);
            Object[] vectors = new Object[columns.size()];
            Object[] same = new Object[columns.size()];
            for (int c = 0, v = 1; c < vectors.length; c++) {
                vectors[c] = DuckVectors.vector(chunk, v++);
                same[c] = columns.get(c).kind() == DuckColumn.Kind.TEXT ? DuckVectors.vector(chunk, v++) : last;
            }
            for (long row = 0; row < rows; row++) {
                if (DuckVectors.isTrue(last, row)) {
                    complete = true;
                    return place;
                }
                intake.begin(++place);
                for (int c = 0; c < vectors.length; c++) {
                    hand(intake, c, vectors[c], same[c], row);
                }
                intake.end();
            }
        }
        return place;
    }

    private void hand(RowIntake intake, int c, Object vector, Object same, long row) {
        DuckColumn column = columns.get(c);
        if (DuckVectors.isNull(vector, row)) {
            return;
        }
        switch (column.kind()) {
            case NUMBER -> intake.number(column.index(), DuckVectors.number(vector, row));
            case TEXT -> {
                if (!DuckVectors.isTrue(same, row)) {
                    texts[c] = DuckVectors.text(vector, row);
                }
                intake.text(column.index(), texts[c]);
            }
            case LOCAL_TIME, INSTANT -> column.time(intake, DuckVectors.integer(vector, row));
        }
    }

    /** Whether the last row was seen. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void close() throws SQLException {
        try {
            result.close();
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }
}
