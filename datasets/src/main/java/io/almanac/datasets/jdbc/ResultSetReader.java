package io.almanac.datasets.jdbc;

import io.almanac.datasets.DataException;
import io.almanac.datasets.Dataset;
import io.almanac.datasets.rows.Origin;
import io.almanac.datasets.rows.RowIntake;
import io.almanac.datasets.rows.TableOptions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads series from the rows of a query, whatever database answers it. The layouts are those of a CSV file, and so are
 * the series: columns are known by their labels, rows may come in any order, and what outgrows the memory goes to a
 * temporary file.
 *
 * <p>Numbers of any SQL type and booleans (1 and 0) are values. Dates, timestamps with and without a time zone, integers
 * and text are times; a timestamp with a time zone is read as UTC. Text, numbers and UUIDs are ids and categories. NULL
 * is missing. Columns of other types are an error if they are not ignored.
 *
 * <p>Many drivers fetch all rows at once unless they are told otherwise. PostgreSQL's wants
 * {@code connection.setAutoCommit(false)} and {@code statement.setFetchSize(10_000)}, MySQL's
 * {@code statement.setFetchSize(Integer.MIN_VALUE)}.
 */
public final class ResultSetReader {

    private ResultSetReader() {}

    /**
     * Reads the rows that are left. The caller closes them, and the statement.
     *
     * @param name stands in messages and is the id of the series in the wide layout
     * @throws DataException if they can't be understood
     * @throws SQLException  if the database fails
     * @throws IOException   if rows can't be written to a temporary file
     */
    public static Dataset read(String name, ResultSet rows, TableOptions options) throws SQLException, IOException {
        var intake = new RowIntake(Origin.ofRows(name), options, name);
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        intake.columns(labels, name);
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < labels.size(); column++) {
            if (intake.isRead(column)) {
                cells.add(Cell.of(name, columns, column, intake.takesNumbers(column)));
            }
        }
        for (long row = 1; rows.next(); row++) {
            intake.begin(row);
            for (Cell cell : cells) {
                cell.read(rows, intake);
            }
            intake.end();
        }
        return intake.dataset();
    }
}
